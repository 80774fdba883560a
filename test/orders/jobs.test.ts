import assert from 'node:assert/strict';
import { Refusal, text } from '../../src/kernel/index.ts';
import { sweepClearances } from '../../src/orders/batch/sweep-clearances-job.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { submitted } from './history/history-support.ts';

describe('what a gate does by itself', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock() });
    });
    afterEach(() => gate.close());

    const always = async (): Promise<boolean> => true;

    describe('sweeping clearances', () => {
      const sweep = () => sweepClearances({ db: gate.db, clock: gate.clock.now, queue: gate.queue, mayGoOn: always });
      const stateOf = async (id: string): Promise<string> =>
        (await gate.db.reader('orders').where({ id }).first()).state;
      const reservedOn = async (code: string): Promise<number> =>
        Number((await gate.db.reader('budget_lines').where({ code }).first()).reserved_fen);

      it('ends clearances and referrals on the day they run out, and gives back what they held', async () => {
        const office = await openOffice(gate);
        const small = await openOffice(gate, { staff: 1 });
        const approved = await submitted(office, office.order());
        const referred = await submitted(small, small.order({ quantity: 5 }));
        assert.equal(referred.answer.body.decision.outcome, 'referred');
        const held = await reservedOn(small.hardwareLine);
        assert.ok(held > 0);

        gate.clock.advance({ days: 29 });
        assert.equal(await sweep(), 0);
        gate.clock.advance({ days: 1 });
        assert.equal(await sweep(), 1);
        assert.equal(await stateOf(referred.id), 'expired');
        assert.equal(await reservedOn(small.hardwareLine), 0);
        assert.equal(await stateOf(approved.id), 'approved');

        gate.clock.advance({ days: 60 });
        assert.equal(await sweep(), 1);
        assert.equal(await stateOf(approved.id), 'expired');
        assert.equal(await reservedOn(office.hardwareLine), 0);
        assert.equal(await sweep(), 0);
      });

      it('ends more than one batch of them, and records each once', async () => {
        const office = await openOffice(gate, { hardwareMoney: '9000000.00' });
        const orders = Array.from({ length: 103 }, () => office.order({ unitPrice: '1.00' }));
        for (let start = 0; start < orders.length; start += 50) {
          await office.officer.post('/v1/orders/batch', { orders: orders.slice(start, start + 50) });
        }
        const live = await gate.db.reader('orders').whereIn('state', ['approved', 'referred']);
        assert.ok(live.length > 100, `${live.length} of 103 orders stand`);

        gate.clock.advance({ days: 91 });
        const ended = await sweep();

        const leaves = await gate.db.reader('log_leaves').where({ type: 'order.expired' });
        // The first batch also lapses whatever else has run out in its agency.
        assert.equal(leaves.length, live.length);
        assert.ok(ended > 0);
        assert.equal(await sweep(), 0);
        assert.equal(await reservedOn(office.hardwareLine), 0);
      });

      it('leaves the rest for later when the queue takes no more, or when it has to stop', async () => {
        const office = await openOffice(gate);
        const { id } = await submitted(office, office.order());
        gate.clock.advance({ days: 91 });
        const parts = { db: gate.db, clock: gate.clock.now, queue: gate.queue, mayGoOn: always };
        const says = text('队列已满', 'The queue is full.');
        const full = { putAll: () => Promise.reject(new Refusal('unavailable', 'queue.full', says)) };

        assert.equal(await sweepClearances({ ...parts, queue: full }), 0);
        assert.equal(await sweepClearances({ ...parts, mayGoOn: async () => false }), 0);
        assert.equal(await stateOf(id), 'approved');
      });
    });
  });
});
