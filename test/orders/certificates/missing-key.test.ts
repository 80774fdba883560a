import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { inSnapshot } from '../../../src/db/index.ts';
import type { Actor } from '../../../src/kernel/index.ts';
import { keyFolder } from '../../../src/log/index.ts';
import { getCertificate } from '../../../src/orders/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { certificateOf } from './certificate-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('an approved order whose certificate cannot be signed', () => {
    const lines: string[] = [];
    let gate: Gate;
    let office: Office;
    let file: string;
    beforeEach(async () => {
      lines.length = 0;
      const logger = pino({ level: 'error' }, { write: (line) => lines.push(line) });
      gate = await startGate({ engine, logger, isFirstStart: true });
      office = await openOffice(gate);
      const [jwk] = (await gate.nobody.get('/.well-known/jwks.json')).body.keys;
      file = join(gate.dataDir, 'keys', `certificate-${jwk.kid}.pem`);
    });
    afterEach(() => gate.close());

    const missingCount = async (): Promise<number> => {
      const metric = await gate.registry.getSingleMetric('gate_certificates_missing_total')?.get();
      return metric?.values[0]?.value ?? 0;
    };

    const ways: Readonly<Record<string, () => Promise<void>>> = {
      'is gone': () => rm(file),
      'holds half a key': async () => writeFile(file, (await readFile(file, 'utf8')).slice(0, 60)),
      'cannot be read': async () => {
        await rm(file);
        await mkdir(file);
      },
    };
    for (const [what, spoil] of Object.entries(ways)) {
      it(`is decided and answered all the same where the file of the key ${what}, and the operator is told`, async () => {
        const pem = await readFile(file);
        await spoil();

        const alone = await office.submit(office.order());
        const { body } = await office.officer.post('/v1/orders/batch', { orders: [office.order()] });

        assert.deepEqual([alone.status, alone.body.decision?.outcome], [201, 'approved'], JSON.stringify(alone.body));
        assert.equal(alone.body.decision.certificate, null);
        assert.deepEqual([body.results[0].status, body.results[0].decision?.certificate], [201, null]);
        assert.equal(await missingCount(), 2);
        const told = lines.map((line) => JSON.parse(line));
        assert.deepEqual(
          told.map(({ msg, decision }) => [msg, decision]),
          [alone.body.decision.id, body.results[0].decision.id].map((id) => [
            'an approved order was answered without its certificate',
            id,
          ]),
        );
        await rm(file, { recursive: true, force: true });
        await writeFile(file, pem);
        assert.equal((await certificateOf(office.officer, alone.body.decision.id)).status, 200);
      });
    }

    it('is asked for on a machine that has not got a new key yet: the one before signs, and is believed', async () => {
      const keys = keyFolder(gate.dataDir);
      const elsewhere = join(gate.dataDir, 'elsewhere');
      await cp(join(gate.dataDir, 'keys'), join(elsewhere, 'keys'), { recursive: true });
      const [maker, audit] = [await gate.as('security-administrator'), await gate.as('audit')];
      const publicKey = keys.make('certificate').bytes.toString('base64url');
      const wish = { purpose: 'certificate', publicKey, reason: '年度更换', isReplacedCompromised: false };
      const { id, digest } = (await maker.post('/v1/signing-keys', wish)).body;
      assert.equal((await audit.post(`/v1/proposals/${id}/signatures`, { digest })).status, 200);
      const { decision, order } = (await office.submit(office.order())).body;
      const grant = { agencies: [order.agencyCode] };
      const actor: Actor = { keyId: 'key_test', personId: null, role: 'procurement-officer', grant, scopes: [] };
      const { iss } = JSON.parse(Buffer.from(decision.certificate.split('.')[1], 'base64url').toString());
      const question = { actor, decision: decision.id, at: gate.clock.now(), origin: iss };

      const { token } = await inSnapshot(gate.db, (tx) =>
        getCertificate(tx, { ...question, folder: keyFolder(elsewhere) }),
      );

      const platform = await gate.as('platform');
      const { body } = await platform.post('/v1/certificates/verify', { certificate: token });
      assert.deepEqual([body.valid, token === decision.certificate], [true, false]);
    });
  });
});
