import assert from 'node:assert/strict';
import type { Response } from 'supertest';
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
  type UseWish,
} from '../campaigns/campaign-support.ts';
import { answer, mattersOf } from '../matters/matters-support.ts';
import { download } from '../reports/reports-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate, testClock } from '../support/gate.ts';

interface Opened {
  readonly id: string;
  readonly cell: string;
  readonly matter: string | null;
  readonly dueOn: string;
}

onOneEngine('other files run its statements on both', (engine) => {
  describe('an office of two people', () => {
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

    const { paperOf, differences } = {
      paperOf: (code: string) => mattersOf({ gate }, () => county.clerk).paperOf(code),
      differences: () => mattersOf({ gate }, () => county.clerk).differences(),
    };
    const proposePaper = async (caller: Caller, wish: UseWish, more: object = {}): Promise<Response> =>
      caller.post(`/v1/campaigns/${campaign}/paper-filings`, {
        ...{ reporter: unit.code, cells: softwareUse(wish), receivedOn: '2017-06-05' },
        ...{ files: [await paperOf(unit.code)], ...more },
      });
    const close = () =>
      signed(county.clerk.post(`/v1/campaigns/${campaign}/closing`, { reason: '报送结束' }), county.chief);
    const accept = async (caller: Caller, id: string) =>
      caller.post(
        `/v1/filings/${id}/acceptance`,
        {},
        { 'if-match': etagIn(await done(caller.get(`/v1/filings/${id}`))) },
      );
    const cellsIn = (opened: readonly Opened[]) => opened.map(({ cell }) => cell);
    const stateOf = async (matter: string | null | undefined) =>
      (await done(county.clerk.get(`/v1/matters/${matter}`))).body;

    it('takes a stamped paper to accepted and to a rectification with its two signatures, and reads that before', async () => {
      const { body: proposal } = await done(proposePaper(county.clerk, { computers: 6, office: 2 }), 202);
      const tried = (await done(county.chief.get(`/v1/proposals/${proposal.id}`))).body.preview.body;
      const before = (await done(county.clerk.get('/v1/matters'))).body.items;

      const { result } = (
        await done(county.chief.post(`/v1/proposals/${proposal.id}/signatures`, { digest: proposal.digest }))
      ).body;

      assert.deepEqual([tried.state, cellsIn(tried.newest.opened)], ['accepted', ['office.ungenuine']]);
      assert.deepEqual([tried.newest.opened[0].matter, before], [null, []]);
      const filing = (await done(unit.officer.get(`/v1/filings/${result.body.id}`))).body;
      assert.deepEqual(
        [filing.state, filing.newest.basis, filing.newest.acceptedAt !== null],
        ['accepted', 'paper', true],
      );
      const [opened] = filing.newest.opened;
      const matter = await stateOf(opened.matter);
      assert.deepEqual([matter.owner, matter.state, matter.dueOn], [unit.code, 'open', opened.dueOn]);
      assert.deepEqual(matter.source, { filing: filing.id, revision: 1, cell: 'office.ungenuine' });
      const { total } = (await done(county.clerk.get(`/v1/campaigns/${campaign}/roll-up?basis=accepted`))).body;
      assert.deepEqual([total.filed, total.accepted], [1, 1]);
      assert.deepEqual(await differences(), []);
    });

    it('names on its ledger the form that showed a problem and the row and column, by no id', async () => {
      const { body: proposal } = await done(proposePaper(county.clerk, { computers: 6, office: 2 }), 202);
      await done(county.chief.post(`/v1/proposals/${proposal.id}/signatures`, { digest: proposal.digest }));

      const from = { gate, finance: county.clerk };
      const papers = ['zh-CN', 'en'].map((language) => `/v1/reports/rectifications?format=csv&lang=${language}`);
      const [zh = '', en = ''] = await Promise.all(papers.map(async (path) => (await download(from, path)).text));

      assert.match(zh, /,报表“软件使用情况统计表”第 1 版：办公软件 非正版数,/);
      assert.match(en, /"filing “Software use statistics”, revision 1: Office software, not genuine"/);
      for (const paper of [zh, en]) assert.doesNotMatch(paper, /fil_|office\.ungenuine/);
    });

    it('leaves a paper to be read where who typed it buys for the unit; who signed it accepts it, who buys does not', async () => {
      const { body: person } = await gate.installer.post('/v1/persons', {
        ...{ name: '两职', email: 'both@gate.test' },
        roles: [
          { role: 'procurement-officer', grant: { agencies: [unit.code] } },
          { role: 'legalization-office', grant: { region: '421022' } },
        ],
      });
      const key = {
        ...{ label: 'office', owner: person.id, role: 'legalization-office', grant: { region: '421022' } },
        ...{ scopes: [], expiresAt: null },
      };
      const both = gate.withKey((await gate.installer.post('/v1/api-keys', key)).body.secret);
      const filed = await signed(proposePaper(both, { computers: 6, office: 2 }), county.chief);
      assert.deepEqual([filed.state, filed.newest.opened], ['filed', []]);

      const own = await accept(both, filed.id);
      const signer = await accept(county.chief, filed.id);

      assert.deepEqual([own.status, own.body.code], [403, 'filing.same_person']);
      assert.equal(signer.status, 200, JSON.stringify(signer.body));
      assert.deepEqual(cellsIn(signer.body.opened), ['office.ungenuine']);
      assert.deepEqual(await differences(), []);
    });

    it('still does not accept what its own people filed in the gate', async () => {
      const { body: person } = await gate.installer.post('/v1/persons', {
        ...{ name: '审批又审核', email: 'signer@gate.test' },
        roles: [
          { role: 'agency-approver', grant: { region: '421022' } },
          { role: 'legalization-office', grant: { region: '421022' } },
        ],
      });
      const keyOf = async (role: string): Promise<Caller> => {
        const wish = { label: role, owner: person.id, role, grant: { region: '421022' }, scopes: [], expiresAt: null };
        return gate.withKey((await gate.installer.post('/v1/api-keys', wish)).body.secret);
      };
      const cells = softwareUse({ computers: 6 });
      const body = { cells, reporter: unit.code };
      const path = `/v1/campaigns/${campaign}/filings`;
      const filed = await signed(unit.officer.post(path, body), await keyOf('agency-approver'));

      const own = await accept(await keyOf('legalization-office'), filed.id);

      assert.deepEqual([own.status, own.body.code], [403, 'filing.same_person']);
      assert.equal((await accept(county.clerk, filed.id)).status, 200);
    });

    it('opens what a correction after the close shows, in the name of who signed for the office', async () => {
      await close();
      const body = { cells: softwareUse({ computers: 6, office: 2 }), reason: '关闭后补报' };
      const path = `/v1/campaigns/${campaign}/filings`;
      const { body: proposal } = await done(unit.officer.post(path, body), 202);
      const tried = (await done(unit.approver.get(`/v1/proposals/${proposal.id}`))).body.preview.body;
      const sign = (caller: Caller) =>
        done(caller.post(`/v1/proposals/${proposal.id}/signatures`, { digest: proposal.digest }));
      await sign(unit.approver);
      const { result } = (await sign(county.chief)).body;

      assert.deepEqual(cellsIn(tried.newest.opened), ['office.ungenuine']);
      const [opened] = result.body.newest.opened;
      const matter = await stateOf(opened.matter);
      const { signedBy } = result.body.newest;
      assert.deepEqual([matter.state, matter.owner], ['open', unit.code]);
      assert.deepEqual([signedBy.length, matter.actedBy.name], [2, signedBy[1].name]);
      assert.notEqual(signedBy[0].name, signedBy[1].name);
      assert.deepEqual(await differences(), []);
    });

    it('does not open twice what is being put right already, and opens again what was closed', async () => {
      const filed = await signed(proposePaper(county.clerk, { computers: 6, office: 2 }), county.chief);
      const [first] = filed.newest.opened;
      await close();
      const correct = (wish: UseWish) => signed(proposePaper(county.clerk, wish, { reason: '更正' }), county.chief);

      const again = await correct({ computers: 6, office: 3, antivirus: 1 });
      const paper = await paperOf(unit.code);
      const open = await done(unit.officer.get(`/v1/matters/${first.matter}`));
      const steps = `/v1/matters/${first.matter}/steps`;
      const answered = await answer({ gate, by: unit.officer }, open, { files: [paper] });
      const closing = { act: 'close', text: '已抽查', outcome: 'rectified' };
      await done(county.chief.post(steps, closing, { 'if-match': etagIn(answered) }));
      const third = await correct({ computers: 6, office: 1, antivirus: 1 });

      const matters = ({ newest }: Response['body']) =>
        Object.fromEntries(newest.opened.map(({ cell, matter }: Opened) => [cell, matter]));
      assert.equal(matters(again)['office.ungenuine'], first.matter);
      assert.notEqual(matters(third)['office.ungenuine'], first.matter);
      assert.equal(matters(third)['antivirusClient.ungenuine'], matters(again)['antivirusClient.ungenuine']);
      const { items } = (await done(county.clerk.get('/v1/matters'))).body;
      assert.deepEqual(
        items.map(({ state }: { readonly state: string }) => state),
        ['closed', 'open', 'open'],
      );
      assert.deepEqual(await differences(), []);
    });

    it('returns a paper that it has taken, and takes the new one with its two signatures again', async () => {
      const { id } = await signed(proposePaper(county.clerk, { computers: 6 }), county.chief);
      const tag = { 'if-match': etagIn(await done(county.clerk.get(`/v1/filings/${id}`))) };
      assert.deepEqual(await refused(county.clerk.post(`/v1/filings/${id}/acceptance`, {}, tag)), [
        ...[409, 'filing.state'],
      ]);
      const why = { cells: { 'unit.desktops': '与台账不符' }, dueOn: '2017-06-23' };
      await done(county.clerk.post(`/v1/filings/${id}/returns`, why, tag));

      const again = await signed(proposePaper(county.clerk, { computers: 7 }), county.chief);

      assert.deepEqual([again.id, again.state, again.revision], [id, 'accepted', 2]);
      assert.deepEqual(await differences(), []);
    });

    it('finds out when a row says that nobody took a paper, or that it opened nothing', async () => {
      const filed = await signed(proposePaper(county.clerk, { computers: 6, office: 2 }), county.chief);
      const own = () => gate.db.writer('filing_revisions').where({ filing_id: filed.id });
      await own().update({ opened: '[]' });
      const opened = await differences();
      await own().update({ accepted_index: null, accepted_at: null });

      assert.deepEqual(opened, ['filing_revisions differs opened']);
      assert.ok((await differences()).includes('filing_revisions differs accepted_index'));
    });

    it('opens nothing for a unit that files in the gate until somebody has read it', async () => {
      const filed = await file(unit, campaign, { computers: 6, office: 2 });

      assert.deepEqual([filed.state, filed.newest.opened], ['filed', []]);
      assert.deepEqual((await done(county.clerk.get('/v1/matters'))).body.items, []);
    });
  });
});
