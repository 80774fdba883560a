import assert from 'node:assert/strict';
import { verdictOf } from '../orders/tricky-cases/tricky-orders.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

describe('an entitlement that an agency invents', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('of ten thousand seats gains it nothing: they stay declared, and its order is rejected', async () => {
      const office = await openOffice(gate);
      const { agencyCode, officer } = office;
      const invented = {
        ...{ agencyCode, licensee: agencyCode, category: 'office', product: 'WPS Office', edition: 'Professional' },
        ...{ version: '2023', metric: 'device', seats: 10_000, channel: 'volume', transferable: true },
        ...{ validFrom: '2025-01-01', acquiredOn: '2025-01-01', platforms: ['linux-arm64'] },
        evidence: [{ kind: 'licence-certificate', reference: `ZS-${agencyCode}`, seats: 10_000 }],
      };

      const made = await officer.post('/v1/entitlements', invented);
      const claimed = await officer.post(
        `/v1/entitlements/${made.body.id}/events`,
        { effectiveOn: '2026-06-01', reason: '自行核实', changes: { standing: 'verified' } },
        { 'if-match': String(made.headers.etag) },
      );
      const spare = { provision: 'spare-entitlement', unitPrice: null, deliverBy: null } as const;
      const order = office.order({ quantity: 3, office: { ...spare, entitlementId: made.body.id } });
      const decided = await office.submit(order);

      assert.deepEqual([made.status, made.body.standing], [201, 'declared']);
      assert.deepEqual([claimed.status, claimed.body.code], [403, 'entitlement.standing']);
      const { outcome, findings } = verdictOf(decided);
      assert.equal(outcome, 'rejected');
      assert.ok(findings.includes('PLN-02 office-short /softwarePlan'), JSON.stringify(findings));
      const { body } = await officer.get(`/v1/entitlements/${made.body.id}`);
      assert.deepEqual([body.held, body.allocated], [0, 0]);
    });

    it('in another name stays declared and is referred when an order draws on it', async () => {
      const office = await openOffice(gate);
      const { agencyCode, officer } = office;
      const foreign = {
        ...{ agencyCode, licensee: '某某科技有限公司', category: 'office', product: 'WPS Office', metric: 'device' },
        ...{ seats: 5, channel: 'volume', transferable: true, platforms: ['linux-arm64'] },
      };

      const made = await officer.post('/v1/entitlements', foreign);
      const decided = await office.submit(office.order({ quantity: 1, office: { licensee: '某某科技有限公司' } }));

      assert.equal(made.body.standing, 'declared');
      assert.deepEqual(
        verdictOf(decided).findings.filter((found: string) => found.startsWith('LIC-04')).length,
        1,
        JSON.stringify(decided.body.decision),
      );
    });
  });
});
