import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { BUREAU, bureau, event, gateForEachTest, given, head, leafTypes } from './agency-examples.ts';

const PATH = '/v1/responsible-persons';

describe('responsible persons', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
    });

    it('show their telephone to their agency and to those who keep the register, and its ends to others', async () => {
      const { id } = await given(here.gate, PATH, head());
      const phoneFor = async (
        role: 'audit' | 'finance' | 'legalization-office' | 'procurement-officer',
      ): Promise<string> => {
        const { body } = await (await here.gate.as(role)).get(`${PATH}/${id}`);
        return body.phone;
      };

      assert.equal(await phoneFor('procurement-officer'), '13807161234');
      assert.equal(await phoneFor('legalization-office'), '13807161234');
      assert.equal(await phoneFor('audit'), '138****1234');
      assert.equal(await phoneFor('finance'), '138****1234');
    });

    it('are kept by the liaison of their agency, who has nothing to do with its orders', async () => {
      const liaison = await here.gate.as('agency-liaison', { grant: { agencies: [BUREAU] } });

      const added = await liaison.post(PATH, head());
      const read = await liaison.get(`${PATH}/${added.body.id}`);
      const orders = await liaison.get('/v1/orders');
      const checked = await liaison.post('/v1/checks', {});

      assert.deepEqual([added.status, read.body.phone], [201, '13807161234']);
      assert.deepEqual([orders.status, orders.body.code], [403, 'access.role']);
      assert.deepEqual([checked.status, checked.body.code], [403, 'access.role']);
    });

    it('are in the log without name and telephone, and readable from it until these are erased', async () => {
      const { id, tag, logIndex } = await given(here.gate, PATH, head());
      const patched = await here.gate.installer.patch(
        `${PATH}/${id}`,
        { name: '陈建设', phone: null },
        { 'if-match': tag },
      );

      const before = await here.gate.installer.get(`${PATH}/${id}?asOf=${logIndex}`);
      await here.gate.db.writer('sealed_texts').where({ log_index: logIndex }).delete();
      const erased = await here.gate.installer.get(`${PATH}/${id}?asOf=${logIndex}`);

      assert.equal(patched.body.name, '陈建设');
      assert.deepEqual([before.body.name, before.body.phone], ['陈建国', '13807161234']);
      assert.deepEqual([erased.body.name, erased.body.position], ['（已删除 / erased）', '局长']);
      const leaves: { bytes: string }[] = await here.gate.db
        .reader('log_leaves')
        .where({ subject: `responsible-person/${id}` });
      assert.equal(leaves.length, 2);
      assert.ok(leaves.every(({ bytes }) => !bytes.includes('陈建') && !bytes.includes('13807161234')));
    });

    it('answer a repeated request from the log, so that no second copy of a name is kept', async () => {
      const key = { 'idempotency-key': 'head-1' };

      const first = await here.gate.installer.post(PATH, head(), key);
      const again = await here.gate.installer.post(PATH, head(), key);

      assert.deepEqual(again.body, first.body);
      const [remembered] = await here.gate.db.reader('idempotency_keys');
      assert.ok(!remembered.answer.includes('陈建国'));
    });

    it('are the head one after another and never two at once', async () => {
      const { id, tag } = await given(here.gate, PATH, head());

      const second = await here.gate.installer.post(PATH, head({ name: '李红', from: '2026-04-01' }));
      await here.gate.installer.post(`${PATH}/${id}/events`, event({ until: '2026-03-31' }), { 'if-match': tag });
      const sameDay = await here.gate.installer.post(PATH, head({ name: '李红', from: '2026-03-31' }));
      const nextDay = await here.gate.installer.post(PATH, head({ name: '李红', from: '2026-04-01' }));

      assert.deepEqual([second.status, sameDay.status, nextDay.status], [409, 409, 201]);
      assert.equal(second.body.code, 'responsible_person.duty_taken');
    });

    it('keep their reason out of the log as well, since it often names somebody', async () => {
      const { id, tag } = await given(here.gate, PATH, head());

      await here.gate.installer.post(`${PATH}/${id}/events`, event({ until: '2026-06-30' }, { reason: '陈建国退休' }), {
        'if-match': tag,
      });

      const [leaf] = await here.gate.db.reader('log_leaves').where({ type: 'responsible-person.changed' });
      assert.ok(!leaf.bytes.includes('退休'));
      assert.ok(JSON.parse(leaf.bytes).sealed['/reason'].startsWith('sha256:'));
    });

    it('belong to an agency that is known, and end no earlier than they begin', async () => {
      const unknown = await here.gate.installer.post(PATH, head({ agencyCode: '12421000MB22334456' }));
      const backwards = await here.gate.installer.post(PATH, head({ until: '2025-12-31' }));

      assert.deepEqual([unknown.status, unknown.body.code], [404, 'agency.not_found']);
      assert.deepEqual([backwards.status, backwards.body.code], [422, 'responsible_person.period']);
    });

    it('are listed by the day they are in their duty', async () => {
      await given(here.gate, PATH, head({ until: '2026-03-31' }));
      const { id } = await given(here.gate, PATH, head({ name: '李红', from: '2026-04-01' }));
      const idsOn = async (day: string): Promise<readonly string[]> => {
        const { body } = await here.gate.installer.get(`${PATH}?duty=head&on=${day}`);
        return body.items.map((person: { id: string }) => person.id);
      };

      assert.deepEqual(await idsOn('2026-04-01'), [id]);
      assert.equal((await idsOn('2026-03-31')).includes(id), false);
      assert.deepEqual(await idsOn('2025-12-31'), []);
      assert.deepEqual(await leafTypes(here.gate, `responsible-person/${id}`), ['responsible-person.created']);
    });

    it('hand a duty over in one act, without a day that has nobody or two', async () => {
      const { id, tag } = await given(here.gate, PATH, head());
      const asked = {
        from: '2026-06-01',
        reason: '陈建国退休',
        next: { name: '李红', rank: 'division', mobile: '13807165678' },
      };

      const answer = await here.gate.installer.post(`${PATH}/${id}/hand-over`, asked, { 'if-match': tag });

      const { ended, begun } = answer.body;
      assert.equal(answer.status, 201);
      assert.deepEqual([ended.until, ended.endReason], ['2026-05-31', '陈建国退休']);
      assert.deepEqual([begun.duty, begun.name, begun.from, begun.until], ['head', '李红', '2026-06-01', null]);
      assert.deepEqual([begun.rank, begun.department, begun.mobile], ['division', null, '13807165678']);
      const { body } = await (await here.gate.as('finance')).get(`${PATH}/${begun.id}`);
      assert.equal(body.mobile, null);
      const leaves: { bytes: string }[] = await here.gate.db
        .reader('log_leaves')
        .where('type', 'like', 'responsible-person.%');
      assert.equal(leaves.length, 3);
      assert.ok(leaves.every(({ bytes }) => !/退休|李红|13807165678/.test(bytes)));
    });

    it('hand over only what lasts until then, and leave nothing behind if they cannot', async () => {
      const { id, tag } = await given(here.gate, PATH, head({ until: '2026-06-30' }));
      const over = (from: string, next: object = { name: '李红' }) =>
        here.gate.installer.post(`${PATH}/${id}/hand-over`, { from, reason: '岗位轮换', next }, { 'if-match': tag });

      const refused = [await over('2026-01-01'), await over('2026-07-02')];
      const unnamed = await over('2026-06-01', { name: ' ' });
      const lastDay = await over('2026-07-01');

      assert.deepEqual(
        refused.map(({ status, body }) => [status, body.code, body.errors[0].pointer]),
        [
          [422, 'responsible_person.hand_over', '/from'],
          [422, 'responsible_person.hand_over', '/from'],
        ],
      );
      assert.equal(unnamed.status, 400);
      assert.equal(lastDay.status, 201);
      assert.deepEqual(await leafTypes(here.gate, `responsible-person/${id}`), [
        'responsible-person.created',
        'responsible-person.changed',
      ]);
    });
  });
});
