import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../src/db/index.ts';
import { canonicalJson, digestOf } from '../../src/kernel/index.ts';
import { leafHash } from '../../src/log/index.ts';
import { openRederivationRun, type Rederivation } from '../../src/proof/rederive/rederive-all.ts';
import { rederiveDecision } from '../../src/proof/rederive/rederive-decision.ts';
import { rederiveAll } from '../../src/proof/rederive/rederive-job.ts';
import { describeRederiveDifference, type RederiveDifference } from '../../src/proof/rederive/rederive-record.ts';
import { findAfter, livedGate } from '../orders/history/history-support.ts';
import { onOneEngine } from '../support/databases.ts';

describe('deriving decisions anew', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = livedGate(engine);
    before(async () => {
      for (const act of ['update', 'delete']) await here.gate.db.writer.raw(`drop trigger log_leaves_no_${act}`);
    });

    interface LoggedDecision {
      readonly id: string;
      readonly log_index: number;
    }
    const lastOf = async (order: string): Promise<LoggedDecision> =>
      here.gate.db.reader('decisions').where({ order_id: order }).orderBy('log_index', 'desc').first();

    /** What all arrows say after a change that nobody recorded. */
    const rederivedAfter = (change: (tx: Tx) => Promise<unknown>): Promise<Rederivation> =>
      findAfter(here.gate, change, async (tx) => {
        const rederiving = openRederivationRun();
        while (await rederiving.step(tx));
        return rederiving.result();
      });
    const placesOf = ({ differences }: { differences: readonly RederiveDifference[] }): readonly string[] =>
      differences.map(({ decision, arrow, pointer }) => `${decision} ${arrow} ${pointer}`);

    async function rewrite(tx: Tx, index: number, change: (record: Changeable) => unknown): Promise<void> {
      const row: { bytes: string } = await tx('log_leaves').where({ log_index: index }).first();
      const record = JSON.parse(row.bytes);
      change(record);
      const bytes = canonicalJson(record);
      const hash = leafHash(bytes).toString('hex');
      await tx('log_leaves').where({ log_index: index }).update({ bytes, leaf_hash: hash });
    }

    it('gives the same to the byte along all three arrows, whatever became of the orders', async () => {
      const seen: number[] = [];
      const result = await rederiveAll(here.gate.db, ({ decisions }) => seen.push(decisions));

      const decisions = await here.gate.db.reader('decisions').count<{ rows: number }[]>({ rows: '*' });
      assert.deepEqual(result.differences, []);
      assert.equal(result.isSound, true);
      assert.equal(result.decisions, Number(decisions[0]?.rows));
      for (const arrow of ['outcome', 'facts', 'balances'] as const) {
        assert.deepEqual(result.arrows[arrow], { agreed: result.decisions, differ: 0, listed: 0 });
      }
      assert.equal(seen.at(-1), result.decisions);
    });

    it('gives the same for each decision alone, also for a second one on the same order', async () => {
      for (const order of [
        here.lived.approved,
        here.lived.amended,
        here.lived.enlarged,
        here.lived.cured,
        here.lived.classified,
      ]) {
        const { id } = await lastOf(order);

        const one = await inSnapshot(here.gate.db, (tx) => rederiveDecision(tx, id));

        assert.deepEqual(one.differences, [], order);
        assert.equal(one.isErased, false);
      }
    });

    it('does not know a decision that is not there', async () => {
      await assert.rejects(
        inSnapshot(here.gate.db, (tx) => rederiveDecision(tx, 'dec_none')),
        { code: 'decision.not_found' },
      );
    });

    it('finds an outcome, a result, a finding and a trace that the facts do not lead to', async () => {
      const { id, log_index: index } = await lastOf(here.lived.rejected);
      const attacks: readonly (readonly [string, (record: Changeable) => unknown])[] = [
        ['/outcome', (record) => (record.outcome = 'approved')],
        ['/detail/results/OS-01', ({ detail }) => (detail.results['OS-01'] = '.')],
        ['/detail/findings/0', ({ detail }) => detail.findings.shift()],
        ['/detail/findings/0/trace', ({ detail }) => (detail.findings[0] = { ...detail.findings[0], trace: {} })],
        ['/detail/counts/passed', ({ detail }) => (detail.counts.passed += 1)],
      ];
      for (const [pointer, change] of attacks) {
        const result = await rederivedAfter((tx) => rewrite(tx, Number(index), change));

        assert.equal(result.isSound, false, pointer);
        assert.equal(result.arrows.outcome.differ, 1, pointer);
        assert.ok(
          result.differences[0]?.pointer.startsWith(pointer),
          `${result.differences[0]?.pointer} for ${pointer}`,
        );
        assert.equal(result.differences[0]?.decision, id);
      }
    });

    it('finds facts that were not derived from what was gathered, and lists them only after another derivation', async () => {
      const { id, log_index: index } = await lastOf(here.lived.approved);
      const changeFact = ({ detail }: Changeable): void => {
        detail.facts.order.push({ 'order.reference': 'changed' });
      };

      const now = await rederivedAfter((tx) => rewrite(tx, Number(index), changeFact));
      const then = await rederivedAfter((tx) =>
        rewrite(tx, Number(index), (record) => {
          changeFact(record);
          record.evaluator.derivation = 'gate-derivation/0';
        }),
      );

      assert.deepEqual(placesOf(now), [`${id} facts /detail/facts/order/order.reference`]);
      assert.equal(now.arrows.facts.differ, 1);
      assert.equal(then.isSound, true);
      assert.deepEqual(then.arrows.facts, { agreed: then.decisions - 1, differ: 0, listed: 1 });
      assert.deepEqual(then.differences, []);
      const [listed] = then.ofOtherVersion;
      assert.deepEqual([listed?.place, listed?.decisions], ['/detail/facts/order/order.reference', 1]);
      assert.ok(listed?.first.isOfOtherVersion);
      assert.match(describeRederiveDifference(listed.first)['zh-CN'], /事实推导版本不同/);
    });

    it('finds money that was not there: a move before the decision that was changed, taken out or made later', async () => {
      const { hardwareLine } = here.lived.office;
      const { log_index: index } = await lastOf(here.lived.approved);
      const of = { account: hardwareLine, log_index: index };
      const gathered = `/detail/gathered/budgetLines/${hardwareLine}/availableFen`;

      const larger = await rederivedAfter((tx) => tx('moves').where(of).increment('quantity', 1));
      const gone = await rederivedAfter((tx) => tx('moves').where(of).delete());
      const later = await rederivedAfter((tx) => tx('moves').where(of).update({ log_index: 1_000_000 }));

      for (const result of [larger, gone, later]) {
        assert.ok(result.arrows.balances.differ > 0);
        assert.equal(result.arrows.outcome.differ, 0);
        assert.equal(result.differences[0]?.pointer, gathered);
      }
    });

    it('finds balances that were written too high into a record, and seats that were not free', async () => {
      const { id, log_index: index } = await lastOf(here.lived.approved);
      const richer = await rederivedAfter((tx) =>
        rewrite(tx, Number(index), ({ detail }) => {
          const line = detail.gathered.budgetLines[here.lived.office.hardwareLine];
          if (line) line.availableFen += 1;
        }),
      );
      const freer = await rederivedAfter((tx) =>
        rewrite(tx, Number(index), ({ detail }) => {
          const entitlement = detail.gathered.entitlements[here.lived.entitlement];
          if (entitlement) entitlement.heldSeats = -1;
        }),
      );

      const balances = (result: Rederivation) => placesOf(result).filter((place) => place.includes(' balances '));
      assert.deepEqual(balances(richer), [
        `${id} balances /detail/gathered/budgetLines/${here.lived.office.hardwareLine}/availableFen`,
      ]);
      assert.deepEqual(balances(freer), [
        `${id} balances /detail/gathered/entitlements/${here.lived.entitlement}/heldSeats`,
      ]);
    });

    it('adds back what the order itself had set aside: without its own moves the balance would not fit', async () => {
      const first = await here.gate.db
        .reader('decisions')
        .where({ order_id: here.lived.enlarged })
        .orderBy('log_index')
        .first();
      const result = await rederivedAfter((tx) =>
        tx('moves')
          .where({ log_index: first.log_index, account: here.lived.office.hardwareLine })
          .update({ order_id: 'ord_x' }),
      );

      const { id } = await lastOf(here.lived.enlarged);
      assert.deepEqual(placesOf(result), [
        `${id} balances /detail/gathered/budgetLines/${here.lived.office.hardwareLine}/availableFen`,
      ]);
    });

    it('does not derive from a body that is another one, or from a rule set that is not kept as it was named', async () => {
      const { id } = await lastOf(here.lived.approved);
      const other = await rederivedAfter((tx) =>
        tx('order_revisions')
          .where({ order_id: here.lived.approved })
          .update({ body: '{}', body_digest: digestOf('{}') }),
      );
      const renamed = await rederivedAfter((tx) => tx('rule_sets').update({ digest: `sha256:${'0'.repeat(64)}` }));

      assert.deepEqual(placesOf(other), [`${id} outcome `]);
      assert.equal(renamed.arrows.outcome.differ, renamed.decisions);
    });

    it('counts a classified decision whose detail was erased, and claims nothing about it', async () => {
      const result = await rederivedAfter((tx) => tx('sealed_texts').where({ pointer: '/detail' }).delete());

      assert.equal(result.erased, 1);
      assert.equal(result.isSound, true);
      assert.equal(result.arrows.outcome.agreed, result.decisions - 1);
    });

    it('does not take a sealed detail that does not fit its commitment', async () => {
      const { id } = await lastOf(here.lived.classified);
      const result = await rederivedAfter((tx) =>
        tx('sealed_texts')
          .where({ pointer: '/detail' })
          .update({ salt: '0'.repeat(64) }),
      );

      assert.deepEqual(placesOf(result), [`${id} outcome `]);
    });
  });
});

/** A record as somebody sees it who can write anything into the database. */
interface Changeable {
  outcome: string;
  readonly evaluator: { derivation: string };
  readonly detail: {
    readonly results: Record<string, string>;
    readonly findings: object[];
    readonly counts: { passed: number };
    readonly facts: { readonly order: unknown[] };
    readonly gathered: {
      readonly budgetLines: Record<string, { availableFen: number }>;
      readonly entitlements: Record<string, { heldSeats: number }>;
    };
  };
}
