import assert from 'node:assert/strict';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { canonicalJson } from '../../src/kernel/index.ts';
import { governed, leafHash } from '../../src/log/index.ts';
import { hasDisagreed, hasPriority } from '../../src/proof/rederive/rederive-in-background.ts';
import {
  type BackgroundParts,
  type BackgroundResult,
  backlogNow,
  rederiveInBackground,
} from '../../src/proof/rederive/rederive-job.ts';
import { submitted } from '../orders/history/history-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { withoutSystem } from '../support/given.ts';
import { openOffice } from '../support/office.ts';

describe('deriving anew in the background', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock() });
    });
    afterEach(() => gate.close());

    const always = async (): Promise<boolean> => true;

    interface Background {
      readonly result: BackgroundResult;
      /** Decisions that were told to have been judged otherwise, or not to be readable. */
      readonly disagreed: readonly string[];
      readonly unreadable: readonly string[];
      readonly otherFacts: readonly string[];
    }
    const background = async (own: Partial<BackgroundParts> = {}): Promise<Background> => {
      const disagreed: string[] = [];
      const unreadable: string[] = [];
      const otherFacts: string[] = [];
      const result = await rederiveInBackground({
        db: gate.db,
        deps: gate.deps,
        isIdle: () => true,
        mayGoOn: always,
        onDisagreement: ({ decision }) => disagreed.push(decision.id),
        onUnreadable: ({ decision }) => unreadable.push(decision.id),
        onOtherFacts: ({ decision }) => otherFacts.push(decision.id),
        ...own,
      });
      return { result, disagreed, unreadable, otherFacts };
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
      const [approved = '', rejected = '', referred = ''] = orders.map(({ answer }) => String(answer.body.decision.id));
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

    it('judges rejected and referred decisions first where it is far behind, and all the others when nobody waits', async () => {
      const { approved, rejected, referred } = await decideSome();
      const isSampled = hasPriority({ id: approved, outcome: 'approved' });

      const { result } = await background({ isIdle: () => false, judgedBacklogMax: 0 });
      assert.equal(result.checked + result.factsOnly, 3);
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

    it('judges everything at once while it is not far behind, also when somebody waits', async () => {
      await decideSome();

      const { result } = await background({ isIdle: () => false });

      assert.deepEqual([result.checked, result.factsOnly], [3, 0]);
      assert.deepEqual(await backlogNow(gate.db), { 'rederive-priority': 0, 'rederive-all': 0 });
    });

    it('derives the facts of every decision anew at once, and has one with other facts judged and told', async () => {
      const { approved } = await decideSome();
      await falsify(approved, (record) => {
        const { lines } = (record.detail as { facts: { lines: unknown[][] } }).facts;
        const [line = []] = lines;
        line[line.indexOf(499_900)] = 499_800;
      });

      const { otherFacts, disagreed, result } = await background({ isIdle: () => false, judgedBacklogMax: 0 });

      assert.deepEqual([otherFacts, disagreed], [[approved], []]);
      assert.equal(result.factsOnly, 0);
      assert.equal((await noted()).get(approved), 0);
    });

    it('tells what share of the decisions was judged at once', async () => {
      await decideSome();
      const share = async (): Promise<number> => {
        const { text: shown } = await gate.installer.get('/metrics');
        return Number(/^gate_rederivation_judged_share (\S+)$/m.exec(shown)?.[1]);
      };

      const before = await share();
      const { result } = await background({ isIdle: () => false, judgedBacklogMax: 0 });

      assert.deepEqual([before, await share()], [1, result.checked / 3]);
    });

    it('tells how far it is behind, in every process', async () => {
      await decideSome();
      const shown = async (): Promise<readonly string[]> => {
        const lines = (await gate.installer.get('/metrics')).text.split('\n');
        return lines.filter((line) => /^gate_rederivation_\S*backlog /.test(line));
      };
      const { size } = await gate.db.reader('log_head').first();

      const before = await shown();
      await background({ isIdle: () => false, judgedBacklogMax: 0 });
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
        // A step is one decision.
        stepMs: 0,
        mayGoOn: async () => {
          asked += 1;
          return asked <= 1;
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
      assert.deepEqual([await found('sha256:first', size - 1), await found('sha256:second', size - 1)], [false, true]);
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
