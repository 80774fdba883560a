import assert from 'node:assert/strict';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { runStep } from '../../src/db/run-steps.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { assertSound } from '../fulfilment/delivery/acceptance-support.ts';
import { oldMachine, replacing } from '../orders/history/old-machine-support.ts';
import { actsOf } from '../orders/life-support.ts';
import { assertApproved } from '../orders/tricky-cases/tricky-orders.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

const COLUMNS = ['order_id', 'revision', 'line', 'device_id'];

describe('old machines that orders of before the upgrade replace', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    const kept = () => inSnapshot(gate.db, (tx) => tx('order_replaced').select(COLUMNS).orderBy(COLUMNS));
    const upgrade = () =>
      inTransaction(gate.db, async (tx) => {
        for (const step of MIGRATIONS.filter(({ name }) => name.startsWith('0086-'))) await runStep(tx, step, engine);
      });

    it('are found in their bodies, as often as the step is run, and what cannot be read leaves nothing', async () => {
      const office = await openOffice(gate);
      const ids = await Promise.all(Array.from({ length: 4 }, () => oldMachine(gate, office)));
      const first = await office.submit(replacing(office, ids.slice(0, 2), 2));
      assertApproved(first);
      const { reference } = first.body.order;
      const amended: OrderSubmission = { ...replacing(office, ids.slice(1, 4), 3), reference };
      assertApproved(await actsOf(office.officer).amend(first, amended));
      const broken = await office.submit(office.order({ order: { method: 'batch-centralized' } }));
      assertApproved(broken);
      const rows = await kept();
      assert.equal(rows.length, 5);

      await inTransaction(gate.db, (tx) => tx('order_replaced').delete());
      await upgrade();
      await upgrade();
      assert.deepEqual(await kept(), rows);
      await assertSound(gate);

      await inTransaction(gate.db, async (tx) => {
        await tx('order_replaced').delete();
        const body = '{"lines":[{"replaces":["dev_1"';
        await tx('order_revisions').where({ order_id: broken.body.order.id }).update({ body });
      });
      await upgrade();
      assert.deepEqual(await kept(), rows);
    });
  });
});
