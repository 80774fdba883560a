import assert from 'node:assert/strict';
import { deriveFacts } from '../../src/facts/index.ts';
import type { Policy } from '../../src/rules/index.ts';
import { givenInput } from './support.ts';

function factsOf(justification: string | null, policy: Partial<Policy> = {}) {
  const { order } = deriveFacts(givenInput({ order: { justification }, policy }));
  return [order['order.admissions'], order['order.admissionCount']];
}

describe('the reasons of an order', () => {
  it('admit that the goods are there already, or that a tender is got round', () => {
    assert.deepEqual(factsOf('因工作急需，先用后补，先用后补。'), [['先用后补'], 1]);
    assert.deepEqual(factsOf('上周就买了，补个手续；先拿货再走流程。'), [
      ['上周…就买了', '补个手续', '先拿货…再走流程'],
      3,
    ]);
    assert.deepEqual(factsOf('设备已于上月到货，为避免公开招标分批申报。'), [['设备…已…到货', '避免…公开招标'], 2]);
  });

  it('admit nothing by what they say of old machines, or refuse', () => {
    assert.deepEqual(factsOf('原有电脑已安装使用八年。严禁先用后补，不得规避招标。'), [[], 0]);
    assert.deepEqual(factsOf('上月买了打印机，先送货后结算，先安装软件再报修。'), [[], 0]);
    assert.deepEqual(factsOf(null), [[], 0]);
  });

  it('are not read by a policy without words for it', () => {
    assert.deepEqual(factsOf('先用后补', { textWords: undefined }), [undefined, undefined]);
  });
});
