import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { readHead } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import {
  addAgency,
  addUnit,
  COUNTY,
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

const cells = softwareUse({ computers: 12 });

/** Of each signature that is needed its role and how many may give it, and whether somebody can give all of them. */
async function signersOf(caller: Caller, campaign: string, reporter?: string): Promise<readonly unknown[]> {
  const asked = reporter === undefined ? '' : `?reporter=${reporter}`;
  const { body } = await done(caller.get(`/v1/campaigns/${campaign}/draft/signers${asked}`));
  const slots = body.slots.map(({ role, people }: { role: string; people: readonly unknown[] }) => [
    role,
    people.length,
  ]);
  assert.equal(body.problem === null, body.canBeSigned);
  return [body.canBeSigned, ...slots];
}

onOneEngine('other files run its statements on both', (engine) => {
  describe('who may sign a filing', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let campaign: string;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      unit = await addUnit(gate);
      campaign = await launchCampaign(county, { needsReasons: false });
    });
    afterEach(() => gate.close());

    const send = (caller: Caller, more: object = {}) =>
      caller.post(`/v1/campaigns/${campaign}/filings`, { cells, ...more });
    const leaves = () => inSnapshot(gate.db, async (tx) => (await readHead(tx)).frontier.size);

    it('is told by name before it is sent, and is nobody where the only approver would send it', async () => {
      const asOfficer = await done(unit.officer.get(`/v1/campaigns/${campaign}/draft/signers`));
      const asApprover = await done(unit.approver.get(`/v1/campaigns/${campaign}/draft/signers`));

      const [slot, ...others] = asOfficer.body.slots;
      assert.deepEqual([asOfficer.body.canBeSigned, asOfficer.body.problem, others], [true, null, []]);
      assert.deepEqual(
        [slot.role, slot.people.length, slot.people[0].name],
        ['agency-approver', 1, 'agency-approver of a test'],
      );
      assert.equal(asApprover.body.canBeSigned, false);
      assert.deepEqual(asApprover.body.slots, [{ role: 'agency-approver', people: [] }]);
      assert.match(asApprover.body.problem['zh-CN'], /只有您一位审批人.*联络员/);
      assert.match(asApprover.body.problem.en, /only approver.*liaison/);
    });

    it('refuses what the only approver sends, and leaves the draft to the liaison, whose sending the approver signs', async () => {
      const liaison = await gate.as('agency-liaison', { grant: { agencies: [unit.code] } });
      const before = await leaves();

      const answer = await send(unit.approver);

      assert.deepEqual([answer.status, answer.body.code], [409, 'filing.no_signer']);
      assert.match(answer.body.detail, /只有您一位审批人/);
      assert.equal(await leaves(), before);
      const filing = await signed(send(liaison), unit.approver);
      assert.equal(filing.state, 'filed');
    });

    it('lets an approver send what a second approver signs', async () => {
      const second = await gate.as('agency-approver', { grant: { agencies: [unit.code] }, who: 'the deputy' });

      assert.deepEqual(await signersOf(unit.approver, campaign), [true, ['agency-approver', 1]]);
      assert.deepEqual(await signersOf(unit.officer, campaign), [true, ['agency-approver', 2]]);
      assert.equal((await signed(send(unit.approver), second)).state, 'filed');
    });

    it('counts neither the approver of another unit nor one who has left', async () => {
      const [other, alone] = [await addUnit(gate), await addAgency(gate)];
      const officer = await gate.as('procurement-officer', { grant: { agencies: [alone] } });
      const asked = await launchCampaign(county, { needsReasons: false });

      assert.deepEqual(await signersOf(officer, asked), [false, ['agency-approver', 0]]);
      const refusedAnswer = officer.post(`/v1/campaigns/${asked}/filings`, { cells });
      assert.deepEqual(await refused(refusedAnswer), [409, 'filing.no_signer']);

      const people = await done(gate.installer.get('/v1/persons?role=agency-approver'));
      const left = people.body.items.find(
        ({ roles }: { roles: readonly { grant: { agencies?: readonly string[] } }[] }) =>
          roles.some(({ grant }) => grant.agencies?.includes(other.code)),
      );
      assert.deepEqual(await signersOf(other.officer, asked), [true, ['agency-approver', 1]]);
      const person = await done(gate.installer.get(`/v1/persons/${left.id}`));
      const headers = { 'if-match': etagIn(person) };
      const change = { effectiveOn: '2017-06-05', reason: '调离', changes: { active: false } };
      await done(gate.installer.post(`/v1/persons/${left.id}/events`, change, headers));
      assert.deepEqual(await signersOf(other.officer, asked), [false, ['agency-approver', 0]]);
    });

    it('counts whoever approves for a whole region', async () => {
      const alone = await addAgency(gate);
      const officer = await gate.as('procurement-officer', { grant: { agencies: [alone] } });
      const asked = await launchCampaign(county, { needsReasons: false });
      await gate.as('agency-approver', { grant: { region: COUNTY } });

      assert.deepEqual(await signersOf(officer, asked), [true, ['agency-approver', 1]]);
    });

    it('is two people for a correction after the close, and another of the office for a paper', async () => {
      await file(unit, campaign, { computers: 12 });
      const found = await done(county.clerk.get(`/v1/campaigns/${campaign}`));
      const closing = { reason: '到期关闭' };
      const headers = { 'if-match': etagIn(found) };
      await signed(county.clerk.post(`/v1/campaigns/${campaign}/closing`, closing, headers), county.chief);

      assert.deepEqual(await signersOf(unit.officer, campaign), [
        true,
        ['agency-approver', 1],
        ['legalization-office', 2],
      ]);
      assert.deepEqual(await signersOf(unit.approver, campaign), [
        false,
        ['agency-approver', 0],
        ['legalization-office', 2],
      ]);
      assert.deepEqual(await refused(send(unit.approver, { reason: '数错' })), [409, 'filing.no_signer']);
      assert.deepEqual(await signersOf(county.clerk, campaign, unit.code), [true, ['legalization-office', 1]]);
    });
  });
});
