import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import {
  addUnit,
  type County,
  done,
  file,
  launchCampaign,
  openCounty,
  refused,
  signed,
  softwareUse,
  type Unit,
} from './campaign-support.ts';

const computersOf = (i: number) => ({ computers: 10 + i });

onOneEngine('other files run its statements on both', (engine) => {
  describe('mergers while a campaign is open', () => {
    let gate: Gate;
    let county: County;
    let units: Unit[];
    let campaign: string;
    const clock = testClock('2017-06-05T01:00:00.000Z');

    const unitAt = (i: number): Unit => {
      const unit = units[i - 1];
      assert.ok(unit);
      return unit;
    };
    const act = (path: string, body: object) => county.clerk.post(`/v1/campaigns/${campaign}/${path}`, body);
    const lineOf = async (i: number) => {
      const path = `/v1/campaigns/${campaign}/participants?agencyCode=${unitAt(i).code}`;
      return (await done(county.clerk.get(path))).body.items[0];
    };

    before(async () => {
      gate = await startGate({ engine, clock });
      county = await openCounty(gate);
      units = [];
      for (let i = 1; i <= 40; i += 1) units.push(await addUnit(gate));
      campaign = await launchCampaign(county, { needsReasons: false });
      // Days of June: 9 on the 7th, 3 on the 8th, the others by the 19th, 38 on the 20th, 39 on the 26th, 40 never.
      clock.advance({ days: 2 });
      await file(unitAt(9), campaign, computersOf(9));
      clock.advance({ days: 1 });
      await file(unitAt(3), campaign, computersOf(3));
      clock.advance({ days: 4 });
    });
    after(() => gate.close());

    it('keeps a unit that has filed and merged afterwards: it is neither excused nor lost', async () => {
      const merged = { agencies: [unitAt(3).code], ground: 'merged', since: '2017-06-12', reason: '机构合并' };
      const closed = { agencies: [unitAt(9).code], ground: 'closed', since: '2017-06-12', reason: '机构撤销' };

      assert.deepEqual(
        [await refused(act('excuses', merged)), await refused(act('excuses', closed))],
        [
          [409, 'campaign.participant', '/agencies/0'],
          [409, 'campaign.participant', '/agencies/0'],
        ],
      );
    });

    it('lets the successor file for a unit that merged before it filed', async () => {
      const [merged, successor] = [unitAt(5), unitAt(6)];
      const cover = { agencyCode: merged.code, coveredBy: successor.code, since: '2017-06-12', reason: '机构合并' };
      const path = `/v1/campaigns/${campaign}/filings`;
      const body = { reporter: merged.code, cells: softwareUse(computersOf(5)) };

      assert.equal((await successor.officer.post(path, body)).status, 404);
      await done(act('covers', cover));
      await signed(successor.officer.post(path, body), successor.approver);
      await file(successor, campaign, computersOf(6), { reporter: successor.code });

      const line = await lineOf(5);
      assert.deepEqual([line.coveredBy, line.state, line.timeliness], [successor.code, 'filed', 'on-time']);
      const own = await done(successor.officer.get(`/v1/filings/${line.filing}`));
      assert.equal(own.body.agencyCode, merged.code);
    });

    it('excuses a unit that closed without filing, which owes nothing from then on', async () => {
      const excuse = { agencies: [unitAt(10).code], ground: 'closed', since: '2017-06-12', reason: '机构撤销' };
      await done(act('excuses', excuse));

      const line = await lineOf(10);
      assert.deepEqual([line.state, line.timeliness, line.excuse.reason], ['excused', null, '机构撤销']);
      const filing = unitAt(10).officer.post(`/v1/campaigns/${campaign}/filings`, {
        cells: softwareUse(computersOf(10)),
      });
      assert.deepEqual(await refused(filing), [409, 'campaign.participant']);
    });

    it('lets a new unit join with a day of its own, at least five working days off', async () => {
      const joined = await addUnit(gate);
      units.push(joined);
      const join = (dueOn: string) => act('joins', { agencyCode: joined.code, dueOn, reason: '新设立' });

      assert.deepEqual(await refused(join('2017-06-18')), [422, 'campaign.days', '/dueOn']);
      await done(join('2017-06-19'), 201);
      assert.deepEqual(await refused(join('2017-06-19')), [409, 'campaign.participant', '/agencyCode']);
    });

    it('comes to 41 asked, 1 excused, 40 expected, 39 filed, 37 on time, 2 late, 1 missing, 1,170 computers', async () => {
      clock.advance({ days: 7 });
      for (const i of [1, 2, 4, 7, 8]) await file(unitAt(i), campaign, computersOf(i));
      for (let i = 11; i <= 37; i += 1) await file(unitAt(i), campaign, computersOf(i));
      await file(unitAt(41), campaign, { computers: 20 });
      clock.advance({ days: 1 });
      await file(unitAt(38), campaign, computersOf(38));
      clock.advance({ days: 6 });
      await file(unitAt(39), campaign, computersOf(39));

      const { body } = await done(county.clerk.get(`/v1/campaigns/${campaign}/roll-up?basis=filed`));
      const { asked, excused, expected, filed, onTime, late, missing, completeness, timeliness, cells } = body.total;
      assert.deepEqual(
        { asked, excused, expected, filed, onTime, late, missing, completeness, timeliness },
        {
          ...{ asked: 41, excused: 1, expected: 40, filed: 39, onTime: 37, late: 2, missing: 1 },
          ...{ completeness: '97.50', timeliness: '92.50' },
        },
      );
      assert.equal(cells['unit.computers'].value, '1170');
    });

    it('excuses being late after the day, and moves the day only before it', async () => {
      const extension = { agencies: [unitAt(40).code], dueOn: '2017-07-10', reason: '机房进水' };
      const { body } = await done(act('extensions', extension));

      const [line] = body.items;
      assert.deepEqual(
        [line.dueOn, line.lateExcusedUntil, line.timeliness, line.extensions[0].moves],
        ['2017-06-19', '2017-07-10', 'missing', false],
      );
    });

    it('is told by log and tables alike', async () => {
      const projections = await allProjections();
      const { differences, faults } = await inSnapshot(gate.db, (tx) =>
        verifyLog(tx, { projections, parse: parseLeaf }),
      );

      assert.deepEqual([differences, faults], [[], []]);
    });
  });
});
