import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import { statementsDuring } from '../support/sent-statements.ts';
import { addUnit, type County, done, file, launchCampaign, openCounty, type Unit } from './campaign-support.ts';

/** An office asks thousands of units, each of which has filed some kilobytes. */
forEachEngine((engine) => {
  describe('who of a campaign has filed', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let campaign: string;

    before(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      unit = await addUnit(gate);
      await addUnit(gate);
      campaign = await launchCampaign(county, { needsReasons: false });
      const { id } = await file(unit, campaign, { computers: 10 });
      const filing = await done(county.clerk.get(`/v1/filings/${id}`));
      const back = { cells: { 'office.genuine': '与授权台账不符' } };
      await done(county.clerk.post(`/v1/filings/${id}/returns`, back, { 'if-match': etagIn(filing) }));
      await file(unit, campaign, { computers: 11 });
    });
    after(() => gate.close());

    const ofRevisions = async (act: () => Promise<void>): Promise<readonly string[]> => {
      const sent = await statementsDuring(gate.db, act);
      return sent.map(({ sql }) => sql.replaceAll(/[`"]/g, '')).filter((sql) => sql.includes('filing_revisions'));
    };

    it('is counted without reading a filing, as the sums count it', async () => {
      let counts: object = {};
      const read = await ofRevisions(async () => {
        ({ counts } = (await done(county.clerk.get(`/v1/campaigns/${campaign}`))).body);
      });
      const { total } = (await done(county.clerk.get(`/v1/campaigns/${campaign}/roll-up?basis=current`))).body;

      assert.deepEqual(read, []);
      const told = Object.fromEntries(Object.keys(counts).map((name) => [name, total[name]]));
      assert.deepEqual(counts, told);
      const { asked, filed, onTime, returned } = total;
      assert.deepEqual([asked, filed, onTime, returned], [2, 1, 1, 0]);
    });

    for (const path of ['report', 'participants']) {
      it(`is read without what was filed, each filing once: ${path}`, async () => {
        let items: readonly { agencyCode: string; returns: number; basis: string }[] = [];
        const sent = await ofRevisions(async () => {
          items = (await done(county.clerk.get(`/v1/campaigns/${campaign}/${path}`))).body.items;
        });

        const own = items.find(({ agencyCode }) => agencyCode === unit.code);
        assert.deepEqual([own?.returns, own?.basis], [1, 'online']);
        assert.equal(sent.length, 1, sent.join('\n'));
        for (const sql of sent) assert.doesNotMatch(sql, /\*|\bbody\b|\bopened\b/);
      });
    }
  });
});
