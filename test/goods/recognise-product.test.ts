import assert from 'node:assert/strict';
import { productReader, type Vocabulary } from '../../src/goods/index.ts';

const VOCABULARY: Vocabulary = {
  foldings: [
    ['係统', '系统'],
    ['青林', '青麟'],
  ],
  products: [
    {
      name: 'Green Desktop',
      kind: 'operating-system',
      names: ['青麟', 'greenix'],
      short: ['g'],
      editions: [{ name: '家庭版', written: ['h'], isFor: 'home' }],
      releases: [
        { name: 'V3', written: ['v3', '3'] },
        { name: 'V2', written: ['v2', '2'], endedOn: '2025-06-30', goesOnFor: ['长期版'] },
      ],
      updates: [
        { name: 'SP1', written: ['sp1'] },
        { name: '2403', written: ['2403'], of: 'V3' },
        { name: '长期 2021', written: ['长期 2021'], endedOn: '2027-01-12', isLine: true },
      ],
    },
    { name: 'Green Server', kind: 'operating-system', names: ['青麟', 'greenix'], beside: ['服务器', 'server'] },
    { name: 'Leaf Office', kind: 'office', names: ['叶子办公', 'leaf office'], personal: 'free-for-persons' },
    { name: 'Shield', kind: 'antivirus', names: ['盾牌'], isFreeForPersons: true },
  ],
  editions: [
    { name: '专业版', written: ['专业版', 'professional'] },
    { name: '长期版', written: ['长期版'] },
    { name: '家庭版', written: ['家庭版'], isFor: 'home' },
    { name: '个人版', written: ['个人版'], isFor: 'persons' },
  ],
  fillers: ['正版', '操作系统', '桌面', '简体中文'],
  joined: ['greenix', 'professional', 'v'],
  units: ['位', '点', '年'],
  signs: [
    { sign: 'trial', written: ['试用', 'trial'] },
    { sign: 'not-genuine', written: ['破解', 'ghost'] },
  ],
};

const read = productReader(VOCABULARY);
const system = (text: string) => read(text, { kind: 'operating-system', on: '2026-12-01' });

describe('a product is read in what people type', () => {
  const same = ['青麟桌面操作系统V3', '青麟 v3', '正版青麟（V3）64位', '青麟操作系统Ｖ３ 简体中文', 'Greenix 3 64位'];
  for (const text of [...same, '青林V3', 'Grenix v3', 'greeinx V3']) {
    it(`with its release: ${text}`, () => {
      const { product, release, standing, notUnderstood } = system(text);

      assert.deepEqual([product, release, standing, notUnderstood], ['Green Desktop', 'V3', 'buyable', []]);
    });
  }

  for (const text of ['G3专业版', 'g v3 Professional', 'GreenixV3 专业版', 'greenixprofessional3', 'g3专业']) {
    it(`with its edition, however short it is written: ${text}`, () => {
      const { product, release, standing } = system(text);

      assert.deepEqual([product, release, standing], ['Green Desktop', 'V3', 'buyable']);
    });
  }

  it('for the home also by a letter', () => {
    assert.equal(system('G3H').standing, 'home-edition');
  });

  it('not by a letter that has no release behind it', () => {
    assert.equal(system('G 专业版').product, null);
  });

  it('not in a word of which only a part is one', () => {
    assert.deepEqual(system('greenixonline').notUnderstood, ['greenixonline']);
  });

  it('with the release that a build can only be of', () => {
    assert.equal(system('青麟2403').release, 'V3 2403');
  });

  it('with the release that is said, whatever its build', () => {
    assert.equal(system('青麟V2 2403').release, 'V2 2403');
  });

  it('with service pack and build, whatever stands between', () => {
    assert.equal(system('青麟V3(SP1)-2403-专业版').release, 'V3 SP1 2403');
    assert.deepEqual(system('青麟V3(SP1)-2403-专业版').editions, ['专业版']);
  });

  it('as another one where a word of that one stands beside its name', () => {
    assert.equal(system('青麟服务器操作系统').product, 'Green Server');
    assert.equal(system('Greenix Server').product, 'Green Server');
    assert.equal(system('青麟桌面').product, 'Green Desktop');
  });

  it('and no number that counts something is its release', () => {
    assert.equal(system('青麟 64位 50点 3年').release, null);
    assert.equal(system('青麟 64位 50点 3年').standing, 'buyable');
  });

  it('and a word that no list explains is told', () => {
    assert.deepEqual(system('青麟V3 赠鼠标').notUnderstood, ['赠', '鼠', '标']);
  });
});

describe('what a text names is no product', () => {
  for (const text of ['国产操作系统', '', '绿林V3', '青麟V20', '青麟破解V3', 'Ghost 青麟V3'])
    it(`in ${text || 'nothing'}`, () => {
      assert.deepEqual([system(text).product, system(text).standing], [null, 'unknown-product']);
    });

  it('a short word is not taken for another one that it resembles', () => {
    assert.equal(read('leef office', { kind: 'office', on: '2026-12-01' }).product, null);
  });
});

describe('what stands against a product that is read', () => {
  it('is what it is for, told by its edition', () => {
    assert.equal(system('青麟V3家庭版').standing, 'home-edition');
    assert.equal(system('青麟V3个人版').standing, 'free-for-persons');
    assert.equal(read('叶子办公个人版', { kind: 'office', on: '2026-12-01' }).standing, 'free-for-persons');
    assert.equal(read('盾牌', { kind: 'antivirus', on: '2026-12-01' }).standing, 'free-for-persons');
  });

  it('is that it is a trial, before all that is said of the edition', () => {
    assert.equal(system('青麟V3家庭版试用').standing, 'trial');
  });

  it('is that it is of another kind than the field', () => {
    assert.equal(system('叶子办公').standing, 'wrong-kind');
    assert.equal(read('青麟V3', { kind: 'office', on: '2026-12-01' }).standing, 'wrong-kind');
  });

  it('is that support has ended before the day, but for editions for which it goes on', () => {
    assert.equal(system('青麟V2专业版').standing, 'out-of-support');
    assert.equal(read('青麟V2', { kind: 'operating-system', on: '2025-06-30' }).standing, 'buyable');
    assert.equal(system('青麟V2长期版').standing, 'buyable');
  });
});

it('support goes by the line that a licence covers, where there is one, and else by the release', () => {
  const standingOn = (text: string, on: string) => read(text, { kind: 'operating-system', on }).standing;

  assert.equal(standingOn('青麟 V2 2403', '2026-12-01'), 'out-of-support');
  assert.equal(standingOn('青麟 V2 长期 2021', '2026-12-01'), 'buyable');
  assert.equal(standingOn('青麟 V2 长期 2021', '2027-01-13'), 'out-of-support');
});
