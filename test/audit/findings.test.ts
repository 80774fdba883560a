import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { read } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';

const PDF = Buffer.from('%PDF-1.7 the ledger, signed %%EOF');

forEachEngine('statements', (engine) => {
  describe('audit findings', () => {
    let gate: Gate;
    let office: Office;
    let audit: Caller;

    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
      audit = await gate.as('audit');
    });
    afterEach(() => gate.close());

    const raise = async (changes: object = {}): Promise<Response> =>
      audit.post('/v1/audit-findings', {
        agencyCode: office.agencyCode,
        ...{
          severity: 'high',
          text: '未建立软件台账',
          rule: 'INT-05',
          legalBasis: null,
          dueOn: '2026-06-30',
          ...changes,
        },
      });
    const raised = async (changes: object = {}): Promise<Response> => {
      const answer = await raise(changes);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      return answer;
    };
    const act = (caller: Caller, last: Response, path: string, body: object): Promise<Response> =>
      caller.post(`/v1/audit-findings/${last.body.id}/${path}`, body, { 'if-match': etagIn(last) });
    const sendPaper = async (agencyCode: string): Promise<string> => {
      const path = `/v1/evidence-files?agencyCode=${agencyCode}&name=ledger.pdf`;
      const headers = { 'content-type': 'application/pdf' };
      return (await gate.installer.send('post', path, { bytes: PDF, headers })).body.hash;
    };
    const idsIn = async (caller: Caller, query = ''): Promise<readonly string[]> =>
      (await read(caller, `/v1/audit-findings${query}`)).items.map(({ id }: { readonly id: string }) => id);

    it('are answered with a paper, returned when that is not enough, answered again and closed', async () => {
      const file = await sendPaper(office.agencyCode);
      const open = await raised();
      const answered = await act(office.officer, open, 'answers', { text: '已补登记', file });
      const returned = await act(audit, answered, 'returns', { text: '缺少便携式计算机', dueOn: '2026-07-31' });
      const again = await act(office.officer, returned, 'answers', { text: '已全部登记' });
      const closed = await act(audit, again, 'closing', { text: '已抽查，予以销号' });

      assert.deepEqual(
        [open, answered, returned, again, closed].map(({ status, body }) => [status, body.state, body.dueOn]),
        [
          [201, 'open', '2026-06-30'],
          [201, 'answered', '2026-06-30'],
          [200, 'open', '2026-07-31'],
          [201, 'answered', '2026-07-31'],
          [200, 'closed', '2026-07-31'],
        ],
      );
      assert.deepEqual(
        closed.body.steps.map((step: { act: string; file: string | null }) => [step.act, step.file]),
        [
          ['answered', file],
          ['returned', null],
          ['answered', null],
          ['closed', null],
        ],
      );
      const leaves = await gate.db.reader('log_leaves').where({ subject: `audit-finding/${open.body.id}` });
      assert.deepEqual(
        leaves.map(({ type }: { readonly type: string }) => type).toSorted(),
        ['answered', 'answered', 'closed', 'created', 'returned'].map((past) => `audit-finding.${past}`),
      );
      assert.ok(leaves.every(({ bytes }: { readonly bytes: string }) => !bytes.includes('登记')));
    });

    it('are refused what cannot be done to them as they stand, and leave nothing behind', async () => {
      const open = await raised();
      const stale = { 'if-match': '"1"' };
      const closed = await act(audit, open, 'closing', { text: '查无此事' });

      const early = await act(audit, await raised(), 'returns', { text: '请补充', dueOn: '2026-07-01' });
      const late = await act(office.officer, closed, 'answers', { text: '已整改' });
      const unread = await audit.post(`/v1/audit-findings/${open.body.id}/closing`, { text: '销号' }, stale);

      assert.deepEqual(
        [early, late, unread].map(({ status, body }) => [status, body.code]),
        [
          [409, 'audit_finding.state'],
          [409, 'audit_finding.state'],
          [412, 'request.stale'],
        ],
      );
      const { steps } = await read(audit, `/v1/audit-findings/${open.body.id}`);
      assert.equal(steps.length, 1);
    });

    it('name an order of that agency, a rule that there is and a day that comes', async () => {
      const other = await openOffice(gate);
      const foreign = (await other.submit(other.order())).body.order.id;
      const own = (await office.submit(office.order())).body.order.id;

      const wrong = [
        await raise({ order: foreign }),
        await raise({ rule: 'ZZ-99' }),
        await raise({ dueOn: '2026-05-31' }),
        await raise({ agencyCode: '11421000MB1234562Q' }),
      ];

      assert.deepEqual(
        wrong.map(({ status, body }) => [status, body.code, body.errors[0].pointer]),
        [
          [422, 'audit_finding.order', '/order'],
          [422, 'audit_finding.rule', '/rule'],
          [422, 'audit_finding.due_on', '/dueOn'],
          [404, 'agency.not_found', '/agencyCode'],
        ],
      );
      assert.deepEqual(await idsIn(audit), []);
      assert.equal((await raised({ order: own, dueOn: '2026-06-01' })).body.order, own);
    });

    it('take no paper that the agency has not sent, and none of another agency', async () => {
      const other = await openOffice(gate);
      const file = await sendPaper(other.agencyCode);
      const open = await raised();

      const answer = await act(office.officer, open, 'answers', { text: '见附件', file });

      assert.deepEqual(
        [answer.status, answer.body.code, answer.body.errors[0].pointer],
        [422, 'evidence.file', '/file'],
      );
      assert.equal((await read(audit, `/v1/audit-findings/${open.body.id}`)).state, 'open');
    });

    it('are an agency’s own business, and overdue from the day after they are due', async () => {
      const other = await openOffice(gate);
      const mine = (await raised({ dueOn: '2026-06-02' })).body.id;
      const theirs = await raised({ agencyCode: other.agencyCode, dueOn: '2026-06-02', severity: 'low' });
      await act(other.officer, theirs, 'answers', { text: '已整改' });

      assert.deepEqual(await idsIn(office.officer), [mine]);
      assert.deepEqual(await idsIn(audit, '?severity=low'), [theirs.body.id]);
      gate.clock.advance({ days: 1 });
      assert.deepEqual(await idsIn(audit, '?overdue=true'), []);
      assert.equal((await read(audit, `/v1/audit-findings/${mine}`)).overdue, false);
      gate.clock.advance({ days: 1 });
      assert.deepEqual(await idsIn(audit, '?overdue=true'), [mine]);
      assert.equal((await read(office.officer, `/v1/audit-findings/${mine}`)).overdue, true);
      const [alert] = (await read(office.officer, '/v1/alerts?kind=audit-finding-due')).items;
      assert.deepEqual(
        [alert.severity, alert.dueOn, alert.subject.id, alert.title.en],
        ['urgent', '2026-06-02', mine, 'An answer to an audit finding is 1 day overdue'],
      );
    });

    it('keep what people wrote out of the log, the legal basis too, and nobody takes it away unseen', async () => {
      const { id, legalBasis } = (await raised({ legalBasis: '张三所签文件第三条' })).body;
      const leaf = await gate.db
        .reader('log_leaves')
        .where({ subject: `audit-finding/${id}` })
        .first();
      const verify = () =>
        inSnapshot(gate.db, async (tx) => verifyLog(tx, { parse: parseLeaf, projections: await allProjections() }));

      assert.equal((await read(audit, `/v1/audit-findings/${id}`)).legalBasis, legalBasis);
      assert.ok(!leaf.bytes.includes('张三'));
      assert.deepEqual(Object.keys(JSON.parse(leaf.bytes).sealed).toSorted(), [
        ...['/after/legalBasis', '/after/steps', '/after/text'],
      ]);
      assert.equal((await verify()).isSound, true);
      await gate.db.writer('sealed_texts').where({ log_index: leaf.log_index, pointer: '/after/legalBasis' }).delete();
      await gate.db.writer('audit_findings').where({ id }).update({ legal_basis: null });
      const { differences } = await verify();
      assert.deepEqual(
        differences.map(({ table, key }) => [table, key]),
        [['sealed_texts', `${leaf.log_index}/after/legalBasis`]],
      );
    });

    it('are found when somebody changes them beside the log', async () => {
      const { id } = (await raised()).body;
      const verify = () =>
        inSnapshot(gate.db, async (tx) => verifyLog(tx, { parse: parseLeaf, projections: await allProjections() }));
      assert.equal((await verify()).isSound, true);

      await gate.db.writer('audit_findings').where({ id }).update({ due_on: '2027-01-01', text: '无' });

      const { differences } = await verify();
      assert.deepEqual(differences.map(({ table, key, field }) => [table, key, field]).toSorted(), [
        ['audit_findings', id, 'dueOn'],
        ['audit_findings', id, 'text'],
      ]);
    });
  });
});
