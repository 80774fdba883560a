import assert from 'node:assert/strict';
import {
  type Database,
  inSnapshot,
  insertRows,
  inTransaction,
  openDatabase,
  refreshStatistics,
} from '../../src/db/index.ts';
import type { Actor, Grant } from '../../src/kernel/index.ts';
import { listOrders, type OrdersQuestion } from '../../src/orders/find-orders.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../support/databases.ts';

const ORDERS = 6_000;
const AGENCIES = 60;

const STATES = ['approved', 'rejected', 'referred', 'withdrawn', 'lapsed', 'fulfilled'];

const agencyOf = (index: number): string => `11${String(index % AGENCIES).padStart(16, '0')}`;

const orderRow = (index: number) => ({
  id: `ord_${String(index).padStart(6, '0')}`,
  order_key: `${agencyOf(index)}/PO-${index}`,
  agency_code: agencyOf(index),
  reference: `PO-${index}`,
  fiscal_year: 2020 + (index % 7),
  state: STATES[index % STATES.length] ?? '',
  outcome: index % 3 === 0 ? 'rejected' : 'approved',
  standing_revision: 1,
  latest_revision: 1,
  total_fen: 100,
  is_classified: 0,
  supplier: agencyOf(index % 40),
  submitted_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
  decided_at: '2026-06-01T00:00:00.000Z',
  expires_at: null,
  decision_id: `dec_${index}`,
  log_index: index,
});

const agencyRow = (index: number) => ({
  code: agencyOf(index),
  name: `单位 ${index}`,
  kind: 'party-government-organ',
  level: 'city',
  region: `42${String(1_000 + (index % 20) * 100)}`,
  parent_code: null,
  staff: 10,
  is_classified: 0,
  is_isolated_network: 0,
  opened_on: null,
  log_index: index,
});

const FILTERS: Readonly<Record<string, OrdersQuestion['filters']>> = {
  nothing: {},
  'a state': { state: 'referred' },
  'an outcome': { outcome: 'rejected' },
  'a supplier': { supplier: agencyOf(7) },
  'a year': { fiscalYear: 2023 },
  'a reference': { reference: 'PO-77' },
};

const REACHES: Readonly<Record<string, Grant>> = {
  'the nation': { region: '000000' },
  'a province': { region: '420000' },
};

describe('the plan of the list of orders', () => {
  forEachEngine((engine) => {
    let fresh: FreshDatabase;
    let db: Database;

    before(async () => {
      fresh = await freshDatabaseUrl(engine);
      db = openDatabase(fresh.url);
      await inTransaction(db, async (tx) => {
        await insertRows(
          tx,
          'agencies',
          Array.from({ length: AGENCIES }, (_, index) => agencyRow(index)),
        );
        await insertRows(
          tx,
          'orders',
          Array.from({ length: ORDERS }, (_, index) => orderRow(index)),
        );
      });
      await refreshStatistics(db);
      if (engine === 'mysql') await db.writer.raw('analyze table orders, agencies');
    });
    after(async () => {
      await db.close();
      await fresh.drop();
    });

    const questionOf = (grant: Grant, filters: OrdersQuestion['filters']): OrdersQuestion => ({
      actor: { keyId: 'key', personId: null, role: 'audit', grant, scopes: [] } as Actor,
      filters,
      overdueOn: undefined,
      isNewestFirst: true,
      after: { submittedAt: '2026-01-03T00:00:00.000Z', id: 'ord_002880' },
      limit: 50,
    });

    /** The statement as it was sent, explained. */
    async function planOf(question: OrdersQuestion): Promise<{ readonly plan: string; readonly rows: number }> {
      const sent: { sql: string; bindings: readonly unknown[] }[] = [];
      const note = (query: { sql: string; bindings: readonly unknown[] }): unknown => sent.push(query);
      db.reader.on('query', note);
      const found = await inSnapshot(db, (tx) => listOrders(tx, question)).finally(() =>
        db.reader.removeListener('query', note),
      );
      const query = sent.find(({ sql }) => /orders/.test(sql));
      assert.ok(query, 'a statement was sent');
      const explain = engine === 'sqlite' ? 'explain query plan' : 'explain';
      const plan = await db.reader.raw(`${explain} ${query.sql}`, [...query.bindings] as never);
      return { plan: JSON.stringify(engine === 'sqlite' ? plan : plan[0]), rows: found.length };
    }

    for (const [reach, grant] of Object.entries(REACHES)) {
      for (const [asked, filters] of Object.entries(FILTERS)) {
        it(`sorts nothing for ${reach} that asks for ${asked}, on a later page`, async () => {
          const { plan, rows } = await planOf(questionOf(grant, filters));

          assert.doesNotMatch(plan, /TEMP B-TREE|filesort|temporary/i);
          assert.ok(rows > 0 || asked === 'a reference');
        });
      }
    }
  });
});
