import assert from 'node:assert/strict';
import { looseTwinKeyOf } from '../../src/facts/line/purchase-items.ts';
import { orderFacts } from '../../src/facts/order-facts.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { givenGathered, givenHistory, givenInput, givenOrder, policyWithout } from './support.ts';

describe('orders of the same goods', () => {
  const history = givenHistory({ openTwinOrders: 1, sameGoodsOrders: ['ord_1', 'ord_2', 'ord_3'] });
  const factsWith = (changes: Parameters<typeof givenInput>[0]) => {
    const facts = orderFacts(givenInput({ gathered: givenGathered({ history }), ...changes }));
    return [facts['history.sameGoodsOrders'], facts['history.sameGoodsOrderCount']];
  };

  it('are named, and counted without the twins of the same supplier', () => {
    assert.deepEqual(factsWith({}), [['ord_1', 'ord_2', 'ord_3'], 2]);
    assert.deepEqual(factsWith({ gathered: givenGathered() }), [[], 0]);
  });

  it('are none where a policy does not look for them, and no fact under an older one', () => {
    const off = { ...policyWithout(), boolean: () => false };

    assert.deepEqual(factsWith({ policy: off })[0], []);
    for (const missing of ['policy.duplicate.anySupplier', 'policy.duplicate.windowDays']) {
      assert.deepEqual(factsWith({ policy: policyWithout(missing) }), [undefined, undefined]);
    }
  });

  it('have one key from whomever and however the model is written, and another for other goods', () => {
    const key = (changes: Partial<OrderSubmission> = {}) => looseTwinKeyOf(givenOrder(changes));
    const lines = (model: string | null, quantity = 3): Partial<OrderSubmission> => ({
      lines: givenOrder().lines.map((line) => ({ ...line, model, quantity })),
    });
    const other = { supplier: { creditCode: '91420000MA4KOTHER0', name: null, creditCheckedOn: null } };

    assert.equal(key({ ...lines('TN140A2'), ...other }), key(lines('ＴＮ140-A2。')));
    assert.notEqual(key(lines('TN140A2')), key(lines('TN140A2+')));
    assert.notEqual(key(lines('TN140A2')), key(lines('TN140A2', 4)));
    assert.equal(key(lines(null)), key(lines(null)));
    assert.notEqual(key(lines(null)), key({ ...lines(null), ...other }));
  });
});
