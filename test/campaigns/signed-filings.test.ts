import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { addUnit, type County, done, file, launchCampaign, openCounty, type Unit } from './campaign-support.ts';

forEachEngine((engine) => {
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
  });
});
