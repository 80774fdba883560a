import assert from 'node:assert/strict';
import { togetherReader } from '../../src/goods/index.ts';

const saidIn = togetherReader({
  foldings: [['規', '规']],
  denials: ['不'],
  admissions: [
    { aside: ['不得', '原有'], all: [['先用后补']] },
    { aside: ['不得'], all: [['规避', '避免'], ['招标']] },
    { within: 'sentence', denied: true, aside: ['旧'], all: [['杀毒'], ['不采购', '退掉']] },
    { otherSystem: true, aside: [], all: [['改为']] },
  ],
});
const read = (text: string) => saidIn(text).map(({ told }) => told);

describe('what a text says by several words', () => {
  it('is said in one clause, in either order, and as it is written', () => {
    assert.deepEqual(read('拆成三单，为避免公开招标。'), ['避免…招标']);
    assert.deepEqual(read('招标限额须规避'), ['招标…规避']);
    assert.deepEqual(read('規避招标'), ['规避…招标']);
  });

  it('is not said by one of them, nor across a comma', () => {
    assert.deepEqual(read('公开招标'), []);
    assert.deepEqual(read('避免浪费，公开招标'), []);
  });

  it('may be said by a word of its own, and several times', () => {
    assert.deepEqual(read('先用后补，规避招标'), ['先用后补', '规避…招标']);
  });

  it('is not said where the clause denies it, though another one may say it', () => {
    assert.deepEqual(read('不得规避招标'), []);
    assert.deepEqual(read('不得先用后补，规避招标'), ['规避…招标']);
    assert.deepEqual(read('原有设备先用后补'), []);
  });

  it('may be said across the commas of one sentence', () => {
    assert.deepEqual(read('杀毒列在计划里，到时退掉。'), ['杀毒…退掉']);
    assert.deepEqual(read('配杀毒。打印机退掉。'), []);
    assert.deepEqual(read('杀毒列在计划里，旧的退掉'), []);
  });

  it('is not said beside the denials of all, which a longer word that is looked for is none of', () => {
    assert.deepEqual(read('杀毒不退掉'), []);
    assert.deepEqual(read('杀毒不采购'), ['杀毒…不采购']);
  });

  it('tells what stands from its last word on', () => {
    const [said] = saidIn('由Windows改为统信UOS');
    assert.equal(said?.behind, '改 为 统 信 uos');
  });

  it('is said by a word of each class of a pattern, unless it is denied or another class stands aside', () => {
    const composed = togetherReader({
      foldings: [],
      denials: ['不得'],
      compositions: {
        classes: [
          { name: 'voucher', written: ['购物卡', '油卡'] },
          { name: 'back', written: ['返还', '退回'] },
          { name: 'treasury', written: ['财政'] },
        ],
        patterns: [{ admits: 'payment', within: 'sentence', aside: ['treasury'], all: ['voucher', 'back'] }],
      },
    });
    const readComposed = (text: string) => composed(text).map(({ told, words }) => [told, words.admits]);
    assert.deepEqual(readComposed('差价年底退回，用油卡'), [['退回…油卡', 'payment']]);
    assert.deepEqual(readComposed('购物卡返还'), [['购物卡…返还', 'payment']]);
    assert.deepEqual(readComposed('购物卡。款项退回'), []);
    assert.deepEqual(readComposed('不得以购物卡返还'), []);
    assert.deepEqual(readComposed('购物卡退回财政'), []);
  });
});
