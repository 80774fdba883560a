import assert from 'node:assert/strict';
import { BUREAU, bureau, event, gateForEachTest, given } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';

describe('plan filings', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    it('are kept with their items, change by events, and take a better day as a description', async () => {
      await given(here.gate, '/v1/agencies', bureau());
      const filing = {
        number: 'JZCG-2026-00817',
        agencyCode: BUREAU,
        fiscalYear: 2026,
        filedOn: '2026-03-18',
        amount: '500000',
      };
      const { tag, logIndex } = await given(here.gate, '/v1/plan-filings', { ...filing, items: [{ item: 'desktop' }] });
      const path = `/v1/plan-filings/${filing.number}`;

      const changed = await here.gate.installer.post(`${path}/events`, event({ amount: '560000.00' }), {
        'if-match': tag,
      });
      const described = await here.gate.installer.patch(
        path,
        { filedOn: '2026-03-19' },
        { 'if-match': String(changed.headers.etag) },
      );
      const twice = await here.gate.installer.post('/v1/plan-filings', filing);

      assert.deepEqual(described.body, {
        ...filing,
        filedOn: '2026-03-19',
        amount: '560000.00',
        items: [{ item: 'desktop', amount: null, description: null }],
      });
      assert.equal((await here.gate.installer.get(`${path}?asOf=${logIndex}`)).body.amount, '500000.00');
      assert.deepEqual([twice.status, twice.body.code], [409, 'plan_filing.exists']);
    });

    it('have a number once, in whatever width, case or blanks; a hyphen makes another number', async () => {
      await given(here.gate, '/v1/agencies', bureau());
      const filing = { agencyCode: BUREAU, fiscalYear: 2026, filedOn: '2026-03-18', amount: '500000' };
      await given(here.gate, '/v1/plan-filings', { ...filing, number: 'JZCG-2026-9' });

      const again = await here.gate.installer.post('/v1/plan-filings', { ...filing, number: 'ｊｚｃｇ-2026- 9' });
      const other = await here.gate.installer.post('/v1/plan-filings', { ...filing, number: 'JZCG-20269' });

      assert.deepEqual([again.status, again.body.code], [409, 'plan_filing.exists']);
      assert.equal(other.status, 201);
    });
  });
});
