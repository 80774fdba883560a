import assert from 'node:assert/strict';
import { namedOrders, twinsAmong, twinsQuery } from '../../src/web/orders/twins.ts';
import { examples } from './order-examples.ts';

const finding = {
  ...{ rule: 'INT-03', clause: 'twin-order' },
  facts: { 'history.openTwinOrders': 1, 'policy.duplicate.windowDays': 30 },
};
const { approvable } = examples;
const on = '2026-11-28';

describe('a finding of a repeated purchase', () => {
  it('leads to the orders that it can mean: of the agency, from the same supplier, of those days', () => {
    assert.deepEqual(twinsQuery(finding, { submission: approvable, on }), {
      agencyCode: approvable.agencyCode,
      supplier: approvable.supplier?.creditCode,
      submittedFrom: '2026-10-29',
    });
  });

  it('names neither the order itself nor what has come to nothing', () => {
    const rows = (['approved', 'referred', 'rejected', 'withdrawn', 'contracted'] as const).map((state, at) => ({
      ...{ id: `ord_${at}`, state },
    }));

    assert.deepEqual(
      twinsAmong(rows, 'ord_4').map(({ state }) => state),
      ['approved', 'referred'],
    );
  });

  it('names none where no supplier is named, and no other finding names any', () => {
    assert.equal(twinsQuery(finding, { submission: { ...approvable, supplier: null }, on }), undefined);
    assert.equal(twinsQuery({ ...finding, clause: 'filing-exhausted' }, { submission: approvable, on }), undefined);
    assert.equal(twinsQuery({ ...finding, facts: {} }, { submission: approvable, on }), undefined);
  });
});

describe('a finding that names orders itself', () => {
  it('leads to each of them, and no other finding does', () => {
    assert.deepEqual(namedOrders({ facts: { 'line.replacedAlready': 1, 'line.replacedByOrders': ['ord_1'] } }), [
      'ord_1',
    ]);
    assert.deepEqual(namedOrders({ facts: { 'history.sameGoodsOrders': ['ord_1', 'ord_2'] } }), ['ord_1', 'ord_2']);
    assert.deepEqual(namedOrders(finding), []);
  });
});
