import assert from 'node:assert/strict';
import { onOneEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import { sentDuring } from '../support/sent-statements.ts';
import { addUnit, type County, done, launchCampaign, openCounty, softwareUse, type Unit } from './campaign-support.ts';

/** Who asks is looked up once in two seconds, which a slow machine may take between two requests. */
const KNOWN = 5;

/** Thousands of units file on one day, while orders are decided. */
onOneEngine('other files run its statements on both', (engine) => {
  describe('what one unit files', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;

    before(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      unit = await addUnit(gate);
    });
    after(() => gate.close());

    it('takes no more statements than it has to, and few of them while others wait', async () => {
      const { drafted, proposed, signed } = await fileCounted(await launched(), unit);

      const counts = JSON.stringify({ drafted, proposed, signed });
      assert.ok(drafted.all <= 6 + KNOWN && drafted.alone === 0, counts);
      assert.ok(proposed.all <= 19 + KNOWN && proposed.alone <= 8, counts);
      assert.ok(signed.all <= 26 + KNOWN && signed.alone <= 12, counts);
    });

    it('takes as many statements in the last of many campaigns as in the first', async () => {
      const first = await fileCounted(await launched(), unit);
      for (let more = 0; more < 2; more += 1) await fileCounted(await launched(), unit);
      const last = await fileCounted(await launched(), unit);

      const alone = (each: typeof first) => [each.drafted.alone, each.proposed.alone, each.signed.alone];
      assert.deepEqual(alone(last), alone(first));
    });

    const launched = () => launchCampaign(county, { needsReasons: false });

    async function fileCounted(campaign: string, { officer, approver }: Unit) {
      const path = `/v1/campaigns/${campaign}`;
      const content = { cells: softwareUse({ computers: 10 }), texts: {}, rows: {}, reasons: {} };
      const draft = await sentDuring(gate.db, () => done(officer.get(`${path}/draft`)));
      const headers = { 'if-match': etagIn(draft.answer) };
      const raw = { bytes: JSON.stringify(content), headers };
      const { version } = (await done(officer.send('put', `${path}/draft`, raw))).body;
      const body = { cells: content.cells, draftVersion: version };
      const proposed = await sentDuring(gate.db, () => done(officer.post(`${path}/filings`, body), 202));
      const { id, digest } = proposed.answer.body;
      const signed = await sentDuring(gate.db, () => done(approver.post(`/v1/proposals/${id}/signatures`, { digest })));
      assert.equal(signed.answer.body.state, 'executed');
      return { drafted: draft.sent, proposed: proposed.sent, signed: signed.sent };
    }
  });
});
