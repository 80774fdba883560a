import assert from 'node:assert/strict';
import { insertRows, inTransaction, type Row } from '../../src/db/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { statementsDuring } from '../support/sent-statements.ts';
import { addUnit, type County, done, file, launchCampaign, openCounty, type Unit } from './campaign-support.ts';

/** An office asks thousands of units, each of which has filed some kilobytes. */
forEachEngine('statements', (engine) => {
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

    it('is found among thousands by what the database compares, a page as of all units', async () => {
      const rows: Row[] = await gate.db.reader('campaign_participants').where({ agency_code: unit.code });
      const [row] = rows;
      assert.ok(row);
      const many = Array.from({ length: 1_200 }, () => ({
        ...row,
        agency_code: given.creditCode(),
      }));
      await inTransaction(gate.db, (tx) => insertRows(tx, 'campaign_participants', many));
      const last = { campaign_id: campaign, agency_code: many.at(-1)?.agency_code };
      await gate.db.writer('campaign_participants').where(last).update({ due_on: '2017-06-01' });
      const found: Record<string, readonly unknown[]> = {};
      for (const query of [
        'state=filed',
        'state=returned',
        'timeliness=on-time',
        'timeliness=late',
        'timeliness=missing',
      ]) {
        let items: readonly { agencyCode: string }[] = [];
        const sent = await statementsDuring(gate.db, async () => {
          items = (await done(county.clerk.get(`/v1/campaigns/${campaign}/participants?${query}`))).body.items;
        });
        const pages = sent.filter(({ sql }) => /from [^ ]*campaign_participants/.test(sql)).length;
        found[query] = [pages, ...items.map(({ agencyCode }) => agencyCode)];
      }

      assert.deepEqual(found, {
        'state=filed': [2, unit.code],
        'state=returned': [2],
        'timeliness=on-time': [2, unit.code],
        'timeliness=late': [2],
        'timeliness=missing': [2, last.agency_code],
      });
    });
  });
});
