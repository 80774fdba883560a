import assert from 'node:assert/strict';
import { pino } from 'pino';
import { inSnapshot } from '../../src/db/index.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import type { OrderAct } from '../../src/orders/act.ts';
import { decideOrders } from '../../src/orders/batch/decide-orders.ts';
import { openQueue } from '../../src/orders/queue/submission-queue.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, type Headers, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { refuseRows } from '../support/refused-rows.ts';
import { reservedOn } from './life-support.ts';

interface Result {
  readonly status: number;
  readonly order?: { readonly id: string };
  readonly decision?: { readonly id: string };
  readonly problem?: { readonly code: string; readonly instance?: string; readonly errors?: readonly object[] };
}

describe('several orders of one request', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    const logged: string[] = [];
    before(async () => {
      const logger = pino({ level: 'error' }, { write: (line: string) => logged.push(line) });
      gate = await startGate({ engine, logger });
      await refuseRows(gate.db, { before: 'insert on orders', when: "new.reference = 'poison'" });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    after(() => gate.close());

    /** Bought in the centralized batch: many e-mall orders of one agency in an hour would be splitting. */
    const orderWith = (own: Partial<OrderSubmission> = {}) =>
      office.order({ order: { method: 'batch-centralized', ...own } });

    const send = async (orders: readonly object[], headers?: Headers): Promise<readonly Result[]> => {
      const answer = await office.officer.post('/v1/orders/batch', { orders }, headers);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer.body.results;
    };

    const logSize = async (): Promise<number> => (await gate.installer.get('/v1/log/head')).body.size;

    it('are decided although one of them meets an error nobody foresaw, and of that one nothing stays', async () => {
      const orders = [orderWith(), orderWith({ reference: 'poison' }), { reference: 'malformed' }, orderWith()];
      logged.length = 0;

      const results = await send(orders, { 'accept-language': 'en' });

      assert.deepEqual(statusesOf(results), [201, 500, 400, 201]);
      const problem = results[1]?.problem;
      assert.equal(problem?.code, 'gate.error');
      assert.match(problem?.instance ?? '', /^urn:request:/);
      assert.doesNotMatch(JSON.stringify(problem), /insert|orders|refuse|signal/i);
      assert.equal(logged.length, 1);
      assert.equal(await reservedOn(gate, office.hardwareLine), '9998.00');
      const stored = await gate.db.reader('orders').where({ agency_code: office.agencyCode });
      assert.equal(stored.length, 2);
      assert.ok((await inSnapshot(gate.db, (tx) => verifyLog(tx))).isSound);
    });

    it('are decided although something among them is no order at all', async () => {
      const answer = await office.officer.post('/v1/orders/batch', { orders: [null, orderWith(), '订单', 7, []] });

      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      const results: readonly Result[] = answer.body.results;
      assert.deepEqual(statusesOf(results), [400, 201, 400, 400, 400]);
      const errors = [{ pointer: '', message: '应为对象' }];
      for (const place of [0, 2, 3, 4]) assert.deepEqual(results[place]?.problem?.errors, errors);
    });

    it('are answered again with what was decided, also those beside a malformed one or one that failed', async () => {
      const orders = [orderWith(), orderWith({ reference: 'poison' }), { reference: 'malformed' }, orderWith()];
      const headers = { 'idempotency-key': 'the-batch' };
      const first = await send(orders, headers);
      const size = await logSize();

      const again = await send(orders, headers);

      assert.deepEqual(statusesOf(again), [200, 500, 400, 200]);
      for (const place of [0, 3]) {
        assert.deepEqual(again[place]?.decision, first[place]?.decision);
        assert.deepEqual(again[place]?.order, first[place]?.order);
      }
      assert.equal(await logSize(), size);
      assert.equal(await reservedOn(gate, office.hardwareLine), '9998.00');
    });

    it('with one reference are one order: the same again is recalled, another is refused', async () => {
      const order = orderWith();

      const results = await send([order, order, { ...order, justification: '另一份' }]);

      assert.deepEqual(statusesOf(results), [201, 200, 422]);
      assert.deepEqual(results[1]?.decision, results[0]?.decision);
      assert.equal(results[2]?.problem?.code, 'order.reference_used');
      assert.equal(await reservedOn(gate, office.hardwareLine), '4999.00');
    });

    it('are each decided once when their transaction fails and they are tried one by one', async () => {
      const batches: number[] = [];
      const queue = openQueue(gate.db, {
        ...{ waitingMax: 100, batchMax: 100, deadlineMs: 10_000 },
        decide: async (tx, acts) => {
          batches.push(acts.length);
          const results = await decideOrders(tx, gate.deps, acts);
          if (batches.length === 1) throw new Error('fails once');
          return results;
        },
      });
      const grant = { agencies: [office.agencyCode] };
      const actor: Actor = { keyId: 'key_test', personId: null, role: 'procurement-officer', grant, scopes: [] };
      const acts = [orderWith(), orderWith()].map((body): OrderAct => ({ kind: 'submit', actor, body }));
      const size = await logSize();

      const results = await Promise.all(queue.putEach(acts, async (result) => result));

      assert.deepEqual(batches, [2, 1, 1]);
      assert.deepEqual(
        results.map((result) => result.kind === 'decided' && result.isRecalled),
        [false, false],
      );
      assert.equal(await logSize(), size + 2);
      assert.equal(await reservedOn(gate, office.hardwareLine), '9998.00');
    });
  });
});

function statusesOf(results: readonly Result[]): readonly number[] {
  return results.map(({ status }) => status);
}
