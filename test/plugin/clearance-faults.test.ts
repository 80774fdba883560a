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
  let total: string;
  const open: StubServer[] = [];

  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
    office = await openOffice(gate);
    const { secret = '' } = await gate.as('platform', { grant: { region: '420000' } });
    address = { url: gate.url, apiKey: secret, now: () => new Date(gate.clock.now()) };
    ({ certificate } = await approvedOrder(office));
    ({ total } = JSON.parse(Buffer.from(certificate.split('.')[1] ?? '', 'base64url').toString()));
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
      (_req, res) => void res.status(201).json({ isRepeated: res.locals.clearance.isRepeated }),
    );
    const onError: ErrorRequestHandler = (error: Error, _req, res, _next) => {
      res.status(500).json({ code: error.message });
    };
    const server = await openStub(app.use(onError));
    open.push(server);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}/purchases`, { method: 'POST', headers, body: JSON.stringify(body) });
    const { code, isRepeated } = JSON.parse(await answer.text());
    return { status: answer.status, code, isRepeated };
  }

  function fails(): never {
    throw new Error('its own fault');
  }

  it('stops a purchase that leaves out what the platform expects of it, as the example of the guide does', async () => {
    const expect: ClearanceOptions['expect'] = ({ body: { agencyCode, total } }) => ({ agencyCode, total });
    const { agencyCode } = office;
    const bodies = [{}, { agencyCode }, { agencyCode, total: null }, { total }, { agencyCode, total: '0.01' }];
    for (const body of bodies) {
      assert.deepEqual(await buyFrom({ expect }, { certificate, ...body }), refused(403, 'certificate.other_order'));
    }
    assert.equal((await buyFrom({ expect }, { certificate, agencyCode, total })).status, 201);
    // Who expects nothing of a kind does not name it.
    assert.equal((await buyFrom({ expect: () => ({ agencyCode }) })).status, 201);
  });

  for (const [name, options] of Object.entries({
    certificateOf: { certificateOf: fails },
    expect: { expect: fails },
    redeem: { redeem: fails },
  })) {
    it(`is told of an exception in ${name}, and lets nothing pass`, async () => {
      assert.deepEqual(await buyFrom(options), refused(500, 'its own fault'));
    });
  }

  it('lets nothing pass for what is thrown that is no error', async () => {
    for (const thrown of [undefined, 'route', 'router']) {
      const expect = (): never => {
        throw thrown;
      };
      assert.deepEqual(await buyFrom({ expect }), refused(500, String(thrown)));
    }
  });

  it('refuses what is no certificate at all, whatever it is', async () => {
    for (const sent of [1, null, ['a.b.c'], {}]) {
      const answer = await buyFrom({}, { certificate: sent });
      assert.deepEqual(answer, refused(403, 'certificate.missing'));
    }
  });

  it('refuses for good what the gate calls malformed: asking again would change nothing', async () => {
    const tooLong = 'M'.repeat(101);

    assert.deepEqual(await buyFrom({ redeem: () => tooLong }), refused(403, 'request.invalid'));
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

    assert.deepEqual(await buyFrom({ redeem, gate: revoked }), refused(503, 'access.key_invalid'));
    assert.deepEqual(await buyFrom({ redeem, gate: { ...address, url } }), refused(503, 'gate.not_a_gate'));
  });

  describe('with one certificate for one number, ten times at once', () => {
    const tenTimes = async (options: Partial<ClearanceOptions>) => {
      const { certificate: own } = await approvedOrder(office);
      return Promise.all(Array.from({ length: 10 }, () => buyFrom(options, { certificate: own })));
    };

    it('lets one purchase pass', async () => {
      const answers = await tenTimes({ redeem: () => 'MALL-10' });

      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array(9).fill(409)]);
      assert.equal(answers.find(({ status }) => status === 409)?.code, 'certificate.redeemed_before');
    });

    it('lets a platform that knows what it has begun see which was the first', async () => {
      const answers = await tenTimes({ redeem: () => 'MALL-11', allowRepeated: true });

      assert.deepEqual(answers.map(({ isRepeated }) => isRepeated).sort(), [false, ...Array(9).fill(true)]);
    });
  });

  it('holds a purchase up for its one deadline, however long the gate says nothing, and redeems nothing after it', async () => {
    let redemptions = 0;
    const silent = express();
    silent.get('/.well-known/jwks.json', async (_req, res) => {
      res.json(await (await fetch(`${gate.url}/.well-known/jwks.json`)).json());
    });
    silent.post('/v1/certificates/redeem', () => {
      redemptions += 1;
    });
    const server = await openStub(silent);
    open.push(server);
    const hanging = { ...address, url: server.url, timeoutMs: 100 };

    const answer = await buyFrom({ redeem: () => 'MALL-12', gate: hanging, deadlineMs: 1_000 });
    const before = redemptions;
    await new Promise((resolve) => setTimeout(resolve, 2_000));

    assert.deepEqual(answer, refused(503, 'gate.unreachable'));
    assert.ok(before > 0);
    assert.equal(redemptions, before);
  });

  it('is refused at the start with an address that can never be called', () => {
    for (const url of ['', 'gate.example.gov.cn', 'ftp://gate.example.gov.cn', 'https://']) {
      assert.throws(() => requireClearance({ gate: { ...address, url } }), /闸口地址[\s\S]*The address of the gate/);
    }
  });
});

function refused(status: number, code: string) {
  return { status, code, isRepeated: undefined };
}
