import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { governed, verifyLog } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { latch } from '../support/latch.ts';
import { type Office, openOffice } from '../support/office.ts';
import { refuseRows } from '../support/refused-rows.ts';
import { until } from '../support/until.ts';

/** The writer's connection and the log head, for as long as a test wants: nothing can be decided meanwhile. */
async function holdHead({ db, deps }: Gate): Promise<() => Promise<void>> {
  const [taken, release] = [latch(), latch()];
  const holding = inTransaction(db, (tx) =>
    governed(tx, deps, async () => {
      taken.open();
      await release.opened;
    }),
  );
  await taken.opened;
  return async () => {
    release.open();
    await holding;
  };
}

describe('the queue of a gate', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    afterEach(() => gate.close());

    it('that is full sends callers away, whoever fills it alone with 429 and others with 503, and decides the rest', async () => {
      gate = await startGate({ engine, env: { GATE_QUEUE_MAX: '4', GATE_BATCH_MAX: '1' } });
      const [busy, other] = [await openOffice(gate), await openOffice(gate)];
      const refused: Response[] = [];
      const send = (office: Office, count: number): Promise<Response>[] =>
        Array.from({ length: count }, async () => {
          const answer = await office.submit(office.order({ order: { method: 'batch-centralized' } }));
          if (answer.status !== 201) refused.push(answer);
          return answer;
        });
      const release = await holdHead(gate);

      const sent = send(busy, 1);
      await until('one is being decided', () => gate.queue.waiting() === 0 && !gate.queue.isIdle());
      // Two of an office may wait behind it; with two of the other one the queue is full.
      sent.push(...send(busy, 6));
      await until('the share of one is full', () => refused.length === 4);
      sent.push(...send(other, 7));
      await until('the queue is full', () => refused.length === 9);
      await release();
      const answers = await Promise.all(sent);

      for (const [index, { status, body, headers }] of refused.entries()) {
        assert.deepEqual([status, body.code], index < 4 ? [429, 'queue.share'] : [503, 'queue.full']);
        assert.match(headers['retry-after'] ?? '', /^\d+$/);
      }
      assert.equal(answers.filter(({ status }) => status === 201).length, 5);
    });

    it('takes callers in turn: one order waits for one of a batch of fifty, and not for all', async () => {
      gate = await startGate({ engine, env: { GATE_BATCH_MAX: '1' } });
      const [busy, other] = [await openOffice(gate), await openOffice(gate)];
      const release = await holdHead(gate);
      const orders = Array.from({ length: 50 }, () => busy.order({ order: { method: 'batch-centralized' } }));
      const batch = busy.officer.post('/v1/orders/batch', { orders });
      await until('the batch waits', () => gate.queue.waiting() >= 49);
      const single = other.submit(other.order({ order: { method: 'batch-centralized' } }));
      await until('the other order waits', () => gate.queue.waiting() >= 50);
      await release();

      await Promise.all([batch, single]);

      const decided = await gate.db.reader('orders').orderBy('log_index').select('agency_code');
      const place = decided.findIndex((order) => order.agency_code === other.agencyCode);
      assert.ok(place <= 3, `${place} of the batch came first`);
    });

    it('keeps the neighbours of an order whose row the database refuses; of that one nothing stays', async () => {
      gate = await startGate({ engine });
      await refuseRows(gate.db, { before: 'insert on orders', when: "new.reference = 'poison'" });
      const office = await openOffice(gate);
      const orders = Array.from({ length: 7 }, (_, index) =>
        office.order({ order: { method: 'batch-centralized', ...(index === 3 && { reference: 'poison' }) } }),
      );
      const grant = { agencies: [office.agencyCode] };
      const actor: Actor = { keyId: 'key_test', personId: null, role: 'procurement-officer', grant, scopes: [] };

      const settled = await Promise.allSettled(orders.map((body) => gate.queue.put({ kind: 'submit', actor, body })));

      assert.deepEqual(
        settled.map(({ status }) => status),
        orders.map((_, index) => (index === 3 ? 'rejected' : 'fulfilled')),
        settled.map((one) => (one.status === 'rejected' ? String(one.reason) : '')).join('\n'),
      );
      const line = await gate.installer.get(`/v1/budget-lines/${office.hardwareLine}`);
      assert.equal(line.body.reserved, '29994.00');
      const stored = await gate.db.reader('orders').where({ agency_code: office.agencyCode }).select('reference');
      assert.equal(stored.length, 6);
      assert.ok(stored.every(({ reference }) => reference !== 'poison'));
      const verified = await inSnapshot(gate.db, (tx) => verifyLog(tx));
      assert.ok(verified.isSound);
    });
  });
});
