import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot, type Tx } from '../../src/db/index.ts';
import type { Difference } from '../../src/log/index.ts';
import { deliveriesOf, licences } from '../fulfilment/delivery/acceptance-support.ts';
import { contracted, stepsOf } from '../fulfilment/fulfilment-support.ts';
import { findAfter } from '../orders/history/history-support.ts';
import { actsOf, change, idOf, officeForEachTest, withThinEvidence } from '../orders/life-support.ts';
import { assertApproved } from '../orders/tricky-cases/tricky-orders.ts';
import { verify } from '../rules/sets/schedule-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { openEntitlement, openOffice } from '../support/office.ts';

interface UndertakingEnd {
  readonly state: string;
  readonly closed_by: string | null;
  readonly log_index: number;
}

describe('an undertaking, verified against the log', () => {
  forEachEngine('statements', (engine) => {
    const here = officeForEachTest(engine);
    const differences = async (): Promise<readonly Difference[]> =>
      (await inSnapshot(here.gate.db, verify)).differences;
    const officeOf = (order: Response): Promise<UndertakingEnd & { readonly id: string }> =>
      here.gate.db
        .reader('undertakings')
        .where({ order_id: idOf(order), category: 'office' })
        .orderBy('log_index', 'desc')
        .first();
    const leavesOf = async (order: Response): Promise<readonly number[]> => {
      const rows: { log_index: number }[] = await here.gate.db
        .reader('decisions')
        .where({ order_id: idOf(order) })
        .orderBy('log_index');
      return rows.map(({ log_index: index }) => Number(index));
    };
    /** An entitlement that says of itself that it delivers what was undertaken. */
    const close = async (order: Response): Promise<string> => {
      const { id } = await officeOf(order);
      const product = { acquiredOn: '2024-01-01', seats: 5 };
      return openEntitlement(here.gate, { agencyCode: here.office.agencyCode, ...product, closesUndertaking: id });
    };
    /** Somebody writes it so that it names a leaf which is there. */
    async function assertFoundOut(order: Response, rewritten: UndertakingEnd): Promise<void> {
      assert.deepEqual(await differences(), []);
      const { id } = await officeOf(order);
      const rewrite = (tx: Tx) => tx('undertakings').where({ id }).update(rewritten);
      const { differences: found } = await findAfter(here.gate, rewrite, verify);
      assert.ok(
        found.some(({ table, key }) => table === 'undertakings' && key === id),
        JSON.stringify(found),
      );
    }

    it('is not void by a decision before its approval, or by one beside which the approval stands', async () => {
      const order = here.office.order();
      const referred = await here.office.submit(withThinEvidence(order));
      const approved = await actsOf(here.office.officer).amend(referred, order);
      assertApproved(approved);
      const kept = await actsOf(here.office.officer).amend(approved, withThinEvidence(order));
      assert.equal(kept.body.decision.outcome, 'referred');

      const [first, , last] = await leavesOf(kept);

      await assertFoundOut(kept, { state: 'void', closed_by: null, log_index: Number(first) });
      await assertFoundOut(kept, { state: 'void', closed_by: null, log_index: Number(last) });
    });

    it('is not void by a supplement that still buys it', async () => {
      const order = here.office.order();
      const signed = await contracted(here.office, order);
      const supplied = await actsOf(here.office.officer).amend(signed, { ...order, justification: '改为北楼收货' });
      assertApproved(supplied);

      const [, , submitted, agreed] = await leavesOf(supplied);

      await assertFoundOut(supplied, { state: 'void', closed_by: null, log_index: Number(submitted) });
      await assertFoundOut(supplied, { state: 'void', closed_by: null, log_index: Number(agreed) });
    });

    it('is not closed under a leaf after which it was opened again, and not open under one about something else', async () => {
      const approved = await here.office.submit(here.office.order());
      const id = await close(approved);
      const closed = await officeOf(approved);
      await openEntitlement(here.gate, { agencyCode: here.office.agencyCode, acquiredOn: '2023-01-01' });
      const other = (await here.gate.db.reader('entitlements').max({ index: 'log_index' }).first()) as {
        index: number;
      };

      await assertFoundOut(approved, { state: 'open', closed_by: null, log_index: Number(other.index) });
      await change(here.gate, `/v1/entitlements/${id}`, { closesUndertaking: null });

      await assertFoundOut(approved, { state: 'closed', closed_by: id, log_index: closed.log_index });
    });

    it('is not open under a part of what has come when all has come', async () => {
      const signed = await contracted(here.office, here.office.order({ quantity: 2 }));
      const part = { acceptedOn: '2026-06-01', items: [licences(here.office, 1, 1)] };
      const one = await deliveriesOf(here.office).accept(signed, part);
      const { log_index: firstPart } = await officeOf(one);
      const two = await deliveriesOf(here.office).accept(one, part);

      assert.equal((await officeOf(two)).state, 'closed');
      await assertFoundOut(two, { state: 'open', closed_by: null, log_index: firstPart });
    });

    it('is void when its entitlement lets go of it after its order is over: nothing is waited for any more', async () => {
      const approved = await here.office.submit(here.office.order());
      const withdrawn = await close(approved);
      await actsOf(here.office.officer).withdraw(approved);
      await change(here.gate, `/v1/entitlements/${withdrawn}`, { closesUndertaking: null });
      const other = await openOffice(here.gate);
      const signed = await contracted(other, other.order());
      const id = await openEntitlement(here.gate, {
        ...{ agencyCode: other.agencyCode, seats: 5 },
        closesUndertaking: (await officeOf(signed)).id,
      });
      await stepsOf(other.officer).terminate(signed);
      await change(here.gate, `/v1/entitlements/${id}`, { standing: 'declared' });

      assert.deepEqual([(await officeOf(approved)).state, (await officeOf(signed)).state], ['void', 'void']);
      assert.deepEqual(await differences(), []);
    });

    it('is open again when its entitlement lets go of it, and ends with its order then', async () => {
      const order = here.office.order();
      const approved = await here.office.submit(order);
      const id = await close(approved);
      const amended = await actsOf(here.office.officer).amend(approved, { ...order, justification: '改为北楼收货' });
      await change(here.gate, `/v1/entitlements/${id}`, { closesUndertaking: null });
      assert.deepEqual(await differences(), []);

      await actsOf(here.office.officer).withdraw(amended);

      assert.deepEqual(await differences(), []);
    });

    it('is compared although somebody made the body of a supplement unreadable, which is told as well', async () => {
      const order = here.office.order();
      const signed = await contracted(here.office, order);
      const plan = (order.softwarePlan ?? []).map((item) => ({ ...item, item: Number(item.item) + 2 }));
      const supplied = await actsOf(here.office.officer).amend(signed, { ...order, softwarePlan: plan });
      assertApproved(supplied);
      const place = { order_id: idOf(supplied), revision: 3 };

      const makeUnreadable = (tx: Tx) => tx('order_revisions').where(place).update({ body: '{' });
      const { differences: found } = await findAfter(here.gate, makeUnreadable, verify);

      assert.ok(found.some(({ table }) => table === 'order_revisions'));
    });
  });
});
