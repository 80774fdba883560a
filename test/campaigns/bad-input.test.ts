import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { readHead } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
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
} from './campaign-support.ts';

onOneEngine('what is refused is refused before anything is written', (engine) => {
  describe('what does not fit a campaign', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let other: Unit;
    let campaign: string;
    const cells = softwareUse({ computers: 13 });

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      [unit, other] = [await addUnit(gate), await addUnit(gate)];
      campaign = await launchCampaign(county, { needsReasons: false });
    });
    afterEach(() => gate.close());

    const leaves = () => inSnapshot(gate.db, async (tx) => (await readHead(tx)).frontier.size);
    const submit = (body: object) => unit.officer.post(`/v1/campaigns/${campaign}/filings`, body);

    it('is refused cell by cell, with nothing left behind', async () => {
      const before = await leaves();
      const with_ = (changes: object) => submit({ cells: { ...cells, ...changes } });

      const answers = [
        await refused(with_({ 'office.installed': -1 })),
        await refused(with_({ 'office.installed': '1e3' })),
        await refused(with_({ 'office.installed': 99_999_999_999 })),
        await refused(with_({ 'office.unknown': 1 })),
        await refused(with_({ 'office.rate': 1 })),
        await refused(with_({ 'office.genuine': 14 })),
        await refused(submit({ cells: {} })).then(([status, code]) => [status, code]),
        await refused(submit({ cells, reasons: { 'office.unknown': '无' } })),
        await refused(submit({ cells, reason: '更正' })),
        await refused(submit({ cells, files: ['0'.repeat(64)] })),
        await refused(submit({ cells, signedFor: 'rsp_nobody' })),
        await refused(submit({ cells, draftVersion: 3 })),
        await refused(submit({ cells, reporter: other.code })),
      ];

      assert.deepEqual(answers, [
        [422, 'filing.form', '/cells/office.installed'],
        [422, 'filing.form', '/cells/office.installed'],
        [422, 'filing.form', '/cells/office.installed'],
        [422, 'filing.form', '/cells/office.unknown'],
        [422, 'filing.form', '/cells/office.rate'],
        [422, 'filing.checks', '/cells/office.genuine'],
        [422, 'filing.checks'],
        [422, 'filing.form', '/reasons/office.unknown'],
        [409, 'filing.state'],
        [422, 'evidence.file', '/files/0'],
        [422, 'filing.signed_for', '/signedFor'],
        [409, 'filing.draft_changed', '/draftVersion'],
        [404, 'campaign.not_found'],
      ]);
      assert.equal(await leaves(), before);
    });

    it('rests on documents that one can look up: a year or a bare number names none', async () => {
      const draft = await prepareCampaign(county);
      const path = `/v1/campaigns/${draft.body.id}`;
      const change = (...documents: readonly string[]) =>
        county.clerk.patch(path, { documents }, { 'if-match': etagIn(draft) });

      const { status, body } = await change('国版办函〔2017〕2号', '2024');
      assert.deepEqual([status, body.errors[0].pointer], [400, '/documents/1']);
      assert.match(body.errors[0].message, /^应为文件名称、文号或网址，不能只有年份或数字/);
      const { documents } = (await done(change('国版办函〔2017〕2号', '荆州市2024年度工作方案'))).body;
      assert.deepEqual(documents, ['国版办函〔2017〕2号', '荆州市2024年度工作方案']);
    });

    it('asks for 600 cells at most', async () => {
      const many = Object.fromEntries(Array.from({ length: 601 }, (_each, at) => [`a.c${at}`, 1]));

      assert.equal((await submit({ cells: many })).status, 400);
    });

    it('asks whoever files to have read the warnings', async () => {
      const warned = { ...cells, 'osClient.installed': 12, 'osClient.genuine': 12 };

      assert.deepEqual((await refused(submit({ cells: warned }))).slice(0, 2), [422, 'filing.unacknowledged']);
      const read = { cells: warned, acknowledged: ['os-client-on-every-machine'] };
      assert.equal((await signed(submit(read), unit.approver)).state, 'filed');
    });

    it('is no campaign over nobody, nor one that is due before it begins', async () => {
      const draft = async (wish: object) => (await prepareCampaign(county, wish)).body;
      const nobody = await prepareCampaign(county, { except: [unit.code, other.code] });
      const path = `/v1/campaigns/${nobody.body.id}/launch`;
      const asked = county.clerk.post(path, { reason: '发起' }, { 'if-match': etagIn(nobody) });
      assert.deepEqual(await refused(asked), [422, 'campaign.participants', '/ask']);

      const early = await draft({}).then(async (known) => {
        const tag = await done(county.clerk.get(`/v1/campaigns/${known.id}`));
        const late = { 'if-match': etagIn(tag) };
        return refused(county.clerk.patch(`/v1/campaigns/${known.id}`, { dueOn: '2017-06-04' }, late));
      });
      assert.deepEqual(early, [422, 'campaign.days', '/dueOn']);
      const unknown = await draft({});
      const tag = await done(county.clerk.get(`/v1/campaigns/${unknown.id}`));
      const form = county.clerk.patch(
        `/v1/campaigns/${unknown.id}`,
        { form: 'software-use@9' },
        { 'if-match': etagIn(tag) },
      );
      assert.deepEqual(await refused(form), [422, 'campaign.form', '/form']);
      const gone = await prepareCampaign(county, {});
      gate.clock.advance({ days: 15 });
      const late = county.clerk.post(
        `/v1/campaigns/${gone.body.id}/launch`,
        { reason: '发起' },
        { 'if-match': etagIn(gone) },
      );
      assert.deepEqual(await refused(late), [422, 'campaign.days', '/dueOn']);
    });

    it('is not filed again while a signature is awaited, nor by whoever proposed it', async () => {
      const first = await done(submit({ cells }), 202);

      assert.deepEqual(await refused(submit({ cells })), [409, 'filing.awaiting_signature']);
      const draft = await done(unit.officer.get(`/v1/campaigns/${campaign}/draft`));
      assert.equal(draft.body.lockedBy, first.body.id);
      const saved = unit.officer.send('put', `/v1/campaigns/${campaign}/draft`, {
        bytes: JSON.stringify({ cells }),
        headers: { 'if-match': etagIn(draft) },
      });
      assert.deepEqual(await refused(saved), [409, 'filing.awaiting_signature']);
      const line = await done(unit.officer.get(`/v1/campaigns/${campaign}/participants`));
      assert.deepEqual(
        line.body.items.map(({ state }: { readonly state: string }) => state),
        ['awaiting-signature'],
      );
      const { digest, id } = first.body;
      const own = await refused(unit.officer.post(`/v1/proposals/${id}/signatures`, { digest }));
      assert.equal(own[0], 403);
    });

    it('does not overwrite what somebody else has typed', async () => {
      const path = `/v1/campaigns/${campaign}/draft`;
      const save = (tag: string) =>
        unit.officer.send('put', path, {
          bytes: JSON.stringify({ cells: { 'unit.desktops': 13 } }),
          headers: { 'if-match': tag },
        });
      const read = await done(unit.officer.get(path));
      assert.equal(read.body.version, 0);

      const saved = await done(save(etagIn(read)));

      assert.equal(saved.body.version, 1);
      assert.deepEqual(await refused(save(etagIn(read))), [412, 'request.stale']);
      assert.equal(saved.body.check.canBeFiled, false);
      const before = await leaves();
      await done(save(etagIn(saved)));
      assert.equal(await leaves(), before);
    });

    it('is returned with a reason for a cell, to a day that comes, and only once', async () => {
      const { id } = await file(unit, campaign, { computers: 13 });
      const path = `/v1/filings/${id}/returns`;
      const give = async (body: object) => {
        const filing = await done(county.clerk.get(`/v1/filings/${id}`));
        return county.clerk.post(path, body, { 'if-match': etagIn(filing) });
      };
      const why = { 'office.genuine': '与台账不符' };

      const answers = [
        await refused(give({ cells: {} })).then(([status]) => status),
        await refused(give({ cells: { 'office.unknown': '无' } })),
        await refused(give({ cells: why, dueOn: '2017-06-01' })),
        (await give({ cells: why })).status,
        await refused(give({ cells: why })),
      ];

      assert.deepEqual(answers, [
        400,
        [422, 'filing.form', '/cells/office.unknown'],
        [422, 'campaign.days', '/dueOn'],
        200,
        [409, 'filing.state'],
      ]);
      const first = await done(unit.officer.get(`/v1/filings/${id}/revisions/1`));
      assert.deepEqual(first.body.returned.cells, why);
    });

    it('came in on paper when it came in, and is taken by the signatures of two people of the office', async () => {
      const evidence = `/v1/evidence-files?agencyCode=${other.code}&name=form.pdf`;
      const scan = await done(
        gate.installer.send('post', evidence, {
          bytes: Buffer.from('%PDF-1.7 the stamped form %%EOF'),
          headers: { 'content-type': 'application/pdf' },
        }),
        201,
      );
      const body = { reporter: other.code, cells, files: [scan.body.hash] };
      const propose = (receivedOn: string) =>
        county.clerk.post(`/v1/campaigns/${campaign}/paper-filings`, { ...body, receivedOn });
      gate.clock.advance({ days: 15 });
      const strange = [await refused(propose('2017-06-04')), await refused(propose('2017-06-21'))];
      assert.deepEqual(strange, [
        [422, 'filing.received_on', '/receivedOn'],
        [422, 'filing.received_on', '/receivedOn'],
      ]);
      const filing = await signed(propose('2017-06-19'), county.chief);
      assert.deepEqual([filing.newest.basis, filing.state], ['paper', 'accepted']);
      assert.equal(filing.newest.receivedOn, '2017-06-19');
      const line = await done(other.officer.get(`/v1/campaigns/${campaign}/participants`));
      assert.equal(line.body.items[0].timeliness, 'on-time');
      const { counts } = (await done(county.clerk.get(`/v1/campaigns/${campaign}`))).body;
      const { total } = (await done(county.clerk.get(`/v1/campaigns/${campaign}/roll-up?basis=filed`))).body;
      assert.deepEqual([counts.onTime, counts.late, total.onTime, total.late], [1, 0, 1, 0]);
    });
  });
});
