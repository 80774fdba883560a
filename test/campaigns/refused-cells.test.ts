import assert from 'node:assert/strict';
import { freezeWaiting } from '../../src/office/freeze-figures-job.ts';
import { stateRegister } from '../register/statements-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { addUnit, type County, done, launchCampaign, openCounty, softwareUse, type Unit } from './campaign-support.ts';

forEachEngine('statements', (engine) => {
  describe('a cell that is refused', () => {
    const clock = testClock('2017-06-05T01:00:00.000Z');
    let gate: Gate;
    let county: County;
    let unit: Unit;

    before(async () => {
      gate = await startGate({ engine, clock });
      county = await openCounty(gate);
      unit = await addUnit(gate);
    });
    after(() => gate.close());

    it('is called by its row and its column, in the language of whoever sends it', async () => {
      const campaign = await launchCampaign(county, { needsReasons: false });
      const path = `/v1/campaigns/${campaign}/filings`;
      const cells = { ...softwareUse({ computers: 12 }), 'office.genuine': 14 };

      const chinese = await unit.officer.post(path, { cells });
      const english = await unit.officer.post(path, { cells }, { 'accept-language': 'en' });

      const [error, ...others] = chinese.body.errors;
      assert.deepEqual([chinese.status, chinese.body.code, others], [422, 'filing.checks', []]);
      assert.deepEqual(
        [error.pointer, error.code, error.row, error.column],
        ['/cells/office.genuine', 'office-genuine-within-installed', '办公软件', '正版数'],
      );
      assert.deepEqual([english.body.errors[0].row, english.body.errors[0].column], ['Office software', 'genuine']);
      const listed = await unit.officer.post(path, { cells: { ...cells, 'unit.desktops': -1 } });
      const places = listed.body.errors.map(({ pointer, row, column }: Record<string, string>) => [
        ...[pointer, row, column],
      ]);
      assert.deepEqual([listed.body.code, places], ['filing.form', [['/cells/unit.desktops', '台式机', undefined]]]);
    });

    it('is told to whoever signs, where the gate has counted something else meanwhile', async () => {
      const campaign = await launchCampaign(county, { asOfOn: '2017-06-06', needsReasons: true });
      const sent = await done(
        unit.officer.post(`/v1/campaigns/${campaign}/filings`, { cells: softwareUse({ computers: 12 }) }),
        202,
      );
      await stateRegister(unit.officer, { agencyCode: unit.code, asOfOn: '2017-06-05' });
      clock.advance({ days: 2 });
      await freezeWaiting(gate.db, gate.deps, async () => true);

      const signing = await unit.approver.post(`/v1/proposals/${sent.body.id}/signatures`, {
        digest: sent.body.digest,
      });

      assert.deepEqual([signing.status, signing.body.code], [422, 'filing.reason_missing']);
      const desktops = signing.body.errors.find(
        ({ pointer }: { pointer: string }) => pointer === '/reasons/unit.desktops',
      );
      const office = signing.body.errors.find(
        ({ pointer }: { pointer: string }) => pointer === '/reasons/office.installed',
      );
      assert.deepEqual([desktops.row, desktops.column], ['台式机', undefined]);
      assert.deepEqual([office.row, office.column], ['办公软件', '安装总数']);
    });
  });
});
