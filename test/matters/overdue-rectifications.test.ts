import assert from 'node:assert/strict';
import { decidedBy, softwareAlone } from '../orders/tricky-cases/told-by-rule.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { answer, mattersOf, PATH, sendAnswer } from './matters-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('an order of an agency that has something to put right', () => {
    let gate: Gate;
    let office: Office;
    let bureau: Caller;

    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
      bureau = await gate.as('legalization-office');
    });
    afterEach(() => gate.close());

    const open = async (severity: 'high' | 'low') => {
      const wish = {
        kind: 'rectification',
        title: '2 套无授权',
        owner: office.agencyCode,
        dueOn: '2026-06-19',
        severity,
      };
      const opened = await bureau.post(PATH, wish);
      assert.equal(opened.status, 201, JSON.stringify(opened.body));
      return opened;
    };
    const paper = () => mattersOf({ gate }, () => bureau).paperOf(office.agencyCode);
    const decided = (order = office.order()) => decidedBy(office, 'INT-08', order);

    it('passes as long as the day is not over', async () => {
      await open('high');
      gate.clock.advance({ days: 18 });

      assert.deepEqual(await decided(), ['approved']);
    });

    it('goes to a person from the next day, and is refused 16 days later if it is grave', async () => {
      await open('high');
      gate.clock.advance({ days: 19 });
      const next = await decided();
      gate.clock.advance({ days: 14 });
      const within = await decided();
      gate.clock.advance({ days: 1 });
      const beyond = await decided();

      assert.deepEqual([next, within], Array(2).fill(['referred', 'INT-08 overdue']));
      assert.deepEqual(beyond, ['rejected', 'INT-08 grave-beyond-grace']);
    });

    it('is only looked at by a person, however late, if it is not grave', async () => {
      await open('low');
      gate.clock.advance({ days: 60 });

      assert.deepEqual(await decided(), ['referred', 'INT-08 overdue']);
    });

    it('is held up for its computers only: licences alone are the remedy', async () => {
      await open('high');
      const before = await decided(softwareAlone(office));
      gate.clock.advance({ days: 60 });

      assert.deepEqual(await decided(softwareAlone(office)), before);
      assert.deepEqual((await decided())[0], 'rejected');
    });

    it('passes while an answer that was sent in time waits for its signature, and no longer than that', async () => {
      const opened = await open('high');
      gate.clock.advance({ days: 10 });
      assert.deepEqual(await decided(), ['approved']);
      await sendAnswer(office.officer, opened, { files: [await paper()] });
      gate.clock.advance({ days: 20 });
      const waiting = await decided();
      gate.clock.advance({ days: 10 });

      assert.deepEqual(waiting, ['approved']);
      assert.deepEqual((await decided())[0], 'rejected', 'what was not signed in 30 days has lapsed');
    });

    it('passes again once there is an answer, since the office is awaited then', async () => {
      const opened = await open('high');
      gate.clock.advance({ days: 40 });
      const before = await decided();
      const last = await bureau.get(`${PATH}/${opened.body.id}`);
      assert.equal(etagIn(last), etagIn(opened));

      const answered = await answer({ gate, by: office.officer }, last, { files: [await paper()] });

      assert.equal(answered.body.state, 'answered');
      assert.equal(before[0], 'rejected');
      assert.deepEqual(await decided(), ['approved']);
    });
  });
});
