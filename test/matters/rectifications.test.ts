import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import {
  BUREAU,
  bureau,
  gateForEachTest,
  given,
  head,
  LIBRARY,
  leafTypes,
  library,
} from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn } from '../support/gate.ts';
import { proposed, sign } from '../two-people/two-people.ts';
import { answer, codeOf, mattersOf, PATH, sendAnswer, step } from './matters-support.ts';

forEachEngine('statements', (engine) => {
  describe('what an agency has to put right', () => {
    const here = gateForEachTest(engine);
    let office: Caller;
    let liaison: Caller;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
      office = await here.gate.as('legalization-office', { who: 'the maker' });
      liaison = await here.gate.as('agency-liaison', { grant: { agencies: [BUREAU] } });
    });

    const { open, opened, paperOf, numbersIn } = mattersOf(here, () => office);
    it('is listed with the name of whose it is', async () => {
      await opened();
      await opened({ owner: LIBRARY });

      const { body } = await office.get(PATH);

      assert.deepEqual(
        body.items.map(({ owner, ownerName }: { [name: string]: unknown }) => [owner, ownerName]),
        [
          [BUREAU, '荆州市文化和旅游局'],
          [LIBRARY, '荆州市图书馆'],
        ],
      );
    });

    it('is answered with a proof, returned, answered again, and closed by the office', async () => {
      const file = await paperOf(BUREAU);

      const first = await opened();
      const answered = await answer({ gate: here.gate, by: liaison }, first, { text: '已卸载 2 套', files: [file] });
      const returned = await step(office, answered, { act: 'return', text: '缺少清单', dueOn: '2026-06-26' });
      const again = await answer({ gate: here.gate, by: liaison }, returned, { text: '清单附后', files: [file] });
      const closed = await step(office, again, { act: 'close', text: '已抽查', outcome: 'rectified' });

      assert.deepEqual(
        [first, answered, returned, again, closed].map(({ status, body }) => [
          ...[status, body.state, body.awaits, body.dueOn, body.outcome, body.closedOn],
        ]),
        [
          [201, 'open', 'owner', '2026-06-19', null, null],
          [200, 'answered', 'office', '2026-06-19', null, null],
          [200, 'open', 'owner', '2026-06-26', null, null],
          [200, 'answered', 'office', '2026-06-26', null, null],
          [200, 'closed', null, '2026-06-26', 'rectified', '2026-06-01'],
        ],
      );
      const read = await liaison.get(`${PATH}/${first.body.id}`);
      assert.deepEqual(read.body, closed.body);
      assert.deepEqual(
        read.body.steps.map(({ seq, act, text, files }: { [name: string]: unknown }) => [seq, act, text, files]),
        [
          [1, 'answer', '已卸载 2 套', [file]],
          [2, 'return', '缺少清单', []],
          [3, 'answer', '清单附后', [file]],
          [4, 'close', '已抽查', []],
        ],
      );
      assert.deepEqual(await leafTypes(here.gate, `matter/${first.body.id}`), [
        ...['matter.opened', 'matter.stepped', 'matter.stepped', 'matter.stepped', 'matter.closed'],
      ]);
    });

    it('needs a proof, and one that the owner has sent', async () => {
      const foreign = await paperOf(LIBRARY);
      const first = await opened();

      const without = await sendAnswer(liaison, first, { files: [] });
      const ofAnother = await sendAnswer(liaison, first, { files: [foreign] });

      assert.deepEqual(codeOf(without), [422, 'matter.proof']);
      assert.deepEqual(codeOf(ofAnother), [422, 'evidence.file']);
      assert.equal((await liaison.get(`${PATH}/${first.body.id}`)).body.steps.length, 0);
    });

    it('tells whoever cannot do something what can be done now', async () => {
      const file = await paperOf(BUREAU);
      const first = await opened();

      const early = await step(office, first, { act: 'close', text: '已抽查', outcome: 'rectified' });
      const foreign = await step(liaison, first, { act: 'extend', text: '货未到', dueOn: '2026-07-01' });
      const answered = await answer({ gate: here.gate, by: liaison }, first, { text: '已卸载', files: [file] });
      const late = await step(office, first, { act: 'extend', text: '货未到', dueOn: '2026-07-01' });
      const twice = await sendAnswer(liaison, answered, { files: [file] });

      assert.deepEqual(codeOf(early), [409, 'matter.act']);
      assert.match(early.body.detail, /延期、作废|extend, void/);
      assert.deepEqual(
        [codeOf(foreign), codeOf(twice)],
        [
          [409, 'matter.act'],
          [409, 'matter.act'],
        ],
      );
      assert.deepEqual(late.status, 412);
    });

    it('is not closed by who answered, whatever role that person has', async () => {
      const file = await paperOf(BUREAU);
      const { body: person } = await here.gate.installer.post('/v1/persons', {
        ...{ name: '两职', email: 'both@gate.test' },
        roles: [
          { role: 'agency-liaison', grant: { agencies: [BUREAU] } },
          { role: 'legalization-office', grant: { region: '421000' } },
        ],
      });
      const keyFor = async (role: string, grant: object): Promise<Caller> => {
        const wish = { label: role, owner: person.id, role, grant, scopes: [], expiresAt: null };
        return here.gate.withKey((await here.gate.installer.post('/v1/api-keys', wish)).body.secret);
      };
      const asLiaison = await keyFor('agency-liaison', { agencies: [BUREAU] });
      const asOffice = await keyFor('legalization-office', { region: '421000' });
      const answered = await answer({ gate: here.gate, by: asLiaison }, await opened(), { files: [file] });

      const own = await step(asOffice, answered, { act: 'close', text: '已抽查', outcome: 'rectified' });
      const other = await step(office, answered, { act: 'close', text: '已抽查', outcome: 'rectified' });

      assert.deepEqual(codeOf(own), [409, 'matter.same_person']);
      assert.equal(other.body.state, 'closed');
    });

    it('is put off by the office alone, to a later day, and never into the past', async () => {
      const first = await opened();

      const earlier = await step(office, first, { act: 'extend', text: '货未到', dueOn: '2026-06-19' });
      const withoutDay = await step(office, first, { act: 'extend', text: '货未到' });
      const later = await step(office, first, { act: 'extend', text: '货未到', dueOn: '2026-07-01' });
      here.gate.clock.advance({ days: 60 });
      const past = await step(office, later, { act: 'extend', text: '货未到', dueOn: '2026-07-15' });

      assert.deepEqual([codeOf(earlier), codeOf(withoutDay), codeOf(past)], Array(3).fill([422, 'matter.due_on']));
      assert.deepEqual([later.body.dueOn, later.body.steps[0].dueOn], ['2026-07-01', '2026-07-01']);
      assert.deepEqual(codeOf(await open({ dueOn: '2026-06-01' })), [422, 'matter.due_on']);
    });

    it('is returned for the working days of the policy where no day is named', async () => {
      const file = await paperOf(BUREAU);
      const answered = await answer({ gate: here.gate, by: liaison }, await opened({ dueOn: '2026-06-05' }), {
        files: [file],
      });

      const returned = await step(office, answered, { act: 'return', text: '缺少清单' });

      // Monday 1 June and five working days.
      assert.equal(returned.body.dueOn, '2026-06-08');
    });

    it('that is answered early and returned loses no day of the time that it had', async () => {
      const file = await paperOf(BUREAU);
      const answerTo = (last: Response) => answer({ gate: here.gate, by: liaison }, last, { files: [file] });
      const answered = await answerTo(await opened({ dueOn: '2026-07-15' }));

      const byPolicy = await step(office, answered, { act: 'return', text: '缺少清单' });
      const again = await answerTo(byPolicy);
      const earlier = await step(office, again, { act: 'return', text: '缺少发票', dueOn: '2026-06-10' });
      const third = await answerTo(earlier);
      const dayLater = await step(office, third, { act: 'return', text: '缺少验收单', dueOn: '2026-07-16' });
      const past = await step(office, await answerTo(dayLater), {
        ...{ act: 'return', text: '—', dueOn: '2026-05-31' },
      });

      assert.deepEqual(
        [byPolicy, earlier, dayLater].map(({ body }) => [body.dueOn, body.steps.at(-1).dueOn]),
        [
          ['2026-07-15', '2026-07-15'],
          ['2026-07-15', '2026-07-15'],
          ['2026-07-16', '2026-07-16'],
        ],
      );
      assert.deepEqual(codeOf(past), [422, 'matter.due_on']);
    });

    it('that was answered in time is not overdue while the office has not read the answer', async () => {
      const file = await paperOf(BUREAU);
      const first = await opened();
      here.gate.clock.advance({ days: 18 });
      const answered = await answer({ gate: here.gate, by: liaison }, first, { text: '已卸载', files: [file] });
      here.gate.clock.advance({ days: 60 });

      const waiting = await office.get(`${PATH}/${first.body.id}`);
      const overdueThen = await numbersIn(office, '?overdue=true');
      const returned = await step(office, answered, { act: 'return', text: '缺少清单' });

      assert.deepEqual([waiting.body.state, waiting.body.overdue, overdueThen], ['answered', false, []]);
      // Tuesday 18 August and five working days: it is not owed since June.
      assert.deepEqual([returned.body.dueOn, returned.body.overdue], ['2026-08-25', false]);
    });

    it('is not returned by guessed days, but by a day that somebody names', async () => {
      here.gate.clock.advance({ days: 210 });
      const file = await paperOf(BUREAU);
      const first = await opened({ dueOn: '2027-01-05' });
      const answered = await answer({ gate: here.gate, by: liaison }, first, { text: '已卸载', files: [file] });

      const guessed = await step(office, answered, { act: 'return', text: '缺少清单' });
      const named = await step(office, answered, { act: 'return', text: '缺少清单', dueOn: '2027-01-08' });

      assert.deepEqual(codeOf(guessed), [422, 'calendar.year_unknown']);
      assert.equal(named.body.dueOn, '2027-01-08');
    });

    it('is void only by two people, with a reason', async () => {
      const first = await opened();
      const colleague = await here.gate.as('legalization-office', { who: 'the signer' });
      const tag = { 'if-match': etagIn(first) };

      const { body } = await proposed(office, `${PATH}/${first.body.id}/decisions`, { act: 'void', text: '重复' }, tag);
      const before = await office.get(`${PATH}/${first.body.id}`);
      const own = await sign(office, body);
      const signed = await sign(colleague, body);
      const after = await office.get(`${PATH}/${first.body.id}`);

      assert.equal(before.body.state, 'open');
      assert.ok(own.status >= 400, JSON.stringify(own.body));
      assert.equal(signed.status, 200, JSON.stringify(signed.body));
      assert.deepEqual([after.body.state, after.body.awaits, after.body.steps.at(-1).text], ['void', null, '重复']);
      assert.deepEqual(await leafTypes(here.gate, `matter/${first.body.id}`), ['matter.opened', 'matter.voided']);
      assert.deepEqual(codeOf(await step(office, after, { act: 'extend', text: '—', dueOn: '2026-09-01' })), [
        ...[409, 'matter.act'],
      ]);
    });

    it('is seen by its owner and those who own it with it, and by nobody else', async () => {
      const librarian = await here.gate.as('agency-liaison', { grant: { agencies: [LIBRARY] } });
      const shared = await opened({ coOwners: [LIBRARY] });
      const alone = await opened();

      assert.deepEqual(await numbersIn(liaison), ['2026-000001', '2026-000002']);
      assert.deepEqual(await numbersIn(librarian), ['2026-000001']);
      assert.equal((await librarian.get(`${PATH}/${shared.body.id}`)).status, 200);
      assert.deepEqual(codeOf(await librarian.get(`${PATH}/${alone.body.id}`)), [404, 'matter.not_found']);
      assert.deepEqual(codeOf(await sendAnswer(librarian, alone, { files: [] })), [404, 'matter.not_found']);
      assert.deepEqual(codeOf(await open({ coOwners: [BUREAU] })), [422, 'matter.co_owners']);
      assert.deepEqual(codeOf(await open({ owner: '11421000MB0000000X' })), [400, 'request.invalid']);
    });

    it('is answered by its owner, not by who owns it with it', async () => {
      const librarian = await here.gate.as('agency-liaison', { grant: { agencies: [LIBRARY] } });
      const shared = await opened({ coOwners: [LIBRARY] });

      const sent = await sendAnswer(librarian, shared, { files: [await paperOf(BUREAU)] });

      assert.deepEqual(codeOf(sent), [409, 'matter.act']);
    });

    it('is listed by state, by what is awaited, by agency, by region and by what is overdue', async () => {
      const file = await paperOf(BUREAU);
      await opened({ dueOn: '2026-06-02' });
      await answer({ gate: here.gate, by: liaison }, await opened(), { text: '已卸载', files: [file] });
      await opened({ owner: LIBRARY, dueOn: '2026-06-03' });
      here.gate.clock.advance({ days: 2 });

      assert.deepEqual(await numbersIn(office, '?state=answered'), ['2026-000002']);
      assert.deepEqual(await numbersIn(office, '?awaits=owner'), ['2026-000001', '2026-000003']);
      assert.deepEqual(await numbersIn(office, '?overdue=true'), ['2026-000001']);
      assert.deepEqual(await numbersIn(office, `?agencyCode=${LIBRARY}`), ['2026-000003']);
      assert.deepEqual(await numbersIn(office, '?region=421022'), []);
      const page = await office.get(`${PATH}?limit=2`);
      assert.deepEqual(await numbersIn(office, `?limit=2&after=${page.body.next}`), ['2026-000003']);
    });

    it('names a responsible person of its owner, and of no other agency', async () => {
      const { id } = await given(here.gate, '/v1/responsible-persons', head());

      assert.equal((await opened({ responsible: id })).body.responsible, id);
      assert.deepEqual(codeOf(await open({ owner: LIBRARY, responsible: id })), [422, 'matter.responsible']);
    });
  });
});
