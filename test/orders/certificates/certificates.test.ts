import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { canonicalJson, digestOf } from '../../../src/kernel/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { withoutSystem } from '../../support/given.ts';
import { actsOf, assertRefused, gateForEachTest, withThinEvidence } from '../life-support.ts';
import { approvedOrder, certificateOf, partOf, reasonFor, replaceKey, verifyAt } from './certificate-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('the certificate of an approved order', () => {
    const here = gateForEachTest(engine);

    it('says what was approved, and any program checks it by the published keys alone', async () => {
      const { answer, body, certificate } = await approvedOrder(here.office);

      const published = await here.gate.nobody.get('/.well-known/jwks.json');
      const { payload, protectedHeader } = await jwtVerify(certificate, createLocalJWKSet(published.body), {
        algorithms: ['EdDSA'],
        issuer: 'genuine-gate.local',
        typ: 'gate-certificate+jwt',
        currentDate: new Date(here.gate.clock.now()),
      });

      const { order, decision } = answer.body;
      assert.equal(protectedHeader.kid, published.body.keys[0].kid);
      assert.deepEqual(payload, {
        iss: 'genuine-gate.local',
        sub: order.id,
        jti: decision.id,
        iat: Date.parse(decision.decidedAt) / 1000,
        exp: Date.parse(order.expiresAt) / 1000,
        reference: body.reference,
        revision: 1,
        orderDigest: digestOf(canonicalJson(body)),
        agencyCode: here.office.agencyCode,
        total: body.total,
        budget: decision.budget.map(({ budgetLine, amount }: Record<string, unknown>) => ({ budgetLine, amount })),
        ruleSet: decision.ruleSet,
        logIndex: decision.log.index,
      });
    });

    it('is made anew whenever it is asked for, and is the same to the last character', async () => {
      const { certificate, decision, body } = await approvedOrder(here.office);
      const { officer } = here.office;

      const asJson = await certificateOf(officer, decision);
      const asToken = await certificateOf(officer, decision, 'application/jose');
      const again = await here.office.submit(body);

      assert.deepEqual(asJson.body, { certificate, claims: partOf(certificate, 1) });
      assert.match(String(asToken.headers['content-type']), /^application\/jose/);
      assert.equal(String(asToken.text ?? asToken.body), certificate);
      assert.deepEqual([again.status, again.body.decision.certificate], [200, certificate]);
    });

    it('comes with every order of a batch that is approved, and with no other', async () => {
      const { officer, order } = here.office;
      const orders = [order(), withoutSystem(order({ reference: 'CG-BARE' }))];

      const { results } = (await officer.post('/v1/orders/batch', { orders })).body;

      const [approved, rejected] = results;
      assert.equal(approved.decision.certificate.split('.').length, 3);
      assert.deepEqual([rejected.decision.outcome, rejected.decision.certificate], ['rejected', null]);
      assertRefused(await certificateOf(officer, rejected.decision.id), 404, 'certificate.none');
    });

    it('stays good while an amendment is rejected or referred, and is replaced by one that is approved', async () => {
      const { answer, body, certificate, decision } = await approvedOrder(here.office);
      const { officer } = here.office;
      const { amend } = actsOf(officer);

      const rejected = await amend(answer, withoutSystem(body));
      assert.equal(rejected.body.decision.certificate, null);
      assert.equal(await reasonFor(officer, certificate), 'valid');
      const referred = await amend(rejected, withThinEvidence(body));
      assert.equal((await certificateOf(officer, decision)).body.certificate, certificate);
      const approved = await amend(referred, { ...body, justification: '补充说明' });

      assert.equal(approved.body.decision.outcome, 'approved');
      assert.equal(await reasonFor(officer, certificate), 'replaced');
      assertRefused(await certificateOf(officer, decision), 409, 'certificate.replaced');
      assert.equal(await reasonFor(officer, approved.body.decision.certificate), 'valid');
    });

    it('ends with the order: withdrawn, or expired the moment its clearance runs out', async () => {
      const { officer } = here.office;
      const withdrawn = await approvedOrder(here.office, { reference: 'CG-W' });
      const expiring = await approvedOrder(here.office, { reference: 'CG-E' });
      await actsOf(officer).withdraw(withdrawn.answer);

      assertRefused(await certificateOf(officer, withdrawn.decision), 409, 'certificate.withdrawn');
      const { valid, reason, state, claims } = (await verifyAt(officer, withdrawn.certificate)).body;
      assert.deepEqual([valid, reason, state], [false, 'withdrawn', 'withdrawn']);
      assert.deepEqual(claims, partOf(withdrawn.certificate, 1));

      here.gate.clock.advance({ days: 90, ms: -1 });
      assert.equal(await reasonFor(officer, expiring.certificate), 'valid');
      here.gate.clock.advance({ ms: 1 });
      assert.equal(await reasonFor(officer, expiring.certificate), 'expired');
      assertRefused(await certificateOf(officer, expiring.decision), 409, 'certificate.expired');
    });

    it('goes on being believed when another key signs, but not when somebody else may have had its key', async () => {
      const { certificate, decision } = await approvedOrder(here.office);
      const { officer } = here.office;
      const keys = async (): Promise<number> => (await here.gate.nobody.get('/.well-known/jwks.json')).body.keys.length;

      await replaceKey(here.gate, { isReplacedCompromised: false });
      const second = (await certificateOf(officer, decision)).body;
      assert.notEqual(partOf(second.certificate, 0).kid, partOf(certificate, 0).kid);
      assert.deepEqual(second.claims, partOf(certificate, 1));
      assert.equal(await keys(), 2);
      assert.equal(await reasonFor(officer, certificate), 'valid');

      await replaceKey(here.gate, { isReplacedCompromised: true });
      assert.equal(await keys(), 2);
      assert.equal(await reasonFor(officer, second.certificate), 'not-genuine');
      const third = (await certificateOf(officer, decision)).body.certificate;
      assert.equal(await reasonFor(officer, third), 'valid');
    });

    it('is believed no more once it comes out that somebody had its key, though that was replaced long ago', async () => {
      const { certificate } = await approvedOrder(here.office);
      const { kid } = partOf(certificate, 0);
      await replaceKey(here.gate, { isReplacedCompromised: false });
      const platform = await here.gate.as('platform', { grant: { region: '420000' } });
      assert.equal(await reasonFor(platform, certificate), 'valid');

      const marked = await here.gate.installer.post(`/v1/signing-keys/${kid}/compromise`, { reason: '密钥副本外泄' });

      assert.deepEqual([marked.status, marked.body.isCompromised], [200, true], JSON.stringify(marked.body));
      assert.equal(await reasonFor(platform, certificate), 'not-genuine');
      const { keys } = (await here.gate.nobody.get('/.well-known/jwks.json')).body;
      assert.equal(keys.length, 1);
      assert.notEqual(keys[0].kid, kid);
    });

    it('is read by a platform of the region, and looks like none to one of another', async () => {
      const { certificate, decision } = await approvedOrder(here.office);
      const own = await here.gate.as('platform', { grant: { region: '420000' } });
      const other = await here.gate.as('platform', { grant: { region: '510000' } });

      assert.equal((await certificateOf(own, decision)).body.certificate, certificate);
      assertRefused(await certificateOf(other, decision), 404, 'decision.not_found');
    });
  });

  describe('the published keys', () => {
    const here = gateForEachTest(engine);

    it('need no key, may be kept for a while, and are sent again only when they have changed', async () => {
      const { nobody } = here.gate;
      const first = await nobody.get('/.well-known/jwks.json');
      const tag = String(first.headers.etag);

      assert.equal(first.headers['cache-control'], 'public, max-age=300');
      assert.equal((await nobody.get('/.well-known/jwks.json', { 'if-none-match': tag })).status, 304);
      await replaceKey(here.gate, { isReplacedCompromised: false });
      assert.equal((await nobody.get('/.well-known/jwks.json', { 'if-none-match': tag })).status, 200);
      assert.equal('d' in first.body.keys[0], false);
    });
  });
});
