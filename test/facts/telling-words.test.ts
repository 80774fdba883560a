import assert from 'node:assert/strict';
import { lineFacts } from '../../src/facts/line/line-facts.ts';
import { searchedText, wordsIn } from '../../src/facts/line/words-found.ts';
import type { OrderLine } from '../../src/facts/submission.ts';
import type { FactValue } from '../../src/rules/index.ts';
import { givenInput, givenLine, givenLineWith, policyWithout } from './support.ts';

/** What `npm run rules:test` cannot try: the words of the pack against what people write. */
function wordsOf(line: OrderLine, fact: `line.${string}Words`): FactValue | undefined {
  return lineFacts(givenInput({ order: { lines: [line] } }), 0, line)[fact];
}

function otherGoods(description: string, changes: Partial<OrderLine> = {}): OrderLine {
  return givenLine({ goods: 'other', description, brand: null, model: null, computer: null, ...changes });
}

describe('words for computers on a line of other goods', () => {
  const told: readonly [string, readonly string[]][] = [
    ['台式电脑主机 裸机 无系统', ['电脑']],
    ['办公设备（联想启天M455）', ['启天']],
    ['ＰＣ 一套', ['pc']],
    ['办公用便携式计算机', ['计算机']],
    ['电脑桌椅及配套电脑 20 套', ['电脑']],
    ['Desktop set: Dell OptiPlex 7010', ['optiplex']],
    ['Office laptops, 14 inch', ['laptops']],
    ['机架式服务器', ['服务器']],
  ];
  for (const [description, words] of told) {
    it(`are found in ${description}`, () => {
      assert.deepEqual(wordsOf(otherGoods(description), 'line.machineWords'), words);
    });
  }

  it('are looked for in brand and model too, and never across two fields', () => {
    assert.deepEqual(wordsOf(otherGoods('设备', { model: 'ThinkCentre M90t' }), 'line.machineWords'), ['thinkcentre']);
    assert.deepEqual(wordsOf(otherGoods('办公用电', { brand: '脑力牌' }), 'line.machineWords'), []);
  });

  const ordinary = [
    ['电脑桌', '人体工学电脑椅', '双肩电脑包', '电脑显示器支架及电脑支架', '微电脑控制电饭煲'],
    ['鼠标垫', '机房精密空调', '服务器机柜 42U', '计算机等级考试教材', '软抄笔记本 A5 60页'],
    ['激光打印一体机', '会议平板一体机', '中央空调室外主机', '护理工作站推车', 'PC板 阳光板 3mm'],
    ['碎纸机', '文件柜', 'A4 复印纸', 'Computer desk, oak', 'Conference microphone PCM-20'],
  ].flat();
  for (const description of ordinary) {
    it(`are none in ${description}`, () => {
      assert.deepEqual(wordsOf(otherGoods(description), 'line.machineWords'), []);
    });
  }

  it('are none on a line that is declared as a computer', () => {
    assert.deepEqual(wordsOf(givenLine({ description: '台式电脑' }), 'line.machineWords'), []);
  });

  it('are missing while a list of the policy is', () => {
    const line = otherGoods('台式电脑');
    for (const list of ['policy.words.machines', 'policy.words.masks'] as const) {
      const facts = lineFacts(givenInput({ order: { lines: [line] }, policy: policyWithout(list) }), 0, line);
      assert.equal('line.machineWords' in facts, false, list);
      assert.equal('line.machineWordCount' in facts, false, list);
    }
  });
});

describe('words for machines without a system', () => {
  const told: readonly [string, readonly string[]][] = [
    ['台式机（裸机）', ['裸机']],
    ['台式机，不预装，由单位自行安装系统', ['不预装', '自行安装系统']],
    ['Desktop, FreeDOS', ['freedos']],
    ['Desktop without OS', ['without os']],
    ['台式机 DOS版', ['dos']],
  ];
  for (const [description, words] of told) {
    it(`are found in ${description}`, () => {
      assert.deepEqual(wordsOf(givenLine({ description }), 'line.bareMachineWords'), words);
    });
  }

  it('are found in the name of the system that is said to be there', () => {
    assert.deepEqual(wordsOf(givenLineWith({ product: 'MS DOS' }), 'line.bareMachineWords'), ['dos']);
  });

  it('are none inside another word, nor where the field says the same', () => {
    assert.deepEqual(wordsOf(givenLine({ description: 'Dosing pump controller' }), 'line.bareMachineWords'), []);
    for (const state of ['none', 'dos'] as const) {
      const line = givenLineWith({ state }, { description: '裸机' });
      assert.deepEqual(wordsOf(line, 'line.bareMachineWords'), []);
    }
  });
});

describe('words for goods of another kind', () => {
  const software = (description: string, category: 'office' | 'other' = 'other') =>
    otherGoods(description, { goods: 'software', software: { category } });
  const told: readonly [OrderLine, readonly string[]][] = [
    [software('台式电脑主机 50 台'), ['台式电脑', '电脑主机']],
    [software('授权（含ThinkPad）', 'office'), ['thinkpad']],
    [software('WPS Office 专业版'), ['wps', 'wps office']],
    [otherGoods('办 公 软 件 授权'), ['办公软件']],
    [software('WPS Office 专业版', 'office'), []],
    [software('计算机终端安全管理软件 服务器端'), []],
    [otherGoods('办公家具'), []],
    [givenLine({ description: '预装 WPS Office' }), []],
  ];
  for (const [line, words] of told) {
    it(`are ${words.join(', ') || 'none'} on a line of ${line.goods}: ${line.description}`, () => {
      assert.deepEqual(wordsOf(line, 'line.otherKindWords'), words);
    });
  }
});

describe('words for computers of another category', () => {
  const told: readonly [string, 'tablet' | 'workstation' | 'desktop' | 'laptop' | 'all-in-one', readonly string[]][] = [
    ['办公用台式计算机', 'tablet', ['台式计算机']],
    ['办公用台式计算机', 'all-in-one', []],
    ['ThinkCentre M90t', 'workstation', ['thinkcentre']],
    ['笔记本', 'desktop', ['笔记本']],
    ['笔记本', 'laptop', []],
    ['图形工作站', 'workstation', []],
  ];
  for (const [description, category, words] of told) {
    it(`are ${words.join(', ') || 'none'} on a line of ${category}: ${description}`, () => {
      const line = givenLine({ description, brand: null, model: null });
      assert.deepEqual(
        wordsOf({ ...line, computer: { ...line.computer, category } }, 'line.otherCategoryWords'),
        words,
      );
    });
  }
});

describe('telling words', () => {
  const found = (text: string, words: readonly string[], masks: readonly string[] = []) =>
    wordsIn(searchedText(text, masks), words);

  it('take every mask out of the text before they are looked for, and join nothing by it', () => {
    const masks = ['电脑桌'];

    assert.deepEqual(found('电脑桌、电脑桌', ['电脑'], masks), []);
    assert.deepEqual(found('电电脑桌脑', ['电脑'], masks), []);
    assert.deepEqual(found('电脑桌、电脑', ['电脑'], masks), ['电脑']);
  });

  it('are read together where they are written apart, and so are masks', () => {
    for (const text of ['电 脑', '电　脑', '电·脑', '电-脑', '电. 脑', '电\u200b脑', '电\u00ad脑']) {
      assert.deepEqual(found(text, ['电脑']), ['电脑'], text);
    }
    assert.deepEqual(found('用电，脑力', ['电脑']), []);
    assert.deepEqual(found('电 脑 桌', ['电脑'], ['电脑桌']), []);
  });

  it('hold a word at the end of a long text of nearly such words', () => {
    assert.deepEqual(found(`${'pcs '.repeat(1_000)}pc`, ['pc'], ['pcs x']), ['pc']);
  });
});
