import assert from 'node:assert/strict';
import { inSnapshot } from '../../../src/db/index.ts';
import { reconcileGate } from '../../../src/proof/reconcile/reconcile-gate.ts';
import { contracted } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { idOf } from '../life-support.ts';
import { assertApproved } from '../tricky-cases/tricky-orders.ts';
import { assertSound, closedByTwo, goOn, nextLineOf, verified, yearOf } from './close-year-support.ts';

describe('what the log says of a closed year', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    afterEach(() => gate.close());

    const CARRY = { encumbered: 'carry-over' } as const;

    it('says of a classified order only by commitment what was carried and given back', async () => {
      const secret = await openOffice(gate, { isClassified: true });
      await nextLineOf(gate, secret.hardwareLine);
      await contracted(secret, secret.order());
      assertApproved(await secret.submit(secret.order()));

      await closedByTwo(gate, CARRY);
      await goOn(gate);

      assert.equal((await yearOf(gate)).sums.carried, '4999.00');
      const leaves = await gate.db.reader('log_leaves').whereIn('type', ['fiscal-year.carried', 'order.expired']);
      assert.equal(leaves.length, 2);
      for (const { bytes } of leaves) assert.ok(!bytes.includes(secret.hardwareLine) && !bytes.includes('499900'));
      await assertSound(gate);
    });

    it('finds a carried fen that was changed, even where the counters were made to fit', async () => {
      const next = await nextLineOf(gate, office.hardwareLine);
      const signed = await contracted(office, office.order());
      await closedByTwo(gate, CARRY);
      await goOn(gate);

      await gate.db.writer('moves').where({ account: next, cause: 'carry-over' }).increment('quantity', 1);
      await gate.db.writer('budget_lines').where({ code: next }).increment({ appropriation_fen: 1, encumbered_fen: 1 });

      const { unreconciled } = await inSnapshot(gate.db, reconcileGate);
      assert.deepEqual(
        unreconciled.map(({ check, subject, of, expected, found }) => `${check} ${subject} ${of} ${expected} ${found}`),
        [`commitment order/${idOf(signed)} budget-line/${next} encumbered 499900 499901`],
      );
      const { differences } = await verified(gate);
      assert.deepEqual(
        differences.map(({ table, field }) => `${table} ${field}`),
        ['moves quantity'],
      );
    });

    it('is compared with the log: a year that is opened behind the gate’s back, and sums that are changed, are found', async () => {
      await closedByTwo(gate, CARRY);
      await goOn(gate);
      const tables = async (): Promise<readonly string[]> =>
        (await verified(gate)).differences.map(({ table, field }) => `${table} ${field}`);
      const nothing = await tables();

      await gate.db.writer('fiscal_years').update({ state: 'open' });
      const opened = await tables();
      await gate.db.writer('fiscal_years').update({ state: 'closed' });
      await gate.db.writer('year_closings').update({ carried_fen: 1 });
      const changed = await tables();
      await gate.db.writer('year_closings').update({ carried_fen: 0 });
      await gate.db.writer('fiscal_years').delete();
      const gone = await tables();

      assert.deepEqual(
        [nothing, opened, changed, gone],
        [[], ['fiscal_years state'], ['year_closings carried_fen'], ['fiscal_years null']],
      );
    });
  });
});
