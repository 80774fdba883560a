import assert from 'node:assert/strict';
import {
  type Database,
  inSnapshot,
  insertRows,
  inTransaction,
  openDatabase,
  refreshStatistics,
} from '../../src/db/index.ts';
import { type Actor, addDays, civilDate, type Grant, startOfDay } from '../../src/kernel/index.ts';
import type { OrderFilters, OrderSort } from '../../src/orders/find-order-conditions.ts';
import { countOrders } from '../../src/orders/index.ts';
import { listOrders } from '../../src/orders/list-orders.ts';
import { plansDuring } from '../contract/plans.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../support/databases.ts';

/** More than a page looks at; they are newer than all that lapse. */
const APPROVED = 6_000;
const LAPSING = 7;
const IN_PURCHASE = 9;
/** Of those in purchase. */
const DUE = 4;
const AGENCIES = 150;
const TODAY = civilDate('2026-06-01');
const UNTIL = addDays(TODAY, 7);

const agencyOf = (index: number): string => `11${String(index % AGENCIES).padStart(16, '0')}`;
const idOf = (index: number): string => `ord_${String(index).padStart(7, '0')}`;

const agencyRow = (index: number) => ({
  ...{ code: agencyOf(index), name: `单位 ${index}`, kind: 'party-government-organ', level: 'city' },
  // Every fifth is of another region.
  region: index % 5 === 0 ? '511300' : '421000',
  ...{ parent_code: null, staff: 10, is_classified: 0, is_isolated_network: 0, opened_on: null, log_index: index },
});

const orderRow = (index: number, expiresAt: string | null, state = 'approved') => ({
  ...{ id: idOf(index), order_key: `${agencyOf(index)}/PO-${index}`, agency_code: agencyOf(index) },
  ...{ reference: `PO-${index}`, fiscal_year: 2026, state, outcome: 'approved', standing_revision: 1 },
  ...{ latest_revision: 1, total_fen: 100, is_classified: 0, supplier: agencyOf(1), supplier_name: '供应商' },
  submitted_at: new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString(),
  ...{ decided_at: '2026-06-01T00:00:00.000Z', expires_at: expiresAt, decision_id: `dec_${index}`, log_index: index },
});

const redemptionRow = (index: number, dueOn: string, cancelledAt: string | null = null) => ({
  ...{ decision_id: `dec_${index}_${dueOn}`, order_id: idOf(index), agency_code: agencyOf(index), revision: 1 },
  ...{ reference: `P-${index}`, redeemed_at: '2026-05-01T00:00:00.000Z', key_id: 'key', person_id: null },
  ...{ contract_due_on: dueOn, clearance_ends_at: '2026-06-01T00:00:00.000Z', log_index: index },
  ...{ cancelled_at: cancelledAt, cancelled_index: cancelledAt === null ? null : index },
});

/** In purchase after those whose approval ends; what was bought long ago has a contract, and a redemption that was due. */
const firstInPurchase = LAPSING;
const firstContracted = firstInPurchase + IN_PURCHASE;
const CONTRACTED = 1_000;

async function fill(db: Database): Promise<void> {
  const many = <T>(length: number, from: number, row: (index: number) => T): T[] =>
    Array.from({ length }, (_, at) => row(from + at));
  const soon = startOfDay(addDays(TODAY, 3));
  const later = startOfDay(addDays(TODAY, 8));
  await inTransaction(db, async (tx) => {
    await insertRows(tx, 'agencies', many(AGENCIES, 0, agencyRow));
    await insertRows(tx, 'orders', [
      ...many(LAPSING, 0, (index) => orderRow(index, index === 0 ? startOfDay(TODAY) : soon)),
      ...many(IN_PURCHASE, firstInPurchase, (index) => orderRow(index, null)),
      ...many(CONTRACTED, firstContracted, (index) => orderRow(index, null, 'contracted')),
      ...many(APPROVED, firstContracted + CONTRACTED, (index) => orderRow(index, later)),
    ]);
    await insertRows(tx, 'redemptions', [
      ...many(DUE, firstInPurchase, (index) => redemptionRow(index, addDays(TODAY, index - firstInPurchase))),
      ...many(IN_PURCHASE - DUE, firstInPurchase + DUE, (index) => redemptionRow(index, addDays(TODAY, 8))),
      ...many(CONTRACTED, firstContracted, (index) => redemptionRow(index, '2026-03-01')),
      // Given back: its approval ends as before.
      redemptionRow(0, '2026-05-20', '2026-05-10T00:00:00.000Z'),
      redemptionRow(firstContracted + CONTRACTED, '2026-05-20', '2026-05-10T00:00:00.000Z'),
    ]);
  });
  await refreshStatistics(db);
  if (db.engine === 'mysql') await db.writer.raw('analyze table orders, agencies, redemptions');
}

const REACHES: Readonly<Record<string, Grant>> = {
  'the nation': { region: '000000' },
  'a region of many agencies': { region: '421000' },
  'a region of few': { region: '511300' },
  'an agency': { agencies: [agencyOf(firstInPurchase)] },
};

const actorOf = (grant: Grant) =>
  ({ keyId: 'key', personId: null, role: 'procurement-officer', grant, scopes: [] }) as unknown as Actor;

describe('orders that lapse soon, among many that do not', () => {
  forEachEngine('statements', (engine) => {
    let fresh: FreshDatabase;
    let db: Database;
    const filters: OrderFilters = { lapsesUntil: UNTIL };

    before(async () => {
      fresh = await freshDatabaseUrl(engine);
      db = openDatabase(fresh.url);
      await fill(db);
    });
    after(async () => {
      await db.close();
      await fresh.drop();
    });

    const counted = (grant: Grant) =>
      inSnapshot(db, (tx) => countOrders(tx, { actor: actorOf(grant), filters, urgentUntil: addDays(TODAY, 1) }));

    const firstPage = (grant: Grant, sort: OrderSort = '-submittedAt', asked = filters) => {
      const question = { actor: actorOf(grant), filters: asked, overdueOn: undefined, sort, after: undefined };
      return inSnapshot(db, (tx) => listOrders(tx, { ...question, limit: 50 }));
    };

    /** From the first that lapses to the last of them, or what is in purchase; never all that is approved. */
    const byEnd =
      engine === 'sqlite'
        ? /orders_listed_by_(state_expiry \(state=\?|agency_expiry \(agency_code=\?) AND expires_at<\?\)/
        : /"type":"range",[^}]*"key":"orders_listed_by_(state|agency)_expiry"/;
    const inPurchase =
      engine === 'sqlite'
        ? /orders_listed_by_state_expiry \(state=\? AND expires_at=\?\)/
        : /"key":"orders_listed_by_state_expiry",[^}]*"ref":"const,const"/;

    /** What each order has in the table, without any index. */
    const expected = (grant: Grant): readonly string[] =>
      Array.from({ length: LAPSING + DUE }, (_, index) => index)
        .filter((index) => {
          if ('agencies' in grant) return grant.agencies.includes(agencyOf(index));
          const { region } = agencyRow(index);
          return grant.region === '000000' || grant.region === region;
        })
        .map(idOf)
        .toReversed();

    for (const [reach, grant] of Object.entries(REACHES)) {
      it(`are all on the first page for ${reach}, and as many as are counted`, async () => {
        const { orders, next } = await firstPage(grant);
        const { count } = await counted(grant);

        assert.deepEqual([orders.map(({ id }) => id), next], [expected(grant), null]);
        assert.equal(count, orders.length);
      });

      it(`are counted by when they lapse for ${reach}`, async () => {
        const plans = await plansDuring({ db, engine }, new Map(), async () => {
          await counted(grant);
        });

        const ofOrders = plans.filter(({ sql }) => /from\W+orders\b/.test(sql));
        assert.equal(ofOrders.length, 2);
        for (const { sql, plan } of ofOrders) {
          const read = /`expires_at` < /.test(sql) ? byEnd : inPurchase;
          assert.match(plan, read, `${sql}\n${plan}`);
          assert.doesNotMatch(plan, /SCAN (orders|r)\b|"table":"(orders|r)","type":"(ALL|index)"/, `${sql}\n${plan}`);
        }
      });
    }

    it('tell what is urgent and what is first, each once', async () => {
      assert.deepEqual(await counted({ region: '000000' }), { count: LAPSING + DUE, urgent: 1 + 2, dueFirst: TODAY });
    });

    it('are the first of what is sorted by the end of its approval, and the last as well', async () => {
      const nation = { region: '000000' } as const;
      const ends = Array.from({ length: LAPSING }, (_, index) => idOf(index));

      const pages = [await firstPage(nation, 'expiresAt'), await firstPage(nation, '-expiresAt')];

      assert.deepEqual(
        pages.map(({ orders, next }) => [orders.map(({ id }) => id), next]),
        [
          [ends, null],
          [ends.toReversed(), null],
        ],
      );
    });

    it('are on full pages where they are more than are put in order', async () => {
      const { orders } = await firstPage({ region: '000000' }, '-submittedAt', { lapsesUntil: addDays(TODAY, 8) });

      assert.equal(orders.length, 50);
      assert.equal(orders[0]?.id, idOf(firstContracted + CONTRACTED + APPROVED - 1));
    });
  });
});
