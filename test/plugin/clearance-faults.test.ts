import assert from 'node:assert/strict';
import express, { type ErrorRequestHandler } from 'express';
import { type ClearanceOptions, requireClearance } from '../../src/connectors/express/index.ts';
import { approvedOrder } from '../orders/certificates/certificate-support.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { openStub, type StubServer } from '../support/servers.ts';

describe("what goes wrong in a platform's own functions, or between it and the gate", () => {
  let gate: Gate;
  let office: Office;
  let address: ClearanceOptions['gate'];
  let certificate: string;
  const open: StubServer[] = [];

  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
    office = await openOffice(gate);
    const { secret = '' } = await gate.as('platform', { grant: { region: '420000' } });
    address = { url: gate.url, apiKey: secret, now: () => new Date(gate.clock.now()) };
    ({ certificate } = await approvedOrder(office));
  });
  after(async () => {
    await Promise.all(open.map((server) => server.close()));
    await gate.close();
  });

  /** As Express 4 calls a handler, which waits for nothing that it answers. */
  async function buyFrom(options: Partial<ClearanceOptions>, body: object = { certificate }) {
    const cleared = requireClearance({ gate: address, certificateOf: (req) => req.body.certificate, ...options });
    const app = express().use(express.json());
    app.post(
      '/purchases',
      (req, res, next) => void cleared(req, res, next),
      (_req, res) => void res.sendStatus(201),
    );
    const onError: ErrorRequestHandler = (error: Error, _req, res, _next) => {
      res.status(500).json({ code: error.message });
    };
    const server = await openStub(app.use(onError));
    open.push(server);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}/purchases`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, code: JSON.parse(await answer.text()).code };
  }

  function fails(): never {
    throw new Error('its own fault');
  }

  for (const [name, options] of Object.entries({
    certificateOf: { certificateOf: fails },
    expect: { expect: fails },
    redeem: { redeem: fails },
  })) {
    it(`is told of an exception in ${name}, and lets nothing pass`, async () => {
      assert.deepEqual(await buyFrom(options), { status: 500, code: 'its own fault' });
    });
  }

  it('lets nothing pass for what is thrown that is no error', async () => {
    for (const thrown of [undefined, 'route', 'router']) {
      const expect = (): never => {
        throw thrown;
      };
      assert.deepEqual(await buyFrom({ expect }), { status: 500, code: String(thrown) });
    }
  });

  it('refuses what is no certificate at all, whatever it is', async () => {
    for (const sent of [1, null, ['a.b.c'], {}]) {
      const answer = await buyFrom({}, { certificate: sent });
      assert.deepEqual(answer, { status: 403, code: 'certificate.missing' });
    }
  });

  it('refuses for good what the gate calls malformed: asking again would change nothing', async () => {
    const tooLong = 'M'.repeat(101);

    assert.deepEqual(await buyFrom({ redeem: () => tooLong }), { status: 403, code: 'request.invalid' });
  });

  it('answers that nothing can be checked now where its key is no good, or the address is of no gate', async () => {
    const redeem = (): string => 'MALL-1';
    const revoked = { ...address, apiKey: 'gk_revoked' };
    const elsewhere = express();
    elsewhere.get('/.well-known/jwks.json', async (_req, res) => {
      res.json(await (await fetch(`${gate.url}/.well-known/jwks.json`)).json());
    });
    const server = await openStub(elsewhere);
    open.push(server);
    const { url } = server;

    assert.deepEqual(await buyFrom({ redeem, gate: revoked }), { status: 503, code: 'access.key_invalid' });
    assert.deepEqual(await buyFrom({ redeem, gate: { ...address, url } }), { status: 503, code: 'gate.not_a_gate' });
  });
});
