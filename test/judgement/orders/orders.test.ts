import assert from 'node:assert/strict';
import { verdictOf } from '../../orders/tricky-cases/tricky-orders.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { DISHONEST_ORDERS } from './dishonest-orders.ts';
import { HONEST_ORDERS } from './honest-orders.ts';
import type { OrderCase } from './order-cases.ts';
import { UNDECIDED_ORDERS } from './undecided-orders.ts';

describe('whole orders', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    const checked = async ({ office: wish, order }: OrderCase) => {
      const office = await openOffice(gate, wish);
      const answer = await office.officer.post('/v1/checks', order(office));
      if (answer.status === 400)
        return { outcome: 'refused', why: answer.body.errors.map(({ pointer }: { pointer: string }) => pointer) };
      const { outcome, findings, indeterminate } = verdictOf(answer);
      return { outcome, why: [...findings, ...indeterminate] };
    };

    for (const each of HONEST_ORDERS)
      it(`lets pass who buys honestly: ${each.says}`, async () => {
        const { outcome, why } = await checked(each);
        assert.equal(outcome, 'approved', why.join('; '));
      });

    for (const each of UNDECIDED_ORDERS)
      it(`leaves to people what nobody has read: ${each.says}`, async () => {
        const { outcome, why } = await checked(each);
        assert.equal(outcome, 'referred', why.join('; '));
      });

    for (const each of DISHONEST_ORDERS)
      it(`stops who gets round it: ${each.says}`, async () => {
        const { outcome, why } = await checked(each);
        assert.notEqual(outcome, 'approved', why.join('; '));
      });
  });
});
