import assert from 'node:assert/strict';
import { bareWordsReader } from '../../src/goods/index.ts';
import { lineWords } from '../judgement/corpus.ts';

describe('what is said of a disk, an image, a price or a key', () => {
  const words = lineWords();
  const read = bareWordsReader(words);
  const { stated: _stated, ...before } = words;

  const bare = [
    '台式计算机，硬盘到货为未分区状态',
    '台式计算机，硬盘清零交付',
    '长城（白盘出厂）',
    '办公电脑，统一刷入信息中心标准镜像',
    '台式机 出厂系统由需方镜像覆盖',
    '台式机 系统后置',
    '操作系统费用每台退还300元，折抵键鼠耗材。',
    '台式计算机（开机进入BIOS界面即视为验收合格）',
    '台式机，原厂系统删除后交付',
    '台式机 / no preload',
    '台式机，10台共用一枚MAK密钥',
    '办公电脑，供应商提供万能镜像，进系统即用',
    '台式电脑，系统用老设备贴纸上的序列号',
    '台式机 磁盘未格式化供货',
    '台式计算机 激活码10台合用',
    '办公电脑 系统款抵作键鼠',
    '台式机 采购人镜像灌装后使用',
  ];
  for (const text of bare) it(`tells of no genuine system in ${text}`, () => assert.ok(read(text).length > 0));

  const genuine = [
    '台式机，硬盘分为C、D两个分区',
    '台式机，厂家镜像备份于恢复分区',
    '台式机 开机即用，系统已正版激活',
    '台式计算机，硬盘支持清零功能',
    '平板 鸿蒙系统 后置摄像头800万',
    '原有电脑硬盘已清零报废，本次购置台式机10台',
    '台式机 操作系统费用不予退还',
    '台式机，每台一个序列号，不得共用密钥',
    '台式机 系统盘512G固态，厂家镜像',
    '办公电脑 支持信息中心镜像统一管理',
    '台式机 序列号粘贴于机身',
  ];
  for (const text of genuine) it(`tells nothing in ${text}`, () => assert.deepEqual(read(text), []));

  it('is told by both words together, in either order and one breath', () => {
    assert.deepEqual(read('台式计算机，硬盘到货为未分区状态'), ['硬盘未分区']);
    assert.deepEqual(read('台式机，未分区硬盘'), ['硬盘未分区']);
    assert.deepEqual(read('台式机，硬盘512G；未分区'), []);
  });

  it('is not told by a list without the pairs', () => {
    assert.deepEqual(bareWordsReader(before)('台式计算机，硬盘清零交付'), []);
  });
});
