import assert from 'node:assert/strict';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import {
  addUnit,
  type County,
  done,
  file,
  launchCampaign,
  openCounty,
  signed,
  softwareUse,
  type Unit,
} from './campaign-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('a filing that the office reads', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      unit = await addUnit(gate);
    });
    afterEach(() => gate.close());

    it('says who filled it in and who signed it', async () => {
      const campaign = await launchCampaign(county, { needsReasons: false });
      const { id } = await file(unit, campaign, { computers: 12 });
      const { body } = await done(county.clerk.get(`/v1/filings/${id}`));

      assert.equal(body.newest.filedBy.role, 'procurement-officer');
      assert.deepEqual(
        body.newest.signedBy.map(({ role }: { readonly role: string }) => role),
        ['agency-approver'],
      );
      assert.notEqual(body.newest.signedBy[0].person, body.newest.filedBy.person);
    });

    it('says in the list of what waits until when it is in time, as long as it is due', async () => {
      const campaign = await launchCampaign(county, { needsReasons: false });
      const { dueOn } = (await done(county.clerk.get(`/v1/campaigns/${campaign}`))).body;
      const cells = softwareUse({ computers: 12 });
      const proposal = await done(unit.officer.post(`/v1/campaigns/${campaign}/filings`, { cells }), 202);
      const listed = async () => (await done(unit.approver.get('/v1/proposals'))).body.items[0];

      const before = await listed();
      await signed(Promise.resolve(proposal), unit.approver);

      assert.deepEqual([before.dueOn, before.order], [dueOn, null]);
      assert.equal((await listed()).dueOn, null);
    });
  });
});
