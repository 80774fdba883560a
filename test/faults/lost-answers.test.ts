import assert from 'node:assert/strict';
import { openDatabase } from '../../src/db/index.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { decideOrders } from '../../src/orders/batch/decide-orders.ts';
import { openQueue, type QueueOptions } from '../../src/orders/queue/submission-queue.ts';
import { ENGINES, forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { ask, type FaultRequest } from './ask.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const reservedOn = async (gate: Gate, line: string): Promise<string> =>
  (await gate.installer.get(`/v1/budget-lines/${line}`)).body.reserved;

const sizeOf = async (gate: Gate): Promise<number> => (await gate.installer.get('/v1/log/head')).body.size;

function bodyIn(answer: Buffer): unknown {
  return JSON.parse(answer.subarray(answer.indexOf('\r\n\r\n') + 4).toString());
}

describe('an answer that is lost after the commit', () => {
  forEachEngine('locks', (engine) => {
    let gate: Gate;
    let proxy: TcpProxy;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
      proxy = await startTcpProxy(Number(new URL(gate.url).port));
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    after(async () => {
      await proxy.close();
      await gate.close();
    });

    /** Sends a request whose answer gets lost, then the very same again on a line that holds. */
    async function askTwice(asking: FaultRequest) {
      const key = office.officer.secret ?? '';
      const losing = proxy.loseAnswerTo(asking.path);
      const first = await ask(`http://127.0.0.1:${proxy.port}`, key, asking);
      const lost = bodyIn(await losing);
      const size = await sizeOf(gate);
      const again = await ask(gate.url, key, asking);
      assert.equal(first, undefined, 'the line was not cut');
      assert.equal(await sizeOf(gate), size, 'the repetition has left a second leaf');
      return { lost, again };
    }

    it('to a submission is given again to the same reference, with one order and one reservation', async () => {
      const { lost, again } = await askTwice({ path: '/v1/orders', headers: {}, body: office.order() });

      assert.equal(again?.status, 200);
      assert.deepEqual(again?.body, lost);
      assert.equal(await reservedOn(gate, office.hardwareLine), '4999.00');
    });

    it('to an amendment is given again to the same Idempotency-Key, with one revision', async () => {
      const order = office.order();
      const { body, headers } = await office.submit(order);
      const asking = {
        path: `/v1/orders/${body.order.id}/amendments`,
        headers: { 'if-match': headers.etag ?? '', 'idempotency-key': 'the-amendment' },
        body: { ...order, justification: '变更' },
      };

      const { lost, again } = await askTwice(asking);

      assert.deepEqual(again?.body, lost);
      assert.equal(again?.body.order?.latestRevision, 2);
      assert.equal(await reservedOn(gate, office.hardwareLine), '4999.00');
    });

    it('to a withdrawal is given again to the same Idempotency-Key', async () => {
      const { body, headers } = await office.submit(office.order());
      const asking = {
        path: `/v1/orders/${body.order.id}/withdrawal`,
        headers: { 'if-match': headers.etag ?? '', 'idempotency-key': 'the-withdrawal' },
        body: { reason: '不再需要' },
      };

      const { lost, again } = await askTwice(asking);

      assert.deepEqual([again?.status, again?.body], [200, lost]);
      assert.equal(await reservedOn(gate, office.hardwareLine), '0.00');
    });
  });
});

if (ENGINES.includes('mysql')) {
  describe('a commit whose confirmation is lost between gate and database', () => {
    it('is found when the same work runs again: the caller gets the one decision and notices nothing', async () => {
      const gate = await startGate({ engine: 'mysql' });
      const office = await openOffice(gate);
      const { deps } = gate;
      const database = new URL(gate.databaseUrl);
      const proxy = await startTcpProxy(Number(database.port));
      database.port = String(proxy.port);
      const db = openDatabase(database.href);
      const decide: QueueOptions['decide'] = (tx, acts) => decideOrders(tx, deps, acts);
      const queue = openQueue(db, { waitingMax: 10, batchMax: 10, deadlineMs: 10_000, decide });
      const grant = { agencies: [office.agencyCode] };
      const actor: Actor = { keyId: 'key_test', personId: null, role: 'procurement-officer', grant, scopes: [] };
      const body = office.order();

      const losing = proxy.loseAnswerTo('COMMIT;');
      const result = await queue.put({ kind: 'submit', actor, body });
      await losing;

      assert.equal(result.kind === 'decided' && result.record.outcome, 'approved');
      assert.equal(result.kind === 'decided' && result.isRecalled, true);
      assert.equal(await reservedOn(gate, office.hardwareLine), '4999.00');
      const again = await office.submit(body);
      assert.equal(again.body.decision.id, result.kind === 'decided' && result.record.decision);
      await db.close();
      await proxy.close();
      await gate.close();
    });
  });
}
