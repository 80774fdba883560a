import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { removeOldDrafts } from '../../src/drafts/remove-old-drafts-job.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';

const TYPED = { reference: 'CG-1', lines: [{ description: '办公用台式计算机' }] };

describe('a draft', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let office: Office;
    let approver: Caller;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
      approver = await gate.as('agency-approver', { grant: { agencies: [office.agencyCode] } });
    });
    after(() => gate.close());

    const kept = async (content: object = TYPED, by = office): Promise<Response> => {
      const body = { agencyCode: by.agencyCode, kind: 'order', title: 'CG-1', content };
      const answer = await by.officer.post('/v1/drafts', body);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer;
    };
    const act = (caller: Caller, last: Response, [method, path]: readonly ['put' | 'post', string], body: object) =>
      caller.send(method, `/v1/drafts/${last.body.id}${path}`, {
        bytes: JSON.stringify(body),
        headers: { 'if-match': etagIn(last) },
      });
    const save = (caller: Caller, last: Response, content: object) =>
      act(caller, last, ['put', ''], { title: 'CG-1', content });
    const handOver = (last: Response, body: object) => act(office.officer, last, ['post', '/review'], body);
    const answer = (caller: Caller, last: Response, body: object) => act(caller, last, ['post', '/opinion'], body);
    const listed = async (caller: Caller, query = ''): Promise<readonly { readonly id: string }[]> =>
      (await caller.get(`/v1/drafts?${query}`)).body.items;

    it('is read as it was typed by the people of the agency, and by nobody else', async () => {
      const { body } = await kept();
      const other = await openOffice(gate);

      const read = await approver.get(`/v1/drafts/${body.id}`);
      assert.deepEqual([read.body.content, read.body.masked, read.body.removedOn], [TYPED, false, '2026-08-30']);
      assert.equal(read.body.madeBy.name, 'procurement-officer of a test');
      assert.deepEqual(
        (await listed(office.officer)).map(({ id }) => id),
        [body.id],
      );
      assert.equal((await other.officer.get(`/v1/drafts/${body.id}`)).status, 404);
      assert.deepEqual(await listed(other.officer), []);
      const foreign = { agencyCode: office.agencyCode, kind: 'order', title: 'CG-1', content: {} };
      assert.equal((await other.officer.post('/v1/drafts', foreign)).status, 404);
    });

    it('is saved again only by whoever read it last, and leaves no leaf', async () => {
      const first = await kept();
      const { size } = (await gate.installer.get('/v1/log/head')).body;

      const saved = await save(approver, first, { lines: [] });
      const late = await save(office.officer, first, { lines: [1] });

      assert.deepEqual([saved.status, late.status, late.body.code], [200, 412, 'request.stale']);
      assert.deepEqual((await office.officer.get(`/v1/drafts/${first.body.id}`)).body.content, { lines: [] });
      assert.equal((await gate.installer.get('/v1/log/head')).body.size, size);
      const tag = { headers: { 'if-match': etagIn(saved) } };
      assert.equal((await office.officer.send('delete', `/v1/drafts/${first.body.id}`, tag)).status, 200);
      assert.equal((await office.officer.get(`/v1/drafts/${first.body.id}`)).status, 404);
    });

    it('is agreed to by any approver or the colleague who was asked, until it is saved again', async () => {
      const asked = await handOver(await kept(), { remark: '请审阅' });
      assert.equal((await answer(office.officer, asked, { opinion: 'agreed' })).body.code, 'draft.not_asked');
      assert.deepEqual((await listed(approver, 'asked=me')).length, 1);

      const agreed = await answer(approver, asked, { opinion: 'agreed', remark: '可以提交' });
      const saved = await save(office.officer, agreed, TYPED);

      assert.deepEqual([agreed.body.review.opinion, agreed.body.review.opinionRemark], ['agreed', '可以提交']);
      assert.equal(agreed.body.review.opinionBy.name, 'agency-approver of a test');
      assert.deepEqual([saved.body.review, await listed(approver, 'asked=me')], [null, []]);
    });

    it('is checked by the approver before he agrees, in his agency only, and nothing is stored', async () => {
      const typed = office.order({ quantity: 2 });
      const { body } = await kept(typed);
      const { content } = (await approver.get(`/v1/drafts/${body.id}`)).body;
      const { size } = (await gate.installer.get('/v1/log/head')).body;

      const checked = await approver.post('/v1/checks', content);

      assert.equal(checked.status, 200, JSON.stringify(checked.body));
      assert.equal(checked.body.decision.outcome, 'approved', JSON.stringify(checked.body.decision.findings));
      assert.ok(checked.body.budget.every(({ isEnough }: { isEnough: boolean }) => isEnough));
      assert.equal((await gate.installer.get('/v1/log/head')).body.size, size);
      const other = await openOffice(gate);
      assert.equal((await approver.post('/v1/checks', other.order())).status, 404);
      assert.equal((await approver.post('/v1/orders', typed)).status, 403);
    });

    it('keeps why it was returned while it is mended, and is handed to nobody outside the agency', async () => {
      const first = await kept();
      const outside = (await kept(TYPED, await openOffice(gate))).body.madeBy.person;
      assert.equal((await handOver(first, { person: outside, remark: '请审阅' })).body.code, 'draft.reviewer');
      const { person } = (await approver.get(`/v1/drafts/${first.body.id}`)).body.madeBy;
      const asked = await handOver(first, { person, remark: '请复核' });

      const returned = await answer(office.officer, asked, { opinion: 'returned', remark: '单价过高' });
      const mended = await save(office.officer, returned, TYPED);

      assert.deepEqual([mended.body.review.opinion, mended.body.review.opinionRemark], ['returned', '单价过高']);
    });

    it('goes on waiting while its maker mends it, and is answered only as it stands now', async () => {
      const asked = await handOver(await kept(), { remark: '请审阅' });

      const mended = await save(office.officer, asked, { lines: [] });
      const late = await answer(approver, asked, { opinion: 'agreed' });

      assert.deepEqual([mended.body.review.remark, mended.body.review.opinion], ['请审阅', null]);
      assert.deepEqual([late.status, (await listed(approver, 'asked=me')).length], [412, 1]);
      assert.equal((await answer(approver, mended, { opinion: 'agreed' })).body.review.opinion, 'agreed');
    });

    it('can be handed to the people of the agency, who are listed by name without the caller', async () => {
      const first = await kept();
      const grant = { agencies: [office.agencyCode] };
      await gate.as('procurement-officer', { grant, who: 'a colleague' });
      await openOffice(gate);

      const all = await office.officer.get(`/v1/drafts/${first.body.id}/reviewers`);
      const page = await office.officer.get(`/v1/drafts/${first.body.id}/reviewers?limit=1`);
      const rest = await office.officer.get(`/v1/drafts/${first.body.id}/reviewers?after=${page.body.next}`);

      assert.deepEqual(
        all.body.items.map(({ name, role }: { name: string; role: string }) => [name, role]),
        [
          ['agency-approver of a test', 'agency-approver'],
          ['procurement-officer of a test', 'procurement-officer'],
        ],
      );
      assert.deepEqual([...page.body.items, ...rest.body.items], all.body.items);
      for (const { person } of all.body.items) {
        assert.notEqual(person, first.body.madeBy.person);
        assert.equal((await handOver(await kept(), { person, remark: '请审阅' })).status, 200);
      }
    });

    it('is listed for whoever made it, took it over or was answered, and counted in the in-tray as it is listed', async () => {
      const trayOf = async (caller: Caller): Promise<object> => {
        const { items } = (await caller.get('/v1/in-tray')).body;
        const drafts = items.filter(({ kind }: { kind: string }) => kind.startsWith('draft-'));
        for (const { query, count } of drafts) {
          assert.equal((await listed(caller, String(new URLSearchParams(query)))).length, count);
        }
        return Object.fromEntries(drafts.map(({ kind, count }: { kind: string; count: number }) => [kind, count]));
      };
      const grant = { agencies: [office.agencyCode] };
      const colleague = await gate.as('procurement-officer', { grant, who: 'another colleague' });
      const returned = await answer(approver, await handOver(await kept(), { remark: '一' }), { opinion: 'returned' });
      await answer(approver, await handOver(await kept(), { remark: '二' }), { opinion: 'agreed' });
      await handOver(await kept(), { remark: '三' });
      await kept();

      assert.deepEqual((await listed(colleague, 'author=me')).length, 0);
      await save(colleague, returned, TYPED);

      assert.deepEqual((await listed(office.officer, 'author=me')).length, 4);
      assert.deepEqual(
        (await listed(colleague, 'author=me')).map(({ id }) => id),
        [returned.body.id],
      );
      const none = { 'draft-to-answer': 0, 'draft-returned': 0, 'draft-agreed': 0 };
      assert.deepEqual(await trayOf(office.officer), { ...none, 'draft-returned': 1, 'draft-agreed': 1 });
      assert.deepEqual(await trayOf(colleague), { ...none, 'draft-returned': 1 });
      assert.deepEqual(await trayOf(approver), { ...none, 'draft-to-answer': 1 });
    });

    it('that is classified is masked for colleagues whom it was not handed to', async () => {
      const { body } = await kept({ ...TYPED, classified: true });
      const grant = { agencies: [office.agencyCode] };
      const colleague = await gate.as('procurement-officer', { grant, who: 'a colleague' });

      const read = await colleague.get(`/v1/drafts/${body.id}`);

      assert.deepEqual([read.body.masked, read.body.title, read.body.content], [true, null, null]);
      assert.equal((await save(colleague, read, {})).body.code, 'draft.masked');
      assert.deepEqual((await approver.get(`/v1/drafts/${body.id}`)).body.content, { ...TYPED, classified: true });
    });

    it('loses what is erased of people', async () => {
      const wish = {
        agencyCode: office.agencyCode,
        duty: 'liaison',
        name: '欧阳修远',
        from: '2026-01-01',
        until: null,
      };
      const made = await gate.installer.post('/v1/responsible-persons', { ...wish, until: '2026-05-01' });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const { body } = await kept({ contact: '欧阳修远', ...TYPED });
      const erasure = { subject: `responsible-person/${made.body.id}`, reason: '本人申请删除个人信息，已不在岗' };

      const erased = await gate.installer.post('/v1/log/erasures', erasure);

      assert.equal(erased.status, 201, JSON.stringify(erased.body));
      const { content } = (await office.officer.get(`/v1/drafts/${body.id}`)).body;
      assert.deepEqual(content, { contact: '（已删除 / erased）', ...TYPED });
    });

    it('of a bureau is a waiver, read and listed by the people of that bureau alone', async () => {
      const finance = await gate.as('finance', { grant: { agencies: [office.agencyCode] } });
      const colleague = await gate.as('finance', { grant: { agencies: [office.agencyCode] } });
      const legalization = await gate.as('legalization-office', { grant: { agencies: [office.agencyCode] } });
      const wish = { agencyCode: office.agencyCode, orderId: 'ord_1', title: 'HW-02', content: { text: '同意' } };
      const own = await kept();
      const made = await finance.post('/v1/drafts', { ...wish, kind: 'waiver' });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      assert.equal((await finance.post('/v1/drafts', { ...wish, kind: 'order' })).body.code, 'draft.kind');

      const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
      assert.deepEqual(ids(await listed(finance)), [made.body.id]);
      assert.deepEqual(ids(await listed(colleague, 'kind=waiver')), [made.body.id]);
      assert.deepEqual([await listed(legalization), ids(await listed(approver))], [[], [own.body.id]]);
      const saved = await save(colleague, made, { text: '同意豁免' });
      assert.equal(saved.status, 200, JSON.stringify(saved.body));
      for (const stranger of [office.officer, approver, legalization]) {
        assert.equal((await stranger.get(`/v1/drafts/${made.body.id}`)).status, 404);
        assert.equal((await save(stranger, saved, {})).status, 404);
      }
      assert.equal((await finance.get(`/v1/drafts/${own.body.id}`)).status, 404);
      const tag = { headers: { 'if-match': etagIn(saved) } };
      assert.equal((await finance.send('delete', `/v1/drafts/${made.body.id}`, tag)).status, 200);
    });

    it('is removed after 90 days without a change, and an agency keeps a thousand', async () => {
      const { body } = await kept();
      const [row] = await gate.db.reader('drafts').where({ id: body.id });
      const many = Array.from({ length: 999 }, (_, index) => ({ ...row, id: `drf_many_${body.id}_${index}` }));
      for (let start = 0; start < many.length; start += 40) {
        await gate.db.writer('drafts').insert(many.slice(start, start + 40));
      }
      const wish = { agencyCode: office.agencyCode, kind: 'order', title: 'CG-1', content: {} };
      assert.equal((await office.officer.post('/v1/drafts', wish)).body.code, 'draft.too_many');

      gate.clock.advance({ days: 90 });
      await removeOldDrafts(gate.db, { clock: gate.clock.now });
      assert.equal((await listed(office.officer)).length, 50);
      gate.clock.advance({ days: 1 });
      await removeOldDrafts(gate.db, { clock: gate.clock.now });

      assert.deepEqual(await listed(office.officer), []);
    });
  });
});
