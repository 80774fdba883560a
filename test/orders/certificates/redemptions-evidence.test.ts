import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot, type Tx } from '../../../src/db/index.ts';
import { verifyLog } from '../../../src/log/index.ts';
import { gateProjections, parseLeaf } from '../../../src/proof/projections/gate-projections.ts';
import { reconcileGate } from '../../../src/proof/reconcile/reconcile-gate.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { findAfter } from '../history/history-support.ts';
import { actsOf } from '../life-support.ts';
import { approvedOrder, cancelAt, redeemAt } from './certificate-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('the evidence of redemptions', () => {
    let gate: Gate;
    let redeemed: Response;
    let cancelled: Response;
    let decision: string;
    let classified: string;

    before(async () => {
      gate = await startGate({ engine });
      const office = await openOffice(gate);
      const secret = await openOffice(gate, { isClassified: true });
      const platform = await gate.as('platform', { grant: { region: '420000' } });
      const bought = async (of = office, reference = 'MALL-1') => {
        const order = await approvedOrder(of);
        decision = order.decision;
        return redeemAt(platform, order.certificate, reference);
      };
      await actsOf(office.officer).withdraw(await cancelAt(platform, await bought(), 'MALL-1'));
      cancelled = await cancelAt(platform, await bought(office, 'MALL-2'), 'MALL-2');
      await bought(secret, 'MALL-3');
      classified = decision;
      redeemed = await bought(office, 'MALL-4');
      assert.deepEqual([cancelled.status, redeemed.status], [200, 200]);
    });
    after(() => gate.close());

    const differences = async (tx: Tx): Promise<readonly string[]> => {
      const { differences: found } = await verifyLog(tx, { parse: parseLeaf, projections: gateProjections() });
      return found.map(({ table, kind, field }) => [table, kind, ...(field ? [field] : [])].join(' '));
    };
    const afterChange = (change: (tx: Tx) => Promise<unknown>) => findAfter(gate, change, differences);

    it('agrees: every table with the log, and what orders hold with what they ask for', async () => {
      assert.deepEqual(await inSnapshot(gate.db, differences), []);
      assert.deepEqual((await inSnapshot(gate.db, (tx) => reconcileGate(tx))).unreconciled, []);
    });

    it('finds a use that was made up, taken back, or given to another purchase', async () => {
      const of = { decision_id: decision };

      assert.deepEqual(await afterChange((tx) => tx('redemptions').where(of).update({ reference: 'MALL-9' })), [
        'redemptions differs reference',
      ]);
      assert.deepEqual(await afterChange((tx) => tx('redemptions').where(of).delete()), ['redemptions no-row']);
      const back = { cancelled_at: '2026-06-01T01:00:00.000Z', cancelled_index: 1 };
      assert.deepEqual(await afterChange((tx) => tx('redemptions').where(of).update(back)), ['redemptions no-leaf']);
    });

    it('finds a cancellation that no leaf tells of, or that is the one of another purchase', async () => {
      const of = { decision_id: decision };
      const own = await gate.db.reader('redemptions').whereNotNull('cancelled_index').first();
      const { cancelled_at, cancelled_index } = own ?? {};
      const cancelledBy = (by: object) => afterChange((tx) => tx('redemptions').where(of).update(by));

      assert.deepEqual(await cancelledBy({ cancelled_at }), ['redemptions no-leaf']);
      assert.deepEqual(await cancelledBy({ cancelled_index }), ['redemptions no-leaf']);
      assert.deepEqual(await cancelledBy({ cancelled_at, cancelled_index }), ['redemptions no-leaf']);
    });

    it('finds another number of a purchase for a classified order, whose leaf has it as a commitment only', async () => {
      const of = { decision_id: classified };

      const found = await afterChange((tx) => tx('redemptions').where(of).update({ reference: 'MALL-9' }));

      assert.deepEqual(found, ['redemptions differs reference']);
    });

    it('finds a clearance that goes on though it was used', async () => {
      const expires = { expires_at: '2026-08-30T01:00:00.000Z' };

      const found = await afterChange((tx) => tx('orders').where({ id: redeemed.body.id }).update(expires));

      assert.deepEqual(found, ['orders differs expires_at']);
    });
  });
});
