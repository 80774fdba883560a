import assert from 'node:assert/strict';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { canonicalJson, Refusal, text } from '../../src/kernel/index.ts';
import { governed, leafHash } from '../../src/log/index.ts';
import { sweepClearances } from '../../src/orders/batch/sweep-clearances-job.ts';
import { hasDisagreed, hasPriority } from '../../src/proof/rederive/rederive-in-background.ts';
import {
  type BackgroundParts,
  type BackgroundResult,
  backlogNow,
  rederiveInBackground,
} from '../../src/proof/rederive/rederive-job.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { submitted } from './history/history-support.ts';
import { withoutSystem } from './life-support.ts';

describe('what a gate does by itself', () => {
  forEachEngine((engine) => {
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

    describe('deriving anew in the background', () => {
      interface Background {
        readonly result: BackgroundResult;
        /** Decisions that were told to have been judged otherwise, or not to be readable. */
        readonly disagreed: readonly string[];
        readonly unreadable: readonly string[];
      }
      const background = async (own: Partial<BackgroundParts> = {}): Promise<Background> => {
        const disagreed: string[] = [];
        const unreadable: string[] = [];
        const result = await rederiveInBackground({
          db: gate.db,
          deps: gate.deps,
          isIdle: () => true,
          mayGoOn: always,
          onDisagreement: ({ decision }) => disagreed.push(decision.id),
          onUnreadable: ({ decision }) => unreadable.push(decision.id),
          ...own,
        });
        return { result, disagreed, unreadable };
      };
      const noted = async (): Promise<ReadonlyMap<string, number>> => {
        const rows: { decision_id: string; has_agreed: number }[] = await gate.db.reader('rederivations');
        return new Map(rows.map((row) => [row.decision_id, row.has_agreed]));
      };
      const decideSome = async (): Promise<{ approved: string; rejected: string; referred: string }> => {
        const office = await openOffice(gate);
        const small = await openOffice(gate, { staff: 1 });
        const orders = [
          await submitted(office, office.order()),
          await submitted(office, withoutSystem(office.order())),
          await submitted(small, small.order({ quantity: 5 })),
        ];
        const [approved = '', rejected = '', referred = ''] = orders.map(({ answer }) =>
          String(answer.body.decision.id),
        );
        return { approved, rejected, referred };
      };
      async function falsify(decision: string, change: (record: Record<string, unknown>) => void): Promise<void> {
        const { log_index: index } = await gate.db.reader('decisions').where({ id: decision }).first();
        const row = await gate.db.reader('log_leaves').where({ log_index: index }).first();
        const record = JSON.parse(row.bytes);
        change(record);
        const bytes = canonicalJson(record);
        await gate.db.writer.raw('drop trigger log_leaves_no_update');
        await gate.db
          .writer('log_leaves')
          .where({ log_index: index })
          .update({ bytes, leaf_hash: leafHash(bytes).toString('hex') });
      }

      it('takes rejected and referred decisions under load, and all the others when nobody waits', async () => {
        const { approved, rejected, referred } = await decideSome();
        const isSampled = hasPriority({ id: approved, outcome: 'approved' });

        await background({ isIdle: () => false });
        assert.deepEqual(
          new Set((await noted()).keys()),
          new Set([rejected, referred, ...(isSampled ? [approved] : [])]),
        );
        const busy = await backlogNow(gate.db);
        assert.equal(busy['rederive-priority'], 0);
        assert.ok(busy['rederive-all'] > 0);

        await background();
        assert.deepEqual([...(await noted()).values()], [1, 1, 1]);
        assert.deepEqual(await backlogNow(gate.db), { 'rederive-priority': 0, 'rederive-all': 0 });
        assert.equal((await background()).result.checked, 0);
      });

      it('tells how far it is behind, in every process', async () => {
        await decideSome();
        const shown = async (): Promise<readonly string[]> => {
          const lines = (await gate.installer.get('/metrics')).text.split('\n');
          return lines.filter((line) => /^gate_rederivation_\S*backlog /.test(line));
        };
        const { size } = await gate.db.reader('log_head').first();

        const before = await shown();
        await background({ isIdle: () => false });
        const between = await shown();
        await background();

        assert.deepEqual(before, [`gate_rederivation_priority_backlog ${size}`, `gate_rederivation_backlog ${size}`]);
        assert.deepEqual(between, ['gate_rederivation_priority_backlog 0', `gate_rederivation_backlog ${size}`]);
        assert.deepEqual(await shown(), ['gate_rederivation_priority_backlog 0', 'gate_rederivation_backlog 0']);
      });

      it('goes on where it was stopped', async () => {
        await decideSome();
        let asked = 0;

        const stopped = await background({
          mayGoOn: async () => {
            asked += 1;
            return asked <= 2;
          },
        });
        const rest = await background();

        assert.equal(stopped.result.checked, 1);
        assert.equal(rest.result.checked, 2);
        assert.equal((await noted()).size, 3);
      });

      it('tells a disagreement once, records it, and every process of the same build learns of it', async () => {
        const { rejected } = await decideSome();
        await falsify(rejected, (record) => {
          record.outcome = 'approved';
        });

        const first = await background();
        const again = await background();

        assert.equal(first.result.checked, 3);
        assert.deepEqual(first.disagreed, [rejected]);
        assert.equal(again.result.checked, 0);
        assert.equal((await noted()).get(rejected), 0);
        const [leaf, ...more] = await gate.db.reader('log_leaves').where({ type: 'evaluator.disagreed' });
        assert.equal(more.length, 0);
        assert.equal(leaf.subject, `decision/${rejected}`);
        assert.equal(JSON.parse(leaf.bytes).pointer, '/outcome');
        assert.equal(await inSnapshot(gate.db, (tx) => hasDisagreed(tx, gate.deps.build)), true);
        assert.equal(await inSnapshot(gate.db, (tx) => hasDisagreed(tx, 'sha256:another')), false);
      });

      it('trusts no build again because another one has disagreed since', async () => {
        const builds = ['sha256:first', 'sha256:second'];
        await inTransaction(gate.db, (tx) =>
          governed(tx, gate.deps, async (entry) => {
            for (const build of builds) {
              const body = {
                decision: 'dec_1',
                order: 'ord_1',
                decidedAtIndex: 1,
                build,
                pointer: '"build":"sha256:third"',
              };
              entry.append({ type: 'evaluator.disagreed', subject: 'decision/dec_1', by: null, body });
            }
          }),
        );
        const { size } = await gate.db.reader('log_head').first();
        const found = (build: string, from?: number): Promise<boolean> =>
          inSnapshot(gate.db, (tx) => hasDisagreed(tx, build, from));

        assert.deepEqual([await found('sha256:first'), await found('sha256:second')], [true, true]);
        assert.deepEqual([await found('sha256:third'), await found('sha256:fir')], [false, false]);
        assert.deepEqual(
          [await found('sha256:first', size - 1), await found('sha256:second', size - 1)],
          [false, true],
        );
      });

      it('says of a body that was exchanged that it cannot be read, and blames no evaluator', async () => {
        const { approved } = await decideSome();
        const { order_id: order } = await gate.db.reader('decisions').where({ id: approved }).first();
        await gate.db.writer('order_revisions').where({ order_id: order }).update({ body: '{}' });

        const { unreadable, disagreed } = await background();

        assert.deepEqual(unreadable, [approved]);
        assert.deepEqual(disagreed, []);
        assert.equal((await gate.db.reader('log_leaves').where({ type: 'evaluator.disagreed' })).length, 0);
        assert.equal((await noted()).get(approved), 0);
      });

      it('says nothing of rules in the leaf of a disagreement about a classified order, and passes over erased ones', async () => {
        const office = await openOffice(gate, { isClassified: true });
        const kept = await submitted(office, office.order());
        const erased = await submitted(office, office.order());
        const { index } = erased.answer.body.decision.log;
        await gate.db.writer('sealed_texts').where({ log_index: index }).delete();
        await falsify(kept.answer.body.decision.id, (record) => {
          record.outcome = 'rejected';
        });

        const { result } = await background();

        assert.equal(result.checked, 1);
        const [leaf] = await gate.db.reader('log_leaves').where({ type: 'evaluator.disagreed' });
        assert.equal(JSON.parse(leaf.bytes).pointer, null);
      });
    });
  });

  it('takes about one in a hundred approved decisions early, always the same ones', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `dec_${index}`);
    const sampled = ids.filter((id) => hasPriority({ id, outcome: 'approved' }));

    assert.ok(sampled.length > 140 && sampled.length < 260, `${sampled.length} of 20,000`);
    assert.deepEqual(
      sampled,
      ids.filter((id) => hasPriority({ id, outcome: 'approved' })),
    );
    assert.ok(ids.every((id) => hasPriority({ id, outcome: 'rejected' }) && hasPriority({ id, outcome: 'referred' })));
  });
});
