import assert from 'node:assert/strict';
import { lineReader } from '../../src/goods/index.ts';
import { lineWords } from '../judgement/corpus.ts';

describe('so many of what may be a machine', () => {
  const words = lineWords();
  const read = lineReader(words);
  const { counted: _counted, ...before } = words;
  const readBefore = lineReader(before);

  const machines = [
    '整机20台',
    '主机 30台',
    '台式20台',
    '20台整机',
    '笔记本 15台',
    '一体机10台',
    '平板20台',
    '终端 20 台',
    '台式 二十台',
    '采购终端五十台',
    '主机15台，显示器15台',
    '笔记本2台（三年质保）',
    '电脑维修费（以换代修，更换整机20台）',
    '信息化运维服务（含到期设备更新：整机40台）',
    '计算机维护 更换一体机4台',
    '运维服务（更新台式6台）',
    '宽带接入服务 办理即送笔记本20台',
    '广告服务 赠平板5台',
    '培训费（赠平板20台）',
    'OA办公系统（每用户配14寸移动办公本一台）',
    '虚拟化平台软件（交付形态为4节点一体设备）',
    '财务软件 送预装主机一套',
  ];
  for (const text of machines) it(`are machines in ${text}`, () => assert.equal(read([text]).is, 'machine'));

  const others = [
    '空调室外主机2台',
    '复印机整机1台',
    '热水器整机更换2台',
    '消防报警主机1台',
    '打印机维修（更换整机1台）',
    '会议系统（含主机1台）',
    '广播系统 主机1台',
    '点钞机整机2台',
    '电梯维修（更换主机1台）',
    '音响主机1台 功放2台',
    '音响系统（含主机2台、音箱4只）',
    'POS终端5台',
    '视频会议终端2台',
    '监控一体机3台',
    '笔记本 50本',
    '软皮笔记本20个',
    '中央空调维保（更换主机1台）',
    '台式血压计 5台',
    '台式灯 20台',
    '便携投影仪2台',
    '破壁机整机2台',
    '家电下乡 换整机3台',
    '主机2台（卡拉OK点歌用）',
    '电脑维修费（更换主机电源20台）',
    '赠平板支架5台',
  ];
  for (const text of others) it(`are none in ${text}`, () => assert.equal(read([text]).is, 'none'));

  it('are asked about where nothing tells what is replaced', () => {
    assert.equal(read(['售后服务（更换整机2台）']).is, 'not-clear');
  });

  it('leave open what a list without them left open', () => {
    for (const text of ['整机20台', '笔记本 15台', '终端 20 台'])
      assert.equal(readBefore([text]).is, 'not-clear', text);
  });

  it('are told as what is bought, and inside what they come with', () => {
    assert.deepEqual(read(['整机20台']).told, ['整机']);
    assert.equal(read(['整机20台']).isInside, false);
    assert.equal(read(['广告服务 赠平板5台']).isInside, true);
  });
});
