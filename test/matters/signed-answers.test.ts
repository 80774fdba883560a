import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { BUREAU, bureau, gateForEachTest, given } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { sign } from '../two-people/two-people.ts';
import { answer, codeOf, mattersOf, PATH, sendAnswer, step } from './matters-support.ts';

/** 720 hours. */
const LAPSE_DAYS = 30;

forEachEngine('statements', (engine) => {
  describe('an answer to what has to be put right', () => {
    const here = gateForEachTest(engine);
    let office: Caller;
    let colleague: Caller;
    let liaison: Caller;
    let approver: Caller;
    let file: string;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      const grant = { agencies: [BUREAU] };
      office = await here.gate.as('legalization-office', { who: 'the maker' });
      colleague = await here.gate.as('legalization-office', { who: 'the signer' });
      liaison = await here.gate.as('agency-liaison', { grant });
      approver = await here.gate.as('agency-approver', { grant, who: 'of answers' });
      file = await paperOf(BUREAU);
    });

    const { opened, paperOf, numbersIn, differences } = mattersOf(here, () => office);
    const read = (last: Response): Promise<Response> => office.get(`${PATH}/${last.body.id}`);
    const onPaper = (by: Caller, { body: { id } }: Response): Promise<Response> =>
      by.post(`${PATH}/${id}/paper-answers`, { text: '盖章答复附后', files: [file] });
    const CLOSING = { act: 'close', text: '已抽查', outcome: 'rectified' };

    it('is one only once the approver has signed it, and says who did', async () => {
      const first = await opened();

      const { body: proposal } = await sendAnswer(liaison, first, { files: [file] });
      const waiting = await read(first);
      const own = await sign(liaison, proposal);
      const signed = await sign(approver, proposal);

      assert.deepEqual([waiting.body.state, waiting.body.steps], ['open', []]);
      const { awaitedAnswer } = waiting.body;
      assert.deepEqual(
        [awaitedAnswer.proposal, awaitedAnswer.madeOn, awaitedAnswer.inTime],
        [...[proposal.id, '2026-06-01', true]],
      );
      assert.ok(own.status >= 400, JSON.stringify(own.body));
      assert.equal(signed.status, 200, JSON.stringify(signed.body));
      const { state, awaitedAnswer: none, steps } = (await read(first)).body;
      assert.deepEqual([state, none, steps.length, steps[0].act], ['answered', null, 1, 'answer']);
      assert.deepEqual([steps[0].signedBy.length, steps[0].signedBy[0].role], [1, 'agency-approver']);
      assert.deepEqual(await differences(), []);
    });

    it('is no step of one person any more, and whoever sends it so is told the way', async () => {
      const sent = await step(liaison, await opened(), { act: 'answer', text: '已卸载', files: [file] });

      assert.deepEqual(codeOf(sent), [409, 'matter.signed_answer']);
      assert.match(sent.body.detail, /answerRectification/);
    });

    it('is sent once: another one waits until the first is signed, refused or withdrawn', async () => {
      const first = await opened();
      const { body: proposal } = await sendAnswer(liaison, first, { files: [file] });

      const again = await sendAnswer(liaison, first, { files: [file] });
      const beside = await onPaper(office, first);
      await approver.post(`/v1/proposals/${proposal.id}/refusal`, { reason: '缺少清单' });
      const third = await sendAnswer(liaison, first, { files: [file] });

      assert.deepEqual([codeOf(again), codeOf(beside)], Array(2).fill([409, 'matter.awaiting_signature']));
      assert.equal(third.status, 202, JSON.stringify(third.body));
    });

    it('that was sent in time keeps the matter from being overdue while it waits, and no longer', async () => {
      const first = await opened({ dueOn: '2026-06-05' });
      const late = await opened({ dueOn: '2026-06-05' });
      await sendAnswer(liaison, first, { files: [file] });
      here.gate.clock.advance({ days: 5 });
      await sendAnswer(liaison, late, { files: [file] });

      const [inTime, tooLate] = [(await read(first)).body, (await read(late)).body];
      const then = await numbersIn(office, '?overdue=true');
      const awaited = await numbersIn(office, '?answerAwaited=true');
      here.gate.clock.advance({ days: LAPSE_DAYS - 5 });

      assert.deepEqual([inTime.overdue, tooLate.overdue], [false, true]);
      assert.deepEqual([inTime.awaitedAnswer.inTime, tooLate.awaitedAnswer.inTime], [true, false]);
      assert.deepEqual([then, awaited], [['2026-000002'], ['2026-000001', '2026-000002']]);
      assert.deepEqual((await read(first)).body.overdue, true);
      assert.deepEqual(await numbersIn(office, '?overdue=true'), ['2026-000001', '2026-000002']);
      assert.deepEqual(await numbersIn(office, '?answerAwaited=true'), ['2026-000002']);
    });

    it('is not closed by who signed it, though that person is of the office too', async () => {
      const { body: person } = await here.gate.installer.post('/v1/persons', {
        ...{ name: '两职', email: 'both@gate.test' },
        roles: [
          { role: 'agency-approver', grant: { agencies: [BUREAU] } },
          { role: 'legalization-office', grant: { region: '421000' } },
        ],
      });
      const keyFor = async (role: string, grant: object): Promise<Caller> => {
        const wish = { label: role, owner: person.id, role, grant, scopes: [], expiresAt: null };
        return here.gate.withKey((await here.gate.installer.post('/v1/api-keys', wish)).body.secret);
      };
      const first = await opened();
      const { body: proposal } = await sendAnswer(liaison, first, { files: [file] });
      await sign(await keyFor('agency-approver', { agencies: [BUREAU] }), proposal);
      const answered = await read(first);

      const own = await step(await keyFor('legalization-office', { region: '421000' }), answered, CLOSING);

      assert.equal(answered.body.state, 'answered');
      assert.deepEqual(codeOf(own), [409, 'matter.same_person']);
      assert.equal((await step(colleague, answered, CLOSING)).body.state, 'closed');
    });

    it('on paper is recorded by two of the office, either of whom closes it', async () => {
      const first = await opened();

      const { body: proposal } = await onPaper(office, first);
      const own = await sign(office, proposal);
      await sign(colleague, proposal);
      const answered = await read(first);
      const closed = await step(office, answered, CLOSING);

      assert.ok(own.status >= 400, JSON.stringify(own.body));
      assert.deepEqual([answered.body.state, answered.body.steps[0].act], ['answered', 'answer-on-paper']);
      assert.deepEqual([closed.status, closed.body.state], [200, 'closed'], JSON.stringify(closed.body));
      assert.equal((await onPaper(liaison, first)).status, 403);
      assert.deepEqual(await differences(), []);
    });

    it('leaves the to-do of the unit while it waits, and stands in that of its approver', async () => {
      const entryOf = async (caller: Caller, kind: string): Promise<number> => {
        const { items } = (await caller.get('/v1/in-tray')).body;
        return items.find((entry: { readonly kind: string }) => entry.kind === kind).count;
      };
      const first = await opened({ dueOn: '2026-06-05' });
      await sendAnswer(liaison, first, { files: [file] });
      const early = await entryOf(liaison, 'rectification-to-answer');
      here.gate.clock.advance({ days: 7 });

      assert.equal(early, 0);
      assert.deepEqual(
        [await entryOf(liaison, 'rectification-overdue'), await entryOf(office, 'rectification-overdue')],
        [0, 0],
      );
      assert.equal(await entryOf(approver, 'proposal-to-sign'), 1);
      const { items } = (await office.get('/v1/alerts?kind=matter-due')).body;
      assert.deepEqual(items, []);
    });

    it('is answered again after a return, as before', async () => {
      const answered = await answer({ gate: here.gate, by: liaison }, await opened(), { files: [file] });
      const returned = await step(office, answered, { act: 'return', text: '缺少清单', dueOn: '2026-06-26' });
      const again = await answer({ gate: here.gate, by: liaison }, returned, { text: '清单附后', files: [file] });

      assert.deepEqual([returned.body.state, again.body.state, again.body.steps.length], ['open', 'answered', 3]);
    });
  });
});
