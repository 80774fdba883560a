import assert from 'node:assert/strict';
import { claimsReader } from '../../src/goods/index.ts';
import { textWords } from '../judgement/corpus.ts';

const read = claimsReader(textWords());
const systemsIn = (text: string, kind: 'goods' | 'reasons' = 'goods') =>
  read(text, kind).systems.map(({ told }) => told);
const processorsIn = (text: string, kind: 'goods' | 'reasons' = 'goods') =>
  read(text, kind).processors.map(({ name }) => name);

describe('systems and processors that a text says are bought', () => {
  const told: readonly (readonly [string, readonly string[]])[] = [
    ['台式机，预装Windows 10家庭版', ['Windows 10 家庭版']],
    ['台式机 Win11 Home', ['Windows 11 home']],
    ['支持4K输出，预装银河麒麟V10', ['麒麟 V10']],
    ['兼容打印机 预装统信UOS', ['统信UOS']],
    ['Windows 11 专业版（非家庭版）', ['Windows 11']],
    ['ＷＩＮ１１专业版', ['Windows 11']],
    ['老师办公电脑 原厂预装Win10家庭版', ['Windows 10 家庭版']],
    ['无线键鼠 Windows 10 Home', ['Windows 10 home']],
    // No token of these begins as a name of the lists does, until it is read as what was meant.
    ['台式机 vindows 10', ['Windows 10']],
    ['台式机 銀河麒麟 V10', ['麒麟 V10']],
  ];
  for (const [text, systems] of told) {
    it(`are ${systems.join(', ')} in ${text}`, () => assert.deepEqual(systemsIn(text), systems));
  }

  const beside = [
    ...['兼容Windows', '支持Windows、UOS、麒麟', '驱动适配Win10', '替换原Windows 7电脑', '配Office for Windows'],
    ...[
      'Windows、Linux双平台驱动',
      '可与Windows组成双系统',
      '不预装Windows',
      '替换旧电脑（i5-4590，Win7）',
      'Windows键盘',
    ],
    ...['Windows 7 已停服', '严禁安装Windows 10', 'Windows 10或统信UOS'],
  ];
  for (const text of beside) {
    it(`are none in ${text}`, () => {
      assert.deepEqual(systemsIn(text), []);
      assert.deepEqual(systemsIn(`本次采购${text}`, 'reasons'), []);
    });
  }

  it('are those of the machine and not of its cards', () => {
    assert.deepEqual(processorsIn('Intel I350网卡 AMD R7 430显卡 飞腾/8核'), ['飞腾']);
    assert.deepEqual(processorsIn('Intel(R) Core(TM) i5-12400'), ['Intel']);
    assert.deepEqual(processorsIn('麒麟9000C 8G'), ['麒麟处理器']);
    assert.deepEqual(systemsIn('麒麟9000C 8G'), []);
  });

  it('are, in the reasons, only what the text says to be bought or to come with it', () => {
    assert.deepEqual(systemsIn('本次采购的电脑预装Windows 10家庭版', 'reasons'), ['Windows 10 家庭版']);
    assert.deepEqual(systemsIn('原电脑预装Windows 7，本次采购20台', 'reasons'), []);
    assert.deepEqual(systemsIn('本单位用Windows办公', 'reasons'), []);
    assert.deepEqual(systemsIn('老旧Win7电脑更换为Windows 11电脑', 'reasons'), ['Windows 11']);
    assert.deepEqual(processorsIn('旧电脑为i3，拟采购i5处理器的台式机', 'reasons'), ['Intel']);
  });

  it('leave out of the reasons what speaks of old machines or refuses something', () => {
    const { ofBought } = read('原有电脑未激活，不合要求。本次采购裸机，系统自装；严禁使用KMS', 'reasons');

    assert.deepEqual(ofBought, ['本次采购裸机', '系统自装']);
  });
});

describe('the release of a system in a text', () => {
  const releasesIn = (text: string) => read(text, 'goods').systems.map(({ release }) => release);
  const told: readonly (readonly [string, readonly (string | null)[]])[] = [
    ['预装Win10专业版', ['10']],
    ['预装 Windows 专业版 11 25H2', ['11']],
    ['预装银河麒麟桌面操作系统 V10 SP1 2403', ['V10']],
    ['统信UOS（1070）', ['20']],
    ['统信UOS V25', ['25']],
    ['Windows 10台', [null]],
    ['Windows 11代酷睿', [null]],
    ['Windows 10/11', [null]],
    ['Windows 12', [null]],
    ['Windows系统 16G 10', [null]],
    ['方德 5.0', [null]],
    ['Windows', [null]],
  ];
  for (const [text, releases] of told) {
    it(`is ${releases[0] ?? 'not told'} in ${text}`, () => assert.deepEqual(releasesIn(text), releases));
  }

  it('is told of nothing where the lists have none', () => {
    const words = textWords();
    const before = { ...words, systems: words.systems.map(({ name, written }) => ({ name, written })) };

    assert.equal(claimsReader(before)('预装Win10专业版', 'goods').systems[0]?.release, null);
  });
});

describe('how many are bought, in the reasons', () => {
  const countingIn = (text: string) => read(text, 'reasons').counting;

  it('stands where they speak of what is bought', () => {
    assert.deepEqual(countingIn('原有电脑30台已报废，本次采购20台，缺口60台'), ['本次采购20台']);
    assert.deepEqual(countingIn('我单位有50人'), []);
  });

  it('stands nowhere for lists that do not know what is only needed', () => {
    const words = textWords();
    const { needed: _needed, ...roles } = words.roles;

    assert.deepEqual(claimsReader({ ...words, roles })('本次采购20台', 'reasons').counting, []);
  });
});
