import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SampleWish } from '../../src/audit/samples/gather-sample.ts';
import { gatherSample } from '../../src/audit/samples/gather-sample-step.ts';
import { refreshStatistics, stepsHere, type TakeStep } from '../../src/db/index.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { catchUp, type DrawnOrder, draw } from './audit-support.ts';

/** More than are looked at together, and not a whole number of that. */
const MANY = 1_203;
/** Behind the head of the log, and before where the counting is said to be. */
const FAR = 1_000_000;
const LATER = 1_500_000;

type Row = Readonly<Record<string, string | number | null>>;

/** How often the order at a place was rejected: 10 points each, 30 at most; one in seven has nothing to be seen. */
const rejectionsOf = (at: number): number => (at * 31) % 7;

const pointsThen = (at: number): number => Math.min(30, 10 * rejectionsOf(at));
/** One in fifty was found to be split since. */
const isSplit = (at: number): boolean => at % 50 === 0;
const pointsOf = (at: number): number => pointsThen(at) + (isSplit(at) ? 40 : 0);
const hexOf = (words: string): string => createHash('sha256').update(words).digest('hex');

/** Writes an order again and again, with what was seen of each. */
async function manyOrders({ db }: Gate, orderId: string): Promise<readonly string[]> {
  const order: Row = await db.reader('orders').where({ id: orderId }).first();
  const audited: Row = await db.reader('audited_orders').where({ order_id: orderId }).first();
  const places = Array.from({ length: MANY }, (_, at) => ({ at, id: `ord_${(at * 7_919) % 10_007}_${at}` }));
  const orders = places.map(({ at, id }) => ({ ...order, id, order_key: `many ${at}`, reference: `many ${at}` }));
  await db.writer.batchInsert('orders', orders, 100);
  const known = places.map(({ at, id }) => {
    return { ...audited, order_id: id, log_index: FAR + at, score: pointsOf(at), lot_group: hexOf(id).slice(0, 2) };
  });
  await db.writer.batchInsert('audited_orders', known, 100);
  const signals = places.flatMap(({ at, id }) => {
    const signal = { order_id: id, log_index: FAR + at, quantity: rejectionsOf(at) };
    const later = { order_id: id, log_index: LATER + at, quantity: 90, kind: 'split' };
    return [...(signal.quantity === 0 ? [] : [{ ...signal, kind: 'rejected' }]), ...(isSplit(at) ? [later] : [])];
  });
  await db.writer.batchInsert('order_signals', signals, 100);
  await db
    .writer('cursors')
    .where({ name: 'audit-marks' })
    .update({ log_index: 2 * FAR });
  return places.map(({ id }) => id);
}

interface DrawingRule {
  readonly seed: string;
  /** Groups come first by lot: the first two digits of the hash of each order. */
  readonly isGrouped: boolean;
}

/** The highest scores first, and among equal ones the hash of the seed and the order: anybody can draw it again. */
function inOrderOf({ seed, isGrouped }: DrawingRule, scores: ReadonlyMap<string, number>): readonly string[] {
  const lotOf = (words: string): string => hexOf(`${seed}\n${words}`);
  return [...scores]
    .map(([id, score]) => ({ id, score, lot: `${isGrouped ? lotOf(hexOf(id).slice(0, 2)) : ''}${lotOf(id)}` }))
    .sort((one, other) => other.score - one.score || (one.lot < other.lot ? -1 : 1))
    .map(({ id }) => id);
}

const WHOLE = { seed: 'many', isGrouped: false };
const GROUPED = { seed: 'many', isGrouped: true };

forEachEngine('statements', (engine) => {
  describe('an audit sample of many orders', () => {
    let gate: Gate;
    let audit: Caller;
    let office: Office;
    let ids: readonly string[] = [];
    let first = '';

    before(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
      first = (await office.submit(office.order())).body.order.id;
      audit = await gate.as('audit');
      await catchUp(gate);
      ids = await manyOrders(gate, first);
    });
    after(() => gate.close());

    const drawnBy = async (wish: object): Promise<readonly string[]> => {
      const { body } = await draw(audit, { size: 200, seed: 'many', ...wish });
      assert.equal(body.population, MANY + 1);
      return body.items.map(({ orderId }: DrawnOrder) => orderId);
    };

    const scoresBy = (points: (at: number) => number): ReadonlyMap<string, number> =>
      new Map(ids.map((id, at) => [id, points(at)] as const).filter(([, score]) => score > 0));

    it('by risk is of the highest scores among all of them, and of equal ones by lot', async () => {
      const scores = scoresBy(pointsOf);

      const drawn = await drawnBy({ by: 'risk' });

      assert.deepEqual(drawn, inOrderOf(WHOLE, scores).slice(0, 200));
      assert.deepEqual(new Set(drawn.map((id) => scores.get(id))), new Set([70, 60, 50, 40, 30]));
    });

    it('by risk is of what was seen by then, when an earlier list is drawn again', async () => {
      const drawn = await drawnBy({ by: 'risk', logSize: LATER });

      assert.deepEqual(drawn, inOrderOf(WHOLE, scoresBy(pointsThen)).slice(0, 200));
    });

    it('at random is by lot among all of them', async () => {
      const all = new Map([first, ...ids].map((id) => [id, 0]));

      assert.deepEqual(await drawnBy({ by: 'random' }), inOrderOf(WHOLE, all).slice(0, 200));
    });

    describe('beyond what is read as a whole', () => {
      /** As if there were two hundred thousand. */
      const wholeMax = 100;
      const drawnByGroups = (
        wish: Pick<SampleWish, 'by' | 'size' | 'logSize'>,
        scope: Partial<SampleWish> = {},
      ): ReturnType<typeof gatherSample> => {
        const window = { from: civilDate('2026-01-01'), until: civilDate('2026-12-31') };
        const nation = { agencyCode: undefined, region: undefined, isSubtree: false, grant: { region: '000000' } };
        const whole = { ...wish, ...window, ...nation, ...scope, seed: 'many', wholeMax };
        return gatherSample(stepsHere({ db: gate.db, pause: nextTurn }), whole);
      };
      const idsIn = ({ items }: Awaited<ReturnType<typeof gatherSample>>): readonly string[] =>
        items.map(({ orderId }) => orderId);

      for (const size of [1, 7, 200]) {
        it(`is drawn group by group: ${size} by risk, then and now, and at random`, async () => {
          const all = new Map([first, ...ids].map((id) => [id, 0]));

          const now = await drawnByGroups({ by: 'risk', size, logSize: undefined });
          const then = await drawnByGroups({ by: 'risk', size, logSize: LATER });
          const random = await drawnByGroups({ by: 'random', size, logSize: undefined });

          assert.deepEqual(
            [now, then, random].map(({ population }) => population),
            [MANY + 1, MANY + 1, MANY + 1],
          );
          assert.deepEqual(idsIn(now), inOrderOf(GROUPED, scoresBy(pointsOf)).slice(0, size));
          assert.deepEqual(idsIn(then), inOrderOf(GROUPED, scoresBy(pointsThen)).slice(0, size));
          assert.deepEqual(idsIn(random), inOrderOf(GROUPED, all).slice(0, size));
        });
      }

      it('is of the orders of an agency with those below it, or of a region, and of nobody else', async () => {
        const { agencyCode } = office;
        for (const scope of [{ agencyCode, isSubtree: true }, { agencyCode }, { region: '421000' }]) {
          assert.equal(idsIn(await drawnByGroups({ by: 'risk', size: 7, logSize: undefined }, scope)).length, 7);
        }
        const { population, items } = await drawnByGroups(
          { by: 'random', size: 7, logSize: undefined },
          { region: '110000' },
        );
        assert.deepEqual([population, items], [0, []]);
      });

      it('reads by index what it takes, and sorts nothing in the database', async () => {
        await refreshStatistics(gate.db);
        const sent: { readonly sql: string; readonly bindings: readonly (string | number)[] }[] = [];
        const note = (query: (typeof sent)[number]): unknown => sent.push(query);
        gate.db.reader.on('query', note);
        for (const by of ['risk', 'random'] as const) await drawnByGroups({ by, size: 7, logSize: undefined });
        gate.db.reader.off('query', note);
        const read = sent.filter(({ sql }) => /audited_orders.* order by /s.test(sql));

        const plans = await Promise.all(
          read.map(async ({ sql, bindings }) => {
            const plan = await gate.db.reader.raw(explained(sql), bindings);
            return JSON.stringify(engine === 'sqlite' ? plan : plan[0]);
          }),
        );

        assert.ok(plans.length > 5 && plans.every((plan) => /audited_orders_by_(score|lot)/.test(plan)), plans.join());
        assert.ok(!plans.some((plan) => /filesort|TEMP B-TREE/i.test(plan)), plans.join());
        // Of 256 groups a few have what is asked.
        assert.ok(read.length < 60, `${read.length} statements`);
      });

      const explained = (sql: string): string => `explain ${engine === 'sqlite' ? 'query plan ' : ''}${sql}`;
    });

    describe('in portions', () => {
      const wishOf = (limits: Partial<SampleWish>): SampleWish => ({
        ...{ by: 'risk', size: 200, seed: 'many', logSize: LATER, grant: { region: '000000' } },
        ...{ from: civilDate('2026-01-01'), until: civilDate('2026-12-31') },
        ...{ agencyCode: undefined, region: undefined, isSubtree: false, ...limits },
      });
      /** Takes steps, and does something before each but the first. */
      const takingSteps = (between: (taken: number) => Promise<void>): { takeStep: TakeStep; taken: () => number } => {
        const take = stepsHere({ db: gate.db, pause: nextTurn });
        let taken = 0;
        const takeStep: TakeStep = async (step, input) => {
          if (taken > 0) await between(taken);
          taken += 1;
          return take(step, structuredClone(input));
        };
        return { takeStep, taken: () => taken };
      };

      for (const [way, limits] of Object.entries({
        'read as a whole': { atOnce: 7 },
        'read by index': { atOnce: 7, wholeMax: 100 },
      })) {
        it(`of a few orders each is the same sample, ${way}`, async () => {
          const { takeStep, taken } = takingSteps(async () => {});
          const whole = await gatherSample(
            stepsHere({ db: gate.db, pause: nextTurn }),
            wishOf({ ...limits, atOnce: 5_000 }),
            Infinity,
          );

          const drawn = await gatherSample(takeStep, wishOf(limits), 0);

          assert.deepEqual(drawn, whole);
          assert.equal(drawn.items.length, 200);
          assert.ok(taken() > 50, `${taken()} portions`);
        });

        it(`has an order whose score goes up past the place meanwhile, ${way}`, async () => {
          const rows: Row[] = await gate.db.reader('audited_orders').select();
          const whole = await gatherSample(stepsHere({ db: gate.db, pause: nextTurn }), wishOf(limits), Infinity);
          // Of those that scored 30 then and still do, the last ones of the sample.
          const kept = new Map(rows.map(({ order_id: id, score }) => [id, score]));
          const risen = whole.items.filter(({ orderId }) => kept.get(orderId) === 30).slice(-3);
          assert.equal(risen.length, 3);
          const noted = 2 * FAR;
          const { takeStep } = takingSteps(async (taken) => {
            const one = risen[taken - 1];
            if (!one) return;
            const signal = { order_id: one.orderId, log_index: noted + taken, quantity: 90, kind: 'split' };
            await gate.db.writer('order_signals').insert(signal);
            await gate.db
              .writer('audited_orders')
              .where({ order_id: one.orderId })
              .update({ score: 70 + taken });
            await gate.db
              .writer('cursors')
              .where({ name: 'audit-marks' })
              .update({ log_index: noted + taken + 1 });
          });

          const drawn = await gatherSample(takeStep, wishOf(limits), 0);

          await gate.db.writer('order_signals').where('log_index', '>=', noted).delete();
          for (const { orderId } of risen)
            await gate.db.writer('audited_orders').where({ order_id: orderId }).update({ score: 30 });
          await gate.db.writer('cursors').where({ name: 'audit-marks' }).update({ log_index: noted });
          assert.deepEqual(drawn, whole);
        });
      }

      it('is drawn at once where nothing was seen since', async () => {
        const { takeStep, taken } = takingSteps(async () => {});

        await gatherSample(takeStep, wishOf({ logSize: undefined, atOnce: 7 }), 0);

        assert.equal(taken(), 1);
      });
    });
  });
});
