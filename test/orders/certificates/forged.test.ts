import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { withoutSystem } from '../../support/given.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { actsOf, idOf } from '../life-support.ts';
import { approvedOrder, partOf, signedAs, verifyAt } from './certificate-support.ts';
import { forgedTokens } from './forged-tokens.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('a forged certificate', () => {
    const lines: string[] = [];
    let gate: Gate;
    let office: Office;
    let certificate: string;
    let forged: Readonly<Record<string, string>>;

    before(async () => {
      gate = await startGate({ engine, logger: pino({ level: 'warn' }, { write: (line) => lines.push(line) }) });
      office = await openOffice(gate);
      const approved = await approvedOrder(office);
      certificate = approved.certificate;
      const amended = await actsOf(office.officer).amend(approved.answer, withoutSystem(approved.body));
      const claims = partOf(certificate, 1);
      const rejected: string = amended.body.decision.id;
      const other = idOf((await approvedOrder(office)).answer);
      const [jwk] = (await gate.nobody.get('/.well-known/jwks.json')).body.keys;
      const file = join(gate.dataDir, 'keys', `certificate-${jwk.kid}.pem`);
      forged = {
        ...forgedTokens({ certificate, jwk, privateKey: createPrivateKey(readFileSync(file)) }),
        // What no key can tell, but the gate knows what it has decided.
        'another amount by our own key': await signedAs(gate, { ...claims, total: '1.00' }),
        'a later end by our own key': await signedAs(gate, { ...claims, exp: 4_000_000_000 }),
        'a claim of its own by our own key': await signedAs(gate, { ...claims, admin: true }),
        'another decision of the order by our own key': await signedAs(gate, { ...claims, jti: rejected }),
        'the decision of another order by our own key': await signedAs(gate, { ...claims, sub: other }),
      };
    });
    after(() => gate.close());

    it('is never taken for a genuine one, and every kind gets one and the same answer', async () => {
      const answers = new Set<string>();
      for (const [what, token] of Object.entries(forged)) {
        const { status, body } = await verifyAt(office.officer, token);
        assert.deepEqual([what, status, body.valid, body.reason], [what, 200, false, 'not-genuine']);
        answers.add(JSON.stringify(body));
      }
      assert.equal(answers.size, 1);
      assert.equal((await verifyAt(office.officer, certificate)).body.valid, true);
    });

    it('is logged with a word that says why, without anything of what was sent, and counted', async () => {
      lines.length = 0;
      const before = await refusedCount(gate);

      for (const token of Object.values(forged)) await verifyAt(office.officer, token);

      const told = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'a certificate was refused');
      assert.equal(told.length, Object.keys(forged).length);
      assert.deepEqual(
        [...new Set(told.map(({ reason }) => reason))].toSorted(),
        ['algorithm', 'claims', 'form', 'header', 'issuer', 'key', 'signature', 'type'].map(
          (word) => `forged: ${word}`,
        ),
      );
      assert.equal(lines.join('').includes('forger.example'), false);
      assert.equal((await refusedCount(gate)) - before, told.length);
    });
  });
});

async function refusedCount({ registry }: Gate): Promise<number> {
  const metric = await registry.getSingleMetric('gate_certificates_refused_total')?.get();
  return (metric?.values ?? []).reduce((sum, { value }) => sum + value, 0);
}
