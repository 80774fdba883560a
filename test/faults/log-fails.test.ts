import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { reconcileGate } from '../../src/gate/main.ts';
import { type Actor, Refusal } from '../../src/kernel/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { refuseRows } from '../support/refused-rows.ts';

describe('a log that cannot be written', () => {
  forEachEngine('locks', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    for (const part of ['a leaf', 'its new head'] as const) {
      it(`means no decision: when it does not take ${part}, nothing is stored and nothing reserved`, async () => {
        const office = await openOffice(gate);
        const grant = { agencies: [office.agencyCode] };
        const actor: Actor = { keyId: 'key_test', personId: null, role: 'procurement-officer', grant, scopes: [] };
        const order = office.order();
        const before = await rowCounts(gate);

        const end = await refuseRows(gate.db, REFUSED[part]);
        const outcome = await gate.queue.put({ kind: 'submit', actor, body: order }).catch((error: unknown) => error);
        await end();

        assert.ok(outcome instanceof Error && !(outcome instanceof Refusal), 'the order was decided without a leaf');
        assert.deepEqual(await rowCounts(gate), before);
        const line = await gate.installer.get(`/v1/budget-lines/${office.hardwareLine}`);
        assert.equal(line.body.reserved, '0.00');
        assert.equal((await office.submit(order)).status, 201);
        assert.ok((await inSnapshot(gate.db, (tx) => verifyLog(tx))).isSound);
        assert.ok((await inSnapshot(gate.db, reconcileGate)).isSound);
      });
    }
  });
});

/** At two places of the same transaction. */
const REFUSED = {
  'a leaf': { before: 'insert on log_leaves' },
  'its new head': { before: 'update on log_head', when: 'new.size > old.size' },
} as const;

const COUNTED = [
  'log_leaves',
  'log_subtrees',
  'sealed_texts',
  'orders',
  'order_revisions',
  'order_purchases',
  'decisions',
  'moves',
  'undertakings',
];

async function rowCounts({ db }: Gate): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of COUNTED) {
    const [row] = await db.reader(table).count<{ rows: number }[]>({ rows: '*' });
    counts[table] = Number(row?.rows);
  }
  return counts;
}
