import assert from 'node:assert/strict';
import { steps } from '../../db/migrations/0057-audited-scores.ts';
import { inSnapshot, inTrial, type Tx } from '../../src/db/index.ts';
import { runStep } from '../../src/db/run-steps.ts';
import { livedGate } from '../orders/history/history-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { catchUp } from './audit-support.ts';

forEachEngine('statements', (engine) => {
  describe('orders that were audited by an earlier version', () => {
    const here = livedGate(engine);

    const kept = (tx: Tx): Promise<readonly object[]> =>
      tx('audited_orders').select('order_id', 'score', 'lot_group').orderBy('order_id');

    it('score by the upgrade what the gate would score them', async () => {
      const { gate } = here;
      await catchUp(gate);
      const seen = { order_id: here.lived.approved, log_index: 1_000_000 };
      const more = [
        ...[2, 5].map((quantity, at) => ({ ...seen, log_index: seen.log_index + at, kind: 'waived', quantity })),
        ...[1, 1, 1, 1].map((quantity, at) => ({
          ...seen,
          log_index: seen.log_index + at,
          kind: 'referred',
          quantity,
        })),
        { ...seen, kind: 'split', quantity: 180 },
        { ...seen, kind: 'late-acceptance', quantity: 9 },
        { ...seen, kind: 'indeterminate', quantity: 1 },
      ];

      const upgraded = await inTrial(gate.db, async (tx) => {
        await tx('order_signals').insert(more);
        await tx('audited_orders').update({ score: null, lot_group: null });
        for (const step of steps.filter(({ name }) => /score-audited|group-audited/.test(name))) {
          await runStep(tx, step, engine);
        }
        return kept(tx);
      });

      const expected = await inSnapshot(gate.db, kept);
      const scoreOf = (row: object): number => Number(Reflect.get(row, 'score'));
      assert.ok(new Set(expected.map(scoreOf)).size > 2);
      // The waivers come to 30, the referrals to 15, splitting to 40, being late to 15, and the rule to 10.
      const withMore = expected.map((row) =>
        Reflect.get(row, 'order_id') === seen.order_id ? { ...row, score: scoreOf(row) + 110 } : { ...row },
      );
      assert.deepEqual(
        upgraded.map((row) => ({ ...row })),
        withMore,
      );
    });
  });
});
