import assert from 'node:assert/strict';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '../../src/db/index.ts';
import { Refusal, text } from '../../src/kernel/index.ts';
import type { ActResult, OrderAct } from '../../src/orders/act.ts';
import { openQueue, type QueueOptions } from '../../src/orders/queue/submission-queue.ts';
import { forEachEngine } from '../support/databases.ts';
import { latch } from '../support/latch.ts';
import { databaseForEachTest } from '../support/opened.ts';
import { until } from '../support/until.ts';

const act = (orderId: string): OrderAct => ({ kind: 'expire', orderId });
const idOf = (one: OrderAct): string => ('orderId' in one ? one.orderId : '');
const REFUSED: ActResult = {
  kind: 'refused',
  refusal: new Refusal('not_found', 'order.not_found', text('无', 'None')),
};

describe('a queue', () => {
  forEachEngine('locks', (engine) => {
    const open = databaseForEachTest(engine);

    const queueOf = (own: Partial<QueueOptions>) =>
      openQueue(open.db, {
        ...{ waitingMax: 100, batchMax: 100, deadlineMs: 10_000 },
        decide: async (_tx, acts) => acts.map(() => REFUSED),
        ...own,
      });

    /** What became one batch, where some acts arrive first and the others while those are decided. */
    const batchesOf = async (early: readonly OrderAct[], late: readonly OrderAct[]) => {
      const batches: string[][] = [];
      const first = latch();
      const queue = queueOf({
        decide: async (_tx, acts) => {
          batches.push(acts.map(idOf));
          if (batches.length === 1) await first.opened;
          return acts.map(() => REFUSED);
        },
      });
      const results = early.map(queue.put);
      await until('the first batch has begun', () => batches.length > 0);
      results.push(...late.map(queue.put));
      first.open();
      await Promise.all(results);
      return { queue, batches };
    };

    it('decides in the order of arrival, and what arrives while a batch runs shares the next one', async () => {
      const { queue, batches } = await batchesOf([act('a')], [act('b'), act('c'), act('d')]);

      assert.deepEqual(batches, [['a'], ['b', 'c', 'd']]);
      assert.ok(queue.isIdle());
    });

    it('closes a batch before an order that is as long as many', async () => {
      const lines = Array.from({ length: 2_001 });
      const long = (orderId: string) => ({ kind: 'amend', orderId, body: { lines } }) as unknown as OrderAct;
      const { batches } = await batchesOf([act('a')], [act('b'), long('c'), long('d'), act('e'), act('f')]);

      assert.deepEqual(batches, [['a'], ['b'], ['c'], ['d'], ['e', 'f']]);
    });

    it('decides hundreds of one caller in small turns, and the order of another one in the next of them', async () => {
      const batches: string[][] = [];
      const first = latch();
      const queue = queueOf({
        ...{ waitingMax: 1_000, batchMax: 256 },
        decide: async (_tx, acts) => {
          batches.push(acts.map(idOf));
          if (batches.length === 1) await first.opened;
          return acts.map(() => REFUSED);
        },
      });
      const by = (keyId: string, orderId: string) => {
        return { ...act(orderId), actor: { keyId, personId: null, role: 'machine' } } as unknown as OrderAct;
      };

      const many = queue.putAll(Array.from({ length: 500 }, (_, at) => by('key_many', `m${at}`)));
      await until('the first batch has begun', () => batches.length > 0);
      const one = queue.put(by('key_one', 'one'));
      first.open();
      await Promise.all([many, one]);

      const [begun = [], next = []] = batches;
      assert.ok(begun.length <= 64, `${begun.length} acts in the first batch`);
      assert.ok(next.includes('one') && next.length <= 16, `${next.length} acts in the second: ${next}`);
      assert.equal(batches.flat().length, 501);
    });

    it('makes one batch of a crowd that arrives turn after turn', async () => {
      const batches: string[][] = [];
      const queue = queueOf({
        decide: async (_tx, acts) => {
          batches.push(acts.map(idOf));
          return acts.map(() => REFUSED);
        },
      });

      const results: Promise<ActResult>[] = [];
      for (const id of ['a', 'b', 'c']) {
        results.push(queue.put(act(id)));
        await nextTurn();
      }
      await Promise.all(results);

      assert.deepEqual(batches, [['a', 'b', 'c']]);
    });

    it('prepares answers before the commit, and gives them out after it', async () => {
      const [slow, told] = [latch(), latch()];
      const events: string[] = [];
      const queue = queueOf({
        decide: async (_tx, acts, onDecided) => {
          const results = acts.map(() => REFUSED);
          onDecided(results);
          await slow.opened;
          events.push('written');
          return results;
        },
      });

      const answer = queue.putPrepared(act('a'), async (result) => {
        events.push('prepared');
        told.open();
        return result.kind;
      });
      void answer.then(() => events.push('answered'));
      await told.opened;
      slow.open();

      assert.equal(await answer, 'refused');
      assert.deepEqual(events, ['prepared', 'written', 'answered']);
    });

    it('answers what the last run of a batch has decided, and nothing of those that were taken back', async () => {
      const code = engine === 'sqlite' ? 'SQLITE_BUSY' : 'ER_LOCK_DEADLOCK';
      const queue = queueOf({
        decide: async (_tx, acts, onDecided) => {
          runs += 1;
          const results = acts.map((): ActResult => ({ ...REFUSED }));
          onDecided(results);
          for (let turns = 0; turns < 2; turns += 1) await nextTurn();
          if (runs === 1) throw Object.assign(new Error('taken back'), { code });
          if (runs === 3) throw new Error('broken');
          return results;
        },
      });
      let [runs, prepared] = [0, 0];
      const prepare = async (): Promise<number> => {
        prepared += 1;
        return runs;
      };

      assert.equal(await queue.putPrepared(act('a'), prepare), 2);
      assert.deepEqual([runs, prepared], [2, 2]);
      await assert.rejects(queue.putPrepared(act('b'), prepare), /broken/);
      assert.equal(prepared, 3);
    });

    it('gives the error of preparing to him whose answer it is', async () => {
      const queue = queueOf({});
      const broken = queue.putPrepared(act('a'), () => Promise.reject(new Error('no answer')));
      const other = queue.put(act('b'));

      await assert.rejects(broken, /no answer/);
      assert.equal(await other, REFUSED);
    });

    it('tells whoever waits too long so, and never decides that act behind his back', async () => {
      const decided: string[] = [];
      const slow = latch();
      const options = {
        ...{ waitingMax: 100, batchMax: 100, deadlineMs: 1_000 },
        decide: async (_tx: Tx, acts: readonly OrderAct[]) => {
          decided.push(...acts.map(idOf));
          await slow.opened;
          return acts.map(() => REFUSED);
        },
      };
      const queue = openQueue(open.db, options);
      const isTooLate = (error: unknown): boolean => error instanceof Refusal && error.code === 'queue.deadline';

      const underWay = queue.put(act('a'));
      await until('the first act is being decided', () => decided.length > 0);
      const waiting = queue.put(act('b'));
      await Promise.all([assert.rejects(underWay, isTooLate), assert.rejects(waiting, isTooLate)]);
      slow.open();
      // What comes now is to be decided, however long this machine takes for it.
      options.deadlineMs = 600_000;
      const later = await queue.put(act('c'));

      assert.equal(later, REFUSED);
      assert.deepEqual(decided, ['a', 'c']);
    });

    it('tells nobody to come back of hundreds of one request that are decided turn after turn', async () => {
      let turns = 0;
      const queue = queueOf({
        ...{ waitingMax: 1_000, batchMax: 40, deadlineMs: 1_000 },
        decide: async (_tx, acts) => {
          turns += 1;
          await sleep(200);
          return acts.map(() => REFUSED);
        },
      });
      const beganAt = performance.now();

      const results = await queue.putAll(Array.from({ length: 280 }, (_, at) => act(`m${at}`)));

      assert.equal(results.length, 280);
      assert.ok(turns >= 7 && performance.now() - beganAt > 1_000, 'it was over before the deadline of its first');
    });

    it('tells hundreds of one request to come back when none of them has been answered for as long as a deadline', async () => {
      const slow = latch();
      let turns = 0;
      const queue = queueOf({
        ...{ waitingMax: 1_000, batchMax: 40, deadlineMs: 600 },
        decide: async (_tx, acts) => {
          turns += 1;
          if (turns > 1) await slow.opened;
          return acts.map(() => REFUSED);
        },
      });

      const many = Array.from({ length: 280 }, (_, at) => act(`m${at}`));
      const answers = await Promise.allSettled(queue.putEach(many, async () => 'decided'));
      slow.open();

      const decided = answers.filter(({ status }) => status === 'fulfilled');
      assert.deepEqual([decided.length, answers.length], [40, 280]);
    });

    it('takes all acts of one request or none', async () => {
      const slow = latch();
      const queue = queueOf({
        waitingMax: 3,
        batchMax: 1,
        decide: async (_tx, acts) => {
          await slow.opened;
          return acts.map(() => REFUSED);
        },
      });
      const isFull = (error: unknown): boolean => error instanceof Refusal && error.code === 'queue.full';

      const first = queue.putAll(['a', 'b'].map(act));
      await assert.rejects(queue.putAll(['c', 'd'].map(act)), isFull);
      const second = queue.putAll([act('e')]);
      assert.equal(queue.waiting(), 3);
      await assert.rejects(queue.put(act('f')), isFull);
      slow.open();

      assert.equal((await Promise.all([first, second])).flat().length, 3);
    });

    it('runs the acts of a batch that failed one by one, each once', async () => {
      const attempts: string[][] = [];
      const queue = queueOf({
        decide: async (tx, acts) => {
          attempts.push(acts.map(idOf));
          const isPoisoned = acts.some((one) => idOf(one) === 'b');
          await tx('cursors').insert({ name: isPoisoned ? null : attempts.length, log_index: 0 });
          return acts.map(() => REFUSED);
        },
      });

      const settled = await Promise.allSettled(['a', 'b', 'c'].map((id) => queue.put(act(id))));

      assert.deepEqual(
        settled.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      assert.deepEqual(attempts, [['a', 'b', 'c'], ['a'], ['b'], ['c']]);
    });
  });
});
