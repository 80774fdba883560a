import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Actor, fen, instant } from '../../src/kernel/index.ts';
import type { ListedOrder } from '../../src/orders/list-order-summaries.ts';
import type { Order } from '../../src/orders/order.ts';
import { toOrderSummary } from '../../src/orders/order-body.ts';

const AT = instant('2026-03-02T08:00:00.000Z');

const orderOf = (index: number): Order => ({
  ...{ id: `ord_${index}`, agencyCode: '11420000MB0000001X', reference: `PO-${index}`, fiscalYear: 2026 },
  ...{ state: 'approved', outcome: 'approved', standingRevision: 1, latestRevision: 1, totalFen: fen(index) },
  ...{ isClassified: false, supplier: null, supplierName: null, submittedAt: AT, decidedAt: AT, expiresAt: AT },
  ...{ decisionId: `dec_${index}`, logIndex: index },
});

const listedOf = (index: number): ListedOrder => ({
  order: orderOf(index),
  standing: { revision: 1, totalFen: fen(index), decisionId: `dec_${index}` },
  ...{ agencyName: '市财政局', subject: '台式计算机', devices: index, openFindings: [], contractDueOn: null },
});

const READER: Actor = {
  ...{ keyId: 'key_1', personId: 'prs_1', role: 'audit', grant: { region: '420000' }, scopes: [] },
};

/** How many shapes V8 has made for some objects. */
function countShapes(objects: readonly object[]): number {
  setFlagsFromString('--allow-natives-syntax');
  const isAlike: (one: object, other: object) => boolean = runInNewContext('(a, b) => %HaveSameMap(a, b)');
  return objects.filter((one, at) => !objects.slice(0, at).some((other) => isAlike(one, other))).length;
}

describe('the orders of a page, as a list shows them', () => {
  it('are all of one shape, so that none costs a page twenty times what its text does', () => {
    // The first few are made before an engine has learnt what they look like.
    const pages = Array.from({ length: 4 }, (_, page) =>
      Array.from({ length: 50 }, (_order, at) => toOrderSummary(listedOf(page * 50 + at), READER)),
    );

    assert.equal(countShapes(pages.at(-1) ?? []), 1);
  });
});
