import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { createGateClient, type GateClient, GateProblem } from '../../src/connectors/client/index.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { withoutSystem } from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';
import { openStub } from '../support/servers.ts';

describe('the client of a gate', () => {
  let gate: Gate;
  let office: Office;
  let officer: GateClient;
  let platform: GateClient;

  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
    office = await openOffice(gate);
    officer = createGateClient({ url: `${gate.url}/`, apiKey: office.officer.secret ?? '' });
    const { secret = '' } = await gate.as('platform', { grant: { region: '421000' } });
    platform = createGateClient({ url: gate.url, apiKey: secret });
  });
  after(() => gate.close());

  it('takes an order from the check to the redemption, and back', async () => {
    const order = office.order();
    assert.equal((await officer.check(order)).decision.outcome, 'approved');
    const submitted = await officer.submit(order);
    const again = await officer.submit(order);
    const { decision, order: approved } = submitted.body;

    assert.deepEqual([submitted.status, again.status], [201, 200]);
    const { certificate, claims } = await officer.readCertificate(decision.id);
    assert.deepEqual([certificate, claims.sub], [decision.certificate, approved.id]);
    assert.equal((await platform.verify(certificate)).valid, true);
    const redeemed = await platform.redeem(certificate, 'MALL-1');
    const known = { id: approved.id, etag: redeemed.etag ?? '' };
    const cancelled = await platform.cancel(known, { reference: 'MALL-1', reason: '无供应商响应' });
    const withdrawn = await officer.withdraw({ ...known, etag: cancelled.etag ?? '' }, '不再需要');

    assert.equal(withdrawn.body.state, 'withdrawn');
    assert.deepEqual((await officer.readOrder(approved.id)).body, withdrawn.body);
    const types = (await officer.readFeed()).items.map(({ type }) => type);
    assert.ok(types.includes('order.decided') && types.includes('certificate.redeemed'), types.join());
  });

  it('gives a rejected order as an answer, and lets it be amended', async () => {
    const order = office.order();
    const [rejected, approved] = await officer.submitAll([withoutSystem(order), office.order()]);

    assert.deepEqual([rejected?.decision?.outcome, approved?.decision?.outcome], ['rejected', 'approved']);
    const { etag, body } = await officer.readOrder(rejected?.order?.id ?? '');
    const amended = await officer.amend({ id: body.id, etag: etag ?? '' }, order);
    assert.equal(amended.body.decision.outcome, 'approved');
  });

  it('throws what a gate refuses as a problem with its code, in both languages', async () => {
    const problem = await platform.redeem('a.b.c', 'MALL-2').catch((error: unknown) => error);

    assert.ok(problem instanceof GateProblem);
    assert.deepEqual([problem.status, problem.code], [422, 'certificate.not_genuine']);
    assert.ok(problem.text['zh-CN'].includes('放行证') && problem.text.en.includes('certificate'));
    assert.equal(problem.errors?.[0]?.pointer, '/certificate');
  });
});

describe('the client of a gate that does not answer at once', () => {
  it('asks again after a cut connection and after a 503, with the same Idempotency-Key', async () => {
    const keys: unknown[] = [];
    const stub = await listen((req, res) => {
      keys.push(req.headers['idempotency-key']);
      if (keys.length === 1) return void req.socket.destroy();
      if (keys.length === 2) return void res.writeHead(503, { 'retry-after': '0' }).end();
      res.writeHead(200, { 'content-type': 'application/json', etag: '"7"' }).end('{"state":"withdrawn"}');
    });

    const { body, etag } = await stub.client().withdraw({ id: 'ord_1', etag: '"6"' }, '不再需要');

    await stub.close();
    assert.deepEqual([body.state, etag], ['withdrawn', '"7"']);
    assert.deepEqual([keys.length, new Set(keys).size], [3, 1]);
  });

  it('gives up after as many attempts as it was told, and says why', async () => {
    let asked = 0;
    const stub = await listen((_req, res) => {
      asked += 1;
      res.writeHead(503).end();
    });

    const busy = await stub
      .client({ attemptsMax: 2 })
      .readOrder('ord_1')
      .catch((error: unknown) => error);
    await stub.close();
    const away = await stub
      .client({ attemptsMax: 1 })
      .readOrder('ord_1')
      .catch((error: unknown) => error);

    assert.ok(busy instanceof GateProblem && away instanceof GateProblem);
    assert.deepEqual([asked, busy.status, away.status, away.code], [2, 503, null, 'gate.unreachable']);
  });

  it('does not wait for ever, and does not follow the key to another host', async () => {
    const silent = await listen(() => undefined);
    const elsewhere = await listen((_req, res) => void res.writeHead(302, { location: 'http://127.0.0.1:9/' }).end());

    const late = await silent
      .client({ attemptsMax: 1, timeoutMs: 50 })
      .readOrder('ord_1')
      .catch((error: unknown) => error);
    const led = await elsewhere
      .client()
      .readOrder('ord_1')
      .catch((error: unknown) => error);

    await Promise.all([silent.close(), elsewhere.close()]);
    assert.ok(late instanceof GateProblem && led instanceof GateProblem);
    assert.deepEqual([late.code, led.code], ['gate.unreachable', 'gate.not_a_gate']);
  });
});

async function listen(listener: RequestListener) {
  const { url, close } = await openStub(listener);
  return {
    client: (own: { attemptsMax?: number; timeoutMs?: number } = {}) => createGateClient({ url, apiKey: 'x', ...own }),
    close,
  };
}
