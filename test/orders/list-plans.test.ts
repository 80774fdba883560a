import assert from 'node:assert/strict';
import {
  type Database,
  inSnapshot,
  insertRows,
  inTransaction,
  openDatabase,
  refreshStatistics,
} from '../../src/db/index.ts';
import { type Actor, fen, type Grant } from '../../src/kernel/index.ts';
import type { OrdersQuestion } from '../../src/orders/find-order-conditions.ts';
import { listOrders } from '../../src/orders/list-orders.ts';
import { listStandings } from '../../src/orders/standings-repository.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../support/databases.ts';
import { type Statement, statementsDuring } from '../support/sent-statements.ts';

const ORDERS = 7_200;
/** The oldest, more than are read and put in order. */
const REFERRED = 1_200;
const FINDINGS = 2_000;
const AGENCIES = 60;

const STATES = ['approved', 'rejected', 'referred', 'withdrawn', 'lapsed', 'fulfilled'];

const agencyOf = (index: number): string => `11${String(index % AGENCIES).padStart(16, '0')}`;

function outcomeOf(index: number): string {
  if (index < REFERRED) return 'referred';
  return index % 3 === 0 ? 'rejected' : 'approved';
}

const orderRow = (index: number) => ({
  id: `ord_${String(index).padStart(6, '0')}`,
  order_key: `${agencyOf(index)}/PO-${index}`,
  agency_code: agencyOf(index),
  reference: `PO-${index}`,
  fiscal_year: 2020 + (index % 7),
  state: STATES[index % STATES.length] ?? '',
  outcome: outcomeOf(index),
  standing_revision: 1,
  latest_revision: 1,
  total_fen: 100 + (index % 1_000),
  is_classified: 0,
  supplier: agencyOf(index % 40),
  submitted_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
  decided_at: '2026-06-01T00:00:00.000Z',
  supplier_name: `供应商 ${index % 40}`,
  expires_at: new Date(Date.UTC(2026, 0, 31) + index * 60_000).toISOString(),
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

const findingRow = (index: number) => ({
  order_id: orderRow(index).id,
  rule: index % 2 === 0 ? 'OS-01' : 'HW-02',
  effect: 'reject',
  log_index: index,
});

/** Of the first few something newer was rejected, so that their first revision stands. */
const AMENDED = 1_000;

const revisionRow = (index: number) => ({
  order_id: orderRow(index).id,
  revision: 1,
  agency_code: agencyOf(index),
  body: '{}',
  body_digest: `sha256:${'0'.repeat(64)}`,
  submitted_at: '2026-06-01T00:00:00.000Z',
  key_id: 'key',
  person_id: null,
  twin_key: '',
  plan_filing: null,
  exemption_document: null,
  exempted_devices: 0,
  total_fen: index,
  subject: null,
  devices: null,
});

const decisionRow = (index: number) => ({
  id: `dec_${index}`,
  order_id: orderRow(index).id,
  revision: 1,
  stage: 'submission',
  outcome: 'approved',
  decided_at: '2026-06-01T00:00:00.000Z',
  expires_at: null,
  previous_decision: null,
  rule_set: 1,
  log_index: index,
});

const reviewRow = (index: number) => ({ owner: 'finance', order_id: orderRow(index).id, log_index: index });

const FILTERS: Readonly<Record<string, OrdersQuestion['filters']>> = {
  nothing: {},
  'a state': { state: 'referred' },
  'an outcome': { outcome: 'rejected' },
  'a supplier': { supplier: agencyOf(7) },
  'a year': { fiscalYear: 2023 },
  'a reference': { reference: 'PO-77' },
  'so much money': { totalFrom: fen(200), totalUntil: fen(900) },
};

/** Of these the rows are few, so that sorting them may cost less than going through all orders. */
const NARROW_FILTERS: Readonly<Record<string, OrdersQuestion['filters']>> = {
  'a region': { region: '421000' },
  'an agency and all below it': { agencyCode: agencyOf(3), subtree: true },
  'a rule': { rule: 'OS-01' },
  'the beginning of a reference': { search: 'PO-12' },
  'the beginning of a reference in the other case': { search: 'po-12' },
  'the beginning of a supplier': { search: '供应商 39' },
  'an id': { search: 'ord_000007' },
};

/** A page of each list in the middle of it. */
const SORTS: Readonly<Record<string, Pick<OrdersQuestion, 'sort' | 'after'>>> = {
  'the oldest first': { sort: 'submittedAt', after: ['2026-01-03T00:00:00.000Z', 'ord_002880'] },
  'the dearest first': { sort: '-total', after: [600, 'ord_000500'] },
  'what lapses first': { sort: 'expiresAt', after: ['2026-02-02T00:00:00.000Z', 'ord_002880'] },
};

const REACHES: Readonly<Record<string, Grant>> = {
  'the nation': { region: '000000' },
  'a province': { region: '420000' },
};

const NATION: Grant = { region: '000000' };

const SEEKERS: Readonly<Record<string, { readonly grant: Grant; readonly filters: OrdersQuestion['filters'] }>> = {
  'of their agency': { grant: { agencies: [agencyOf(3)] }, filters: {} },
  'of their county': { grant: { region: '421100' }, filters: {} },
  'of the agency that is asked for': { grant: NATION, filters: { agencyCode: agencyOf(3) } },
  'of a state': { grant: NATION, filters: { state: 'rejected' } },
  'of a year and an outcome': { grant: NATION, filters: { fiscalYear: 2023, outcome: 'approved' } },
};

describe('the plan of the list of orders', () => {
  forEachEngine('plans', (engine) => {
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
        await insertRows(
          tx,
          'order_findings',
          Array.from({ length: FINDINGS }, (_, index) => findingRow(index * 3)),
        );
        await insertRows(
          tx,
          'order_reviews',
          Array.from({ length: REFERRED }, (_, index) => reviewRow(index)),
        );
        const amended = Array.from({ length: AMENDED }, (_, index) => index);
        await insertRows(tx, 'order_revisions', amended.map(revisionRow));
        await insertRows(tx, 'decisions', amended.map(decisionRow));
      });
      await refreshStatistics(db);
      if (engine === 'mysql') await db.writer.raw('analyze table orders, agencies, order_revisions, decisions');
    });
    after(async () => {
      await db.close();
      await fresh.drop();
    });

    const questionOf = (grant: Grant, filters: OrdersQuestion['filters']): OrdersQuestion => ({
      actor: { keyId: 'key', personId: null, role: 'audit', grant, scopes: [] } as Actor,
      filters,
      overdueOn: undefined,
      sort: '-submittedAt',
      after: ['2026-01-03T00:00:00.000Z', 'ord_002880'],
      limit: 50,
    });

    /** What a question sends about orders, as it is sent, and how many it finds. */
    async function sentFor(
      question: OrdersQuestion,
    ): Promise<{ readonly sent: readonly Statement[]; readonly rows: number }> {
      const sent: Statement[] = [];
      const note = (query: Statement): unknown => sent.push(query);
      db.reader.on('query', note);
      const found = await inSnapshot(db, (tx) => listOrders(tx, question)).finally(() =>
        db.reader.removeListener('query', note),
      );
      return { sent: sent.filter(({ sql }) => /orders/.test(sql)), rows: found.orders.length };
    }

    async function explained({ sql, bindings }: Statement): Promise<string> {
      const explain = engine === 'sqlite' ? 'explain query plan' : 'explain';
      const plan = await db.reader.raw(`${explain} ${sql}`, [...bindings] as never);
      return JSON.stringify(engine === 'sqlite' ? plan : plan[0]);
    }

    async function planOf(question: OrdersQuestion): Promise<{ readonly plan: string; readonly rows: number }> {
      const { sent, rows } = await sentFor(question);
      const query = sent.at(-1);
      assert.ok(query, 'a statement was sent');
      return { plan: await explained(query), rows };
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

    for (const [asked, sorted] of Object.entries(SORTS)) {
      it(`sorts nothing for ${asked}, on a later page`, async () => {
        const { plan, rows } = await planOf({ ...questionOf({ region: '000000' }, {}), ...sorted });

        assert.doesNotMatch(plan, /TEMP B-TREE|filesort|temporary/i);
        assert.ok(rows > 0);
      });
    }

    for (const [asked, filters] of Object.entries(NARROW_FILTERS)) {
      it(`goes through an index for ${asked}`, async () => {
        const { plan, rows } = await planOf({ ...questionOf({ region: '000000' }, filters), after: undefined });

        assert.doesNotMatch(plan, /SCAN orders|"table":"orders","type":"ALL"/i);
        assert.ok(rows > 0);
      });
    }

    for (const [whose, { grant, filters }] of Object.entries(SEEKERS)) {
      it(`looks for what nobody has by how it begins, and not through all orders ${whose}`, async () => {
        const { sent, rows } = await sentFor(questionOf(grant, { ...filters, search: 'ZZ' }));

        const sought = sent.filter(({ sql }) => /(reference|supplier_name)`? >=/.test(sql));
        assert.ok(sought.length >= 3);
        for (const statement of sought) assert.match(await explained(statement), /orders_by_(reference|supplier_name)/);
        assert.equal(rows, 0);
      });
    }

    it('finds what stands of a page of amended orders in one statement, by their keys', async () => {
      const { orders } = await inSnapshot(db, (tx) =>
        listOrders(tx, { ...questionOf(NATION, {}), sort: 'submittedAt', after: undefined }),
      );
      const amended = orders.map((order) => ({ ...order, latestRevision: 2, decisionId: 'dec_later' }));
      let standings: Awaited<ReturnType<typeof listStandings>> = new Map();

      const sent = await statementsDuring(db, async () => {
        standings = await inSnapshot(db, (tx) => listStandings(tx, amended));
      });

      assert.deepEqual(
        amended.map(({ id }) => standings.get(id)),
        amended.map((_, index) => ({ revision: 1, totalFen: index, decisionId: `dec_${index}` })),
      );
      const [statement, ...more] = sent.filter(({ sql }) => /order_revisions/.test(sql));
      assert.ok(statement);
      assert.deepEqual(more, []);
      assert.doesNotMatch(await explained(statement), /SCAN|"type":"ALL"/i);
    });

    it('fills the page of an in-tray that has more than a thousand, however many newer orders nobody reviews', async () => {
      const question = { ...questionOf({ region: '000000' }, { awaitingReviewBy: 'finance' }), after: undefined };

      const { plan, rows } = await planOf(question);

      assert.doesNotMatch(plan, /TEMP B-TREE|filesort|temporary/i);
      assert.equal(rows, 50);
    });

    it('fills the page of a region that has one order of twenty', async () => {
      const question = { ...questionOf({ region: '000000' }, { region: '421000' }), after: undefined, limit: 300 };

      const { rows } = await planOf(question);

      assert.equal(rows, 300);
    });

    it('refuses to sort what begins like more than a thousand orders', async () => {
      await assert.rejects(planOf(questionOf({ region: '000000' }, { search: 'PO-' })), { code: 'search.too_many' });
    });
  });
});
