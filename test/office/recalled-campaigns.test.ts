import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import {
  addUnit,
  type County,
  done,
  file,
  launchCampaign,
  openCounty,
  prepareCampaign,
  refused,
  signed,
  softwareUse,
  type Unit,
} from '../campaigns/campaign-support.ts';
import { mattersOf } from '../matters/matters-support.ts';
import { decidedBy } from '../orders/tricky-cases/told-by-rule.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

const REASON = { reason: '同一报表重复发起' };

forEachEngine('statements', (engine) => {
  describe('a campaign that should not have been launched', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let other: Unit;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      unit = await addUnit(gate);
      other = await addUnit(gate);
    });
    afterEach(() => gate.close());

    const recall = (campaign: string) =>
      signed(county.clerk.post(`/v1/campaigns/${campaign}/recall`, REASON), county.chief);
    const accept = async (id: string): Promise<Response['body']> => {
      const read = await done(county.clerk.get(`/v1/filings/${id}`));
      return (await done(county.clerk.post(`/v1/filings/${id}/acceptance`, {}, { 'if-match': etagIn(read) }))).body;
    };
    const trayOf = async (caller: Caller, kind: string) => {
      const { items } = (await done(caller.get('/v1/in-tray'))).body;
      return items.find((entry: { readonly kind: string }) => entry.kind === kind);
    };

    it('is taken back with its rectifications by two people in one act, and says beforehand what is undone', async () => {
      const twice = await launchCampaign(county, { needsReasons: false });
      await launchCampaign(county, { needsReasons: false });
      const filed = await file(unit, twice, { computers: 5, office: 2, antivirus: 1 });
      const { opened } = await accept(filed.id);
      const [first, second] = opened.map(({ matter }: { readonly matter: string }) => matter);
      gate.clock.advance({ days: 20 });

      const trial = await done(county.clerk.post(`/v1/campaigns/${twice}/recall?dryRun=true`, REASON));
      const before = await done(county.clerk.get(`/v1/matters/${first}`));
      const recalled = await recall(twice);
      const after = await Promise.all([first, second].map((id) => done(unit.officer.get(`/v1/matters/${id}`))));

      const { campaign, voided, ...counts } = trial.body;
      assert.deepEqual(counts, { expected: 2, filings: 1, heldUp: 1, rectifications: 2 });
      assert.deepEqual(
        voided.map(({ id, owner }: Record<string, unknown>) => [id, owner]),
        [first, second].toSorted().map((id) => [id, unit.code]),
      );
      assert.deepEqual([campaign.state, before.body.state], ['open', 'open']);
      assert.deepEqual([recalled.campaign.state, recalled.campaign.reason], ['cancelled', REASON.reason]);
      assert.deepEqual(recalled.campaign.counts, null);
      for (const { body } of after) {
        assert.deepEqual([body.state, body.awaits, body.overdue], ['void', null, false]);
        assert.deepEqual([body.steps.at(-1).act, body.steps.at(-1).text], ['void', REASON.reason]);
      }
      assert.deepEqual(await mattersOf({ gate }, () => county.clerk).differences(), []);
    });

    it('leaves what was filed to be read, and in no sum from then on', async () => {
      const campaign = await launchCampaign(county, { needsReasons: false });
      const { id } = await file(unit, campaign, { computers: 5 });
      const sums = `/v1/campaigns/${campaign}/roll-up?basis=filed`;
      const { total, asOf } = (await done(county.clerk.get(sums))).body;

      await recall(campaign);

      for (const caller of [unit.officer, county.clerk]) {
        const read = await done(caller.get(`/v1/filings/${id}`));
        assert.equal(read.body.newest.cells['unit.desktops'], 5);
        assert.equal((await done(caller.get(`/v1/campaigns/${campaign}`))).body.state, 'cancelled');
      }
      const listed = (await done(unit.officer.get('/v1/campaigns'))).body.items;
      assert.deepEqual(
        listed.map((each: Record<string, unknown>) => [each.id, each.state]),
        [[campaign, 'cancelled']],
      );
      assert.deepEqual(await refused(county.clerk.get(sums)), [409, 'campaign.state']);
      assert.deepEqual((await done(county.clerk.get(`${sums}&asOf=${asOf.index ?? asOf}`))).body.total, total);
      assert.deepEqual(await refused(county.clerk.get(`/v1/campaigns/${campaign}/report`)), [409, 'campaign.state']);
    });

    it('is owed by nobody any more, and nothing of it waits in a to-do', async () => {
      const campaign = await launchCampaign(county, { needsReasons: false });
      await file(unit, campaign, { computers: 5 });
      gate.clock.advance({ days: 20 });
      assert.deepEqual((await trayOf(county.clerk, 'filing-to-read')).count, 1);
      assert.deepEqual((await trayOf(other.officer, 'filing-due')).count, 1);

      await recall(campaign);

      assert.deepEqual((await trayOf(other.officer, 'filing-due')).count, 0);
      const toRead = await trayOf(county.clerk, 'filing-to-read');
      const { items } = (await done(county.clerk.get(`/v1/filings?${new URLSearchParams(toRead.query)}`))).body;
      assert.deepEqual([toRead.count, items], [0, []]);
      assert.equal((await trayOf(county.clerk, 'campaign-to-close')).count, 0);
      const recalled = (await done(county.clerk.get('/v1/filings?recalled=true'))).body.items;
      assert.equal(recalled.length, 1);
    });

    it('refuses at its signature whatever waited for one', async () => {
      const campaign = await launchCampaign(county, { needsReasons: false });
      const cells = softwareUse({ computers: 5 });
      const { body: filing } = await done(unit.officer.post(`/v1/campaigns/${campaign}/filings`, { cells }), 202);
      const { body: closing } = await done(county.clerk.post(`/v1/campaigns/${campaign}/closing`, REASON), 202);

      await recall(campaign);
      const sign = (caller: Caller, { id, digest }: Response['body']) =>
        caller.post(`/v1/proposals/${id}/signatures`, { digest });
      const answers = [await sign(unit.approver, filing), await sign(county.chief, closing)];

      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.code]),
        Array(2).fill([409, 'campaign.state']),
      );
      const { body } = await county.clerk.get(`/v1/filings?campaign=${campaign}`);
      assert.deepEqual(body.items, []);
    });

    it('keeps what it was answered as it stood: nothing is accepted, returned, put off or filed any more', async () => {
      const campaign = await launchCampaign(county, { needsReasons: false });
      const { id } = await file(unit, campaign, { computers: 5 });
      await recall(campaign);
      const tag = { 'if-match': etagIn(await done(county.clerk.get(`/v1/filings/${id}`))) };
      const path = `/v1/campaigns/${campaign}`;
      const why = { cells: { 'unit.desktops': '与台账不符' }, dueOn: '2017-06-23' };

      const answers = await Promise.all([
        refused(county.clerk.post(`/v1/filings/${id}/acceptance`, {}, tag)),
        refused(county.clerk.post(`/v1/filings/${id}/returns`, why, tag)),
        refused(
          county.clerk.post(`${path}/extensions`, { agencies: [other.code], dueOn: '2017-07-01', reason: '放假' }),
        ),
        refused(other.officer.post(`${path}/filings`, { cells: softwareUse({ computers: 5 }) })),
        refused(county.clerk.post(`${path}/closing`, REASON)),
        refused(county.clerk.post(`${path}/recall`, REASON)),
      ]);

      assert.deepEqual(answers, Array(6).fill([409, 'campaign.state']));
    });

    it('is recalled by the office of its region alone, by two people, and never while it is a draft', async () => {
      const campaign = await launchCampaign(county);
      const draft = await prepareCampaign(county);
      const elsewhere = await gate.as('legalization-office', { grant: { region: '421023' } });
      const path = `/v1/campaigns/${campaign}/recall`;

      assert.deepEqual(await refused(county.clerk.post(`/v1/campaigns/${draft.body.id}/recall`, REASON)), [
        ...[409, 'campaign.state'],
      ]);
      assert.deepEqual(await refused(elsewhere.post(path, REASON)), [404, 'campaign.not_found']);
      assert.deepEqual(await refused(unit.approver.post(path, REASON)), [403, 'access.role']);
      const { body } = await done(county.clerk.post(path, REASON), 202);
      const own = await county.clerk.post(`/v1/proposals/${body.id}/signatures`, { digest: body.digest });
      assert.ok(own.status >= 400, JSON.stringify(own.body));
      assert.equal((await done(county.clerk.get(`/v1/campaigns/${campaign}`))).body.state, 'open');
    });
  });

  describe('an order that a campaign launched twice holds up', () => {
    let gate: Gate;

    beforeEach(async () => {
      gate = await startGate({ engine });
    });
    afterEach(() => gate.close());

    const opened = async () => {
      const office = await openOffice(gate);
      const clerk = await gate.as('legalization-office', { who: 'the clerk' });
      const chief = await gate.as('legalization-office', { who: 'the chief' });
      const approver = await gate.as('agency-approver', { grant: { agencies: [office.agencyCode] } });
      const launch = async (): Promise<string> => {
        const draft = await done(
          clerk.post('/v1/campaigns', {
            ...{ purpose: 'survey', title: { 'zh-CN': '附件2' }, form: 'software-use@1', region: '421000' },
            ...{ officeAgency: office.agencyCode, asOfOn: '2026-06-01', dueOn: '2026-06-19', gating: true },
            ask: { regions: [], agencies: [office.agencyCode] },
          }),
          201,
        );
        const path = `/v1/campaigns/${draft.body.id}/launch`;
        await signed(clerk.post(path, { reason: '年度方案' }, { 'if-match': etagIn(draft) }), chief);
        return draft.body.id;
      };
      return {
        ...{ office, clerk, chief, launch },
        file: (campaign: string) => {
          const body = { cells: softwareUse({ computers: 5, office: 2 }) };
          return signed(office.officer.post(`/v1/campaigns/${campaign}/filings`, body), approver);
        },
        recall: (campaign: string) => signed(clerk.post(`/v1/campaigns/${campaign}/recall`, REASON), chief),
        decided: (rule: string) => decidedBy(office, rule, office.order()),
      };
    };

    it('passes on the day on which two people recall the second one, after its close as well', async () => {
      const { clerk, chief, launch, file: fileFor, recall, decided } = await opened();
      const [first, second] = [await launch(), await launch()];
      await fileFor(first);
      gate.clock.advance({ days: 60 });
      const blocked = await decided('INT-07');
      await signed(clerk.post(`/v1/campaigns/${second}/closing`, { reason: '报送结束' }), chief);
      const closed = await decided('INT-07');

      await recall(second);

      assert.deepEqual([blocked, closed], Array(2).fill(['rejected', 'INT-07 beyond-grace']));
      assert.deepEqual(await decided('INT-07'), ['approved']);
    });

    it('passes though a grave rectification was opened by the campaign that is recalled', async () => {
      const { clerk, launch, file: fileFor, recall, decided } = await opened();
      const campaign = await launch();
      const { id } = await fileFor(campaign);
      const read = await done(clerk.get(`/v1/filings/${id}`));
      await done(clerk.post(`/v1/filings/${id}/acceptance`, {}, { 'if-match': etagIn(read) }));
      gate.clock.advance({ days: 60 });
      const grave = await decided('INT-08');

      await recall(campaign);

      assert.deepEqual(grave, ['rejected', 'INT-08 grave-beyond-grace']);
      assert.deepEqual(await decided('INT-08'), ['approved']);
    });
  });
});
