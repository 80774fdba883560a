import assert from 'node:assert/strict';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

onOneEngine('what binds an agency is read out of the rule set', (engine) => {
  describe('the policy of an agency', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('is the nearest entry of each parameter for its region, its level and the day, and for its own people', async () => {
      const office = await openOffice(gate, { region: '421000' });
      const elsewhere = await openOffice(gate, { region: '511300' });
      const path = `/v1/agencies/${office.agencyCode}/policy`;
      const all = (await office.officer.get('/v1/policy-parameters?limit=200')).body.items;

      const { status, body } = await office.officer.get(path);
      const before = (await office.officer.get(`${path}?on=1999-01-01`)).body;
      const foreign = await elsewhere.officer.get(path);

      assert.equal(status, 200);
      const { agencyCode, region, on, ruleSet } = body;
      assert.deepEqual(
        [agencyCode, region, on, ruleSet],
        [office.agencyCode, '421000', gate.clock.now().slice(0, 10), 1],
      );
      const names = body.parameters.map(({ name }: { name: string }) => name);
      assert.deepEqual(names, [...new Set(names)].sort());
      const upwards = ['421000', '420000', '000000'];
      for (const bound of body.parameters) {
        const candidates = all.filter(
          ({ name, jurisdiction, from, until, levels }: Record<string, string>) =>
            name === bound.name &&
            upwards.includes(String(jurisdiction)) &&
            (from === null || String(from) <= on) &&
            (until === null || on <= String(until)) &&
            (levels === null || levels?.includes(body.level)),
        );
        const nearest = upwards.find((one) =>
          candidates.some((entry: { jurisdiction: string }) => entry.jurisdiction === one),
        );
        assert.deepEqual(
          bound,
          candidates.find((entry: { jurisdiction: string }) => entry.jurisdiction === nearest),
          bound.name,
        );
      }
      const desktops = body.catalogue.filter(({ category }: { category: string }) => category === 'desktop');
      assert.deepEqual(
        desktops.map(({ edition, code, isPrefix }: Record<string, unknown>) => [edition, code, isPrefix]),
        [
          ['2022', 'A02010105', false],
          ['2013', 'A02010104', false],
        ],
      );
      assert.ok(names.includes('policy.cap.office') && before.parameters.length < names.length);
      assert.deepEqual([foreign.status, foreign.body.code], [404, 'agency.not_found']);
    });
  });
});
