import assert from 'node:assert/strict';
import { lineFacts } from '../../src/facts/line/line-facts.ts';
import { tellingWords } from '../../src/facts/line/telling-words.ts';
import type { OrderLine } from '../../src/facts/submission.ts';
import type { FactValue } from '../../src/rules/index.ts';
import { givenInput, givenLine, givenLineWith, policyWithout } from './support.ts';

/** What `npm run rules:test` cannot try: the words of the pack against what people write. */
function wordsOf(line: OrderLine, fact: 'line.machineWords' | 'line.bareMachineWords'): FactValue | undefined {
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

describe('telling words', () => {
  it('take every mask out of the text before they are looked for, and join nothing by it', () => {
    const lists = { words: ['电脑'], masks: ['电脑桌'] };

    assert.deepEqual(tellingWords('电脑桌、电脑桌', lists), []);
    assert.deepEqual(tellingWords('电电脑桌脑', lists), []);
    assert.deepEqual(tellingWords('电脑桌、电脑', lists), ['电脑']);
  });

  it('hold a word at the end of a long text of nearly such words', () => {
    assert.deepEqual(tellingWords(`${'pcs '.repeat(1_000)}pc`, { words: ['pc'], masks: ['pcs x'] }), ['pc']);
  });
});
