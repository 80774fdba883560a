import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stepsHere, type TakeStep } from '../../../src/db/index.ts';
import { addDays, type CivilDate, dayOf } from '../../../src/kernel/index.ts';
import { refreshPricesNow } from '../../../src/orders/history/refresh-prices-job.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate, testClock } from '../../support/gate.ts';

describe('refreshing the percentiles of prices', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock() });
    });
    afterEach(() => gate.close());

    const today = (): CivilDate => dayOf(gate.clock.now());
    const refresh = (): Promise<number> => refreshPricesNow(gate.db, gate.deps);
    const kept = async (): Promise<readonly string[]> => {
      const rows = await gate.db.reader('price_percentiles').orderBy(['region', 'category']);
      return rows.map(
        (row: Record<string, unknown>) => `${row.region} ${row.category} ${row.p90_fen} of ${row.sample}`,
      );
    };
    const leaves = async (): Promise<readonly { readonly bytes: string }[]> =>
      gate.db.reader('log_leaves').where({ type: 'price-percentiles.refreshed' }).orderBy('log_index');

    let orders = 0;
    interface PriceWish {
      readonly priceFen: number;
      readonly region?: string;
      readonly category?: string;
      readonly submittedOn?: string;
      readonly standing?: number | null;
    }
    /** Only the two rows that a percentile looks at. */
    async function price({ priceFen, ...wish }: PriceWish): Promise<string> {
      orders += 1;
      const id = `ord_${String(orders).padStart(6, '0')}`;
      await gate.db.writer('orders').insert({
        ...{
          id,
          order_key: id,
          agency_code: '11421000MB1234562Q',
          reference: id,
          fiscal_year: 2026,
          state: 'approved',
        },
        ...{
          outcome: 'approved',
          standing_revision: wish.standing === undefined ? 1 : wish.standing,
          latest_revision: 1,
        },
        ...{ submitted_at: gate.clock.now(), decided_at: gate.clock.now(), decision_id: 'dec_1', log_index: 0 },
      });
      await gate.db.writer('order_prices').insert({
        ...{
          order_id: id,
          revision: 1,
          line: 1,
          category: wish.category ?? 'desktop',
          region: wish.region ?? '421000',
        },
        ...{ unit_price_fen: priceFen, submitted_on: wish.submittedOn ?? today() },
      });
      return id;
    }

    it('takes the nearest rank: of ten prices the ninth, of eleven the tenth, of one that one', async () => {
      for (const priceFen of [700, 100, 900, 300, 500, 200, 1_000, 400, 800, 600]) await price({ priceFen });
      await price({ priceFen: 77, category: 'server' });
      assert.equal(await refresh(), 2);
      assert.deepEqual(await kept(), ['421000 desktop 900 of 10', '421000 server 77 of 1']);

      await price({ priceFen: 5_000 });
      await refresh();

      assert.deepEqual(await kept(), ['421000 desktop 1000 of 11', '421000 server 77 of 1']);
    });

    it('counts each region for itself, standing revisions only, and the window to its first day', async () => {
      const first = addDays(today(), -365);
      await price({ priceFen: 100, submittedOn: first });
      await price({ priceFen: 900, submittedOn: addDays(first, -1) });
      await price({ priceFen: 900, standing: null });
      await price({ priceFen: 900, standing: 2 });
      await price({ priceFen: 300, region: '511300' });

      await refresh();

      assert.deepEqual(await kept(), ['421000 desktop 100 of 1', '511300 desktop 300 of 1']);
    });

    it('records one leaf with what has changed, and none when nothing has', async () => {
      await price({ priceFen: 100 });
      await price({ priceFen: 300, region: '511300' });

      assert.equal(await refresh(), 2);
      assert.equal(await refresh(), 0);
      await price({ priceFen: 200 });
      assert.equal(await refresh(), 1);

      const [first, second, ...more] = (await leaves()).map(({ bytes }) => JSON.parse(bytes));
      assert.equal(more.length, 0);
      assert.equal(first.prices.length, 2);
      assert.deepEqual(second.prices, [
        { asOfOn: today(), category: 'desktop', medianFen: 100, p90Fen: 200, region: '421000', sample: 2 },
      ]);
      assert.deepEqual(second.removed, []);
    });

    it('measures in steps that another thread can take, and looks itself only whether there is a price', async () => {
      await price({ priceFen: 100 });
      await price({ priceFen: 77, category: 'server' });
      await price({ priceFen: 300, region: '511300', category: 'notebook' });
      const read = { here: [] as string[], inSteps: [] as string[] };
      let list: keyof typeof read = 'here';
      const note = ({ sql }: { readonly sql: string }): void => void read[list].push(sql);
      const take = stepsHere({ db: gate.db, pause: nextTurn });
      const takeStep: TakeStep = async (step, input) => {
        list = 'inSteps';
        return take(step, structuredClone(input)).finally(() => (list = 'here'));
      };

      gate.db.reader.on('query', note);
      const changed = await refreshPricesNow(gate.db, gate.deps, { takeStep, stepMs: 0 });
      gate.db.reader.off('query', note);

      assert.equal(changed, 3);
      assert.deepEqual(await kept(), ['421000 desktop 100 of 1', '421000 server 77 of 1', '511300 notebook 300 of 1']);
      const ofPrices = (list: readonly string[]) => list.filter((sql) => /order_prices/.test(sql));
      assert.ok(ofPrices(read.inSteps).length > 3);
      assert.equal(ofPrices(read.here).length, 1);
      assert.match(ofPrices(read.here)[0] ?? '', /limit/);
    });

    it('takes no step where there is no price, and writes nothing when it has to end between two', async () => {
      let steps = 0;
      const take = stepsHere({ db: gate.db, pause: nextTurn });
      const takeStep: TakeStep = (step, input) => {
        steps += 1;
        return take(step, input);
      };
      assert.equal(await refreshPricesNow(gate.db, gate.deps, { takeStep }), 0);
      assert.equal(steps, 0);

      await price({ priceFen: 100 });
      await price({ priceFen: 300, region: '511300' });
      const mayGoOn = async (): Promise<boolean> => steps < 1;
      assert.equal(await refreshPricesNow(gate.db, gate.deps, { takeStep, stepMs: 0, mayGoOn }), 0);

      assert.equal(steps, 1);
      assert.deepEqual([await kept(), await leaves()], [[], []]);
    });

    it('removes what has no live price any more', async () => {
      const id = await price({ priceFen: 100 });
      await refresh();

      await gate.db.writer('orders').where({ id }).update({ standing_revision: null, state: 'withdrawn' });
      assert.equal(await refresh(), 1);

      assert.deepEqual(await kept(), []);
      assert.deepEqual(JSON.parse((await leaves())[1]?.bytes ?? '{}').removed, [
        { category: 'desktop', region: '421000' },
      ]);
    });
  });
});
