import assert from 'node:assert/strict';
import { openDatabase } from '../../../src/db/index.ts';
import type { Actor } from '../../../src/kernel/index.ts';
import { decideOrders } from '../../../src/orders/batch/decide-orders.ts';
import { contractStep } from '../../../src/orders/contract/contract-step.ts';
import { openQueue, type QueueOptions } from '../../../src/orders/queue/submission-queue.ts';
import { ask } from '../../faults/ask.ts';
import { startTcpProxy } from '../../faults/tcp-proxy.ts';
import { contractFor, moneyOn } from '../../fulfilment/fulfilment-support.ts';
import { ENGINES, forEachEngine } from '../../support/databases.ts';
import { startGate } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { idOf } from '../life-support.ts';

describe('a contract whose answer is lost after the commit', () => {
  forEachEngine('locks', (engine) => {
    it('is given again to the same Idempotency-Key, with one contract and one encumbrance', async () => {
      const gate = await startGate({ engine });
      const proxy = await startTcpProxy(Number(new URL(gate.url).port));
      const office = await openOffice(gate);
      const order = office.order();
      const approved = await office.submit(order);
      const key = office.officer.secret ?? '';
      const asking = {
        path: `/v1/orders/${idOf(approved)}/contract`,
        headers: { 'if-match': String(approved.headers.etag), 'idempotency-key': 'the-contract' },
        body: contractFor(order),
      };

      const losing = proxy.loseAnswerTo(asking.path);
      const first = await ask(`http://127.0.0.1:${proxy.port}`, key, asking);
      await losing;
      const size = (await gate.installer.get('/v1/log/head')).body.size;
      const again = await ask(gate.url, key, asking);

      assert.equal(first, undefined, 'the line was not cut');
      assert.equal(again?.status, 201);
      assert.equal(again?.body.order?.latestRevision, 2);
      assert.equal((await gate.installer.get('/v1/log/head')).body.size, size);
      assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '4999.00');
      await proxy.close();
      await gate.close();
    });
  });
});

if (ENGINES.includes('mysql')) {
  describe('a contract whose commit is confirmed to nobody', () => {
    it('is found when the same work runs again: it is decided once, and the caller notices nothing', async () => {
      const gate = await startGate({ engine: 'mysql' });
      const office = await openOffice(gate);
      const order = office.order();
      const approved = await office.submit(order);
      const { deps } = gate;
      const database = new URL(gate.databaseUrl);
      const proxy = await startTcpProxy(Number(database.port));
      database.port = String(proxy.port);
      const db = openDatabase(database.href);
      const decide: QueueOptions['decide'] = (tx, acts) => decideOrders(tx, deps, acts);
      const queue = openQueue(db, { waitingMax: 10, batchMax: 10, deadlineMs: 10_000, decide });
      const grant = { agencies: [office.agencyCode] };
      const actor: Actor = { keyId: 'key_test', personId: null, role: 'procurement-officer', grant, scopes: [] };
      const asking = {
        operation: 'contractOrder',
        actor,
        key: 'made-by-the-request',
        inputDigest: `sha256:${'0'.repeat(64)}`,
      };
      const ifMatch = Number(String(approved.headers.etag).replaceAll('"', ''));

      const losing = proxy.loseAnswerTo('COMMIT;');
      const step = contractStep(actor, contractFor(order));
      const result = await queue.put({ kind: 'fulfil', ...step, actor, orderId: idOf(approved), ifMatch, asking });
      await losing;

      assert.equal(result.kind === 'decided' && result.record.outcome, 'approved', JSON.stringify(result));
      assert.equal(result.kind === 'decided' && result.isRecalled, true);
      const { items } = (await office.officer.get(`/v1/orders/${idOf(approved)}/decisions`)).body;
      assert.deepEqual(
        items.map(({ stage }: { stage: string }) => stage),
        ['submission', 'contract'],
      );
      assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '4999.00');
      await db.close();
      await proxy.close();
      await gate.close();
    });
  });
}
