import { caseOf, marksFor, type Row, readPageInOrder, selectedRows, selectRows, type Tx } from '../db/index.ts';
import { type Fen, fen } from '../kernel/index.ts';
import type { Cause } from '../ledger/index.ts';
import type { GovernedTx } from '../log/index.ts';
import { rowOf } from '../reference/index.ts';

export { agenciesNamed as listAgenciesNamed } from '../reference/index.ts';

import type { ClosedYear } from './fiscal-year.ts';
import { BUDGET_LINE, type BudgetLine } from './lines/budget-line.ts';

/** The amounts of a line right after a leaf of the log: the fold of the moves up to it. */
export async function countersOfLineAsOf(tx: Tx, code: string, asOf: number): Promise<Row> {
  const [row] = selectedRows<Row>(
    await tx.raw(
      `select
         coalesce(sum(case when from_bucket = 'outside' then quantity when to_bucket = 'outside' then -quantity else 0 end), 0)
           as appropriation_fen,
         coalesce(sum(case when to_bucket = 'elsewhere' then quantity when from_bucket = 'elsewhere' then -quantity else 0 end), 0)
           as elsewhere_fen,
         coalesce(sum(case when to_bucket = 'reserved' then quantity when from_bucket = 'reserved' then -quantity else 0 end), 0)
           as reserved_fen,
         coalesce(sum(case when to_bucket = 'encumbered' then quantity when from_bucket = 'encumbered' then -quantity else 0 end), 0)
           as encumbered_fen,
         coalesce(sum(case when to_bucket = 'spent' then quantity when from_bucket = 'spent' then -quantity else 0 end), 0)
           as spent_fen
       from moves where account_kind = 'budget-line' and account = ? and log_index <= ?`,
      [code, asOf],
    ),
  );
  return row ?? {};
}

export type MoneyBucket = 'outside' | 'available' | 'elsewhere' | 'reserved' | 'encumbered' | 'spent';

/** One move of money on a line, with when its leaf was made. */
export interface BudgetMoveRow {
  readonly log_index: number;
  readonly sequence: number;
  readonly at: string;
  readonly from_bucket: MoneyBucket;
  readonly to_bucket: MoneyBucket;
  readonly quantity: number;
  readonly cause: Cause;
  readonly order_id: string | null;
  readonly key_id: string;
}

export interface BudgetMovesQuestion {
  readonly code: string;
  readonly orderId: string | undefined;
  /** Where the page before ended. */
  readonly after: { readonly logIndex: number; readonly sequence: number };
  readonly limit: number;
}

/** The journal of one line, the oldest first, with one more than the limit to tell whether there is a next page. */
export async function listMoveRows(
  tx: Tx,
  { code, orderId, after, limit }: BudgetMovesQuestion,
): Promise<BudgetMoveRow[]> {
  const { rows: moves } = await readPageInOrder<Omit<BudgetMoveRow, 'at'>>(tx, {
    table: 'moves',
    indexes: {
      moves_listed_by_order: ['order_id', 'account_kind', 'account'],
      moves_listed_by_account: ['account_kind', 'account'],
    },
    order: [
      { column: 'log_index', direction: 'asc' },
      { column: 'sequence', direction: 'asc' },
    ],
    equals: {
      account_kind: ['budget-line'],
      account: [code],
      ...(orderId !== undefined && { order_id: [orderId] }),
    },
    after: [after.logIndex, after.sequence],
    limit: limit + 1,
  });
  const leaves = await listLeafTimes(tx, [...new Set(moves.map(({ log_index: index }) => index))]);
  const times = new Map(leaves.map(({ log_index: index, at }) => [Number(index), at]));
  const rows = moves.flatMap((move) => {
    const at = times.get(Number(move.log_index));
    return at === undefined ? [] : [{ ...move, at }];
  });
  return rows;
}

async function listLeafTimes(tx: Tx, indexes: readonly number[]) {
  const leaves: { log_index: number; at: string }[] = await tx('log_leaves')
    .select('log_index', 'at')
    .whereIn('log_index', indexes);
  return leaves;
}

/** Every year that was closed, for each region: a few rows. */
export async function listClosedYears(tx: Tx): Promise<readonly ClosedYear[]> {
  const rows: { region: string; fiscal_year: number }[] = await tx('fiscal_years')
    .select('region', 'fiscal_year')
    .where({ state: 'closed' });
  return rows.map((row) => ({ region: row.region, fiscalYear: Number(row.fiscal_year) }));
}

export interface DescribedLine {
  readonly after: BudgetLine;
  readonly logIndex: number;
}

const DESCRIBED = ['documentNumber', 'projectCode', 'functionalClass', 'governmentEconomicClass', 'fundType'] as const;
const DESCRIBED_TOO = ['region', 'catalogueCodes', 'warnPercent'] as const;

/** Gives each line its own description and the leaf that says so, in one statement. */
export async function updateDescriptions(tx: GovernedTx, lines: readonly DescribedLine[]): Promise<void> {
  const rows: Row[] = lines.map(({ after, logIndex }) => ({ ...rowOf(BUDGET_LINE, after), log_index: logIndex }));
  const columns = [...[...DESCRIBED, ...DESCRIBED_TOO].map((name) => BUDGET_LINE.fields[name].column), 'log_index'];
  const codes = lines.map(({ after }) => after.code);
  const sets = columns.map((column) => {
    const value = caseOf('code', new Map(rows.map((row) => [String(row.code), row[column] ?? null])));
    return [column, tx.raw(value.sql, value.bindings)] as const;
  });
  const changed = await tx('budget_lines').whereIn('code', codes).update(Object.fromEntries(sets));
  if (changed !== lines.length) throw new Error('a budget line has gone while the head was held');
}

const AVAILABLE = 'appropriation_fen - elsewhere_fen - reserved_fen - encumbered_fen - spent_fen';

/** A line of which more is used elsewhere than it may spend. */
export interface NegativeLine {
  readonly code: string;
  readonly agencyCode: string;
  /** Below zero. */
  readonly availableFen: number;
}

/** Lines with less than nothing, by code. */
export async function listNegativeLines(tx: Tx, limit: number): Promise<readonly NegativeLine[]> {
  const rows = selectedRows<{ code: string; agency_code: string; available_fen: number }>(
    await tx.raw(
      `select code, agency_code, ${AVAILABLE} as available_fen from budget_lines where ${AVAILABLE} < 0 order by code limit ?`,
      [limit],
    ),
  );
  return rows.map((row) => ({
    code: row.code,
    agencyCode: row.agency_code,
    availableFen: Number(row.available_fen),
  }));
}

/** What all lines of each of these years may spend, and what is used of them elsewhere. A year without a line has none. */
export async function sumYears(
  tx: Tx,
  years: readonly number[],
): Promise<ReadonlyMap<number, { appropriation: number; elsewhere: number }>> {
  const sums = new Map(years.map((year) => [year, { appropriation: 0, elsewhere: 0 }]));
  if (years.length === 0) return sums;
  // As fractions, because the driver refuses a whole number that is not exact.
  const rows = await selectRows<{ fiscal_year: number; appropriation: number; elsewhere: number }>(
    tx,
    `select fiscal_year, sum(appropriation_fen * 1.0) as appropriation, sum(elsewhere_fen * 1.0) as elsewhere
     from budget_lines where fiscal_year in (${marksFor(years)}) group by fiscal_year`,
    years,
  );
  for (const row of rows) {
    sums.set(Number(row.fiscal_year), { appropriation: Number(row.appropriation), elsewhere: Number(row.elsewhere) });
  }
  return sums;
}

export async function countNegativeLines(tx: Tx): Promise<number> {
  const [row] = selectedRows<{ negative: number }>(
    await tx.raw(`select count(*) as negative from budget_lines where ${AVAILABLE} < 0`),
  );
  return Number(row?.negative ?? 0);
}

/** What the year end has brought to lines, less what it took away again; only those where that is something. */
export async function listCarried(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Fen>> {
  if (codes.length === 0) return new Map();
  const rows = await selectRows<{ account: string; carried: number }>(
    tx,
    `select account, sum(case when from_bucket = 'outside' then quantity else -quantity end) as carried
     from moves where account_kind = 'budget-line' and cause = 'carry-over' and account in (${marksFor(codes)})
     group by account`,
    codes,
  );
  return new Map(
    rows.filter(({ carried }) => Number(carried) !== 0).map((row) => [row.account, fen(Number(row.carried))]),
  );
}
