import { insertRows, type Row, selectedRows, type Tx } from '../../db/index.ts';
import { type Fen, fen, instant } from '../../kernel/index.ts';
import { type GovernedTx, reachOnly, selectIn } from '../../log/index.ts';
import type { CarryOver } from '../act.ts';
import type {
  ClosedScope,
  ClosingChoices,
  ClosingLine,
  ClosingSums,
  LineIdentity,
  YearBuckets,
  YearClosing,
} from './year-end.ts';

/** Closings of these regions; all years, or one. */
export async function listClosingsOf(
  tx: Tx,
  { regions, fiscalYear }: { readonly regions: readonly string[]; readonly fiscalYear: number },
): Promise<readonly YearClosing[]> {
  const rows: Row[] = await tx('year_closings')
    .where({ fiscal_year: fiscalYear })
    .whereIn('region', [...regions]);
  return rows.map(toClosing);
}

/** Every closing, the last year first: a few rows. */
export async function listAllClosings(tx: Tx): Promise<readonly YearClosing[]> {
  const rows: Row[] = await tx('year_closings').orderBy([
    { column: 'fiscal_year', order: 'desc' },
    { column: 'region' },
  ]);
  return rows.map(toClosing);
}

export async function listRunningClosings(tx: Tx): Promise<readonly YearClosing[]> {
  const rows: Row[] = await tx('year_closings').where({ state: 'running' }).orderBy(['fiscal_year', 'region']);
  return rows.map(toClosing);
}

function toClosing(row: Row): YearClosing {
  const optional = (cell: unknown): Fen | null => (cell === null ? null : fen(Number(cell)));
  const [releasedFen, carriedFen, keptOpenFen] = [row.released_fen, row.carried_fen, row.kept_open_fen].map(optional);
  return {
    region: String(row.region),
    fiscalYear: Number(row.fiscal_year),
    state: row.state === 'closed' ? 'closed' : 'running',
    choices: JSON.parse(String(row.choices)) as ClosingChoices,
    toDo: Number(row.to_do),
    startedAt: instant(String(row.started_at)),
    startedIndex: Number(row.started_index),
    closedAt: row.closed_at === null ? null : instant(String(row.closed_at)),
    sums:
      releasedFen != null && carriedFen != null && keptOpenFen != null
        ? { releasedFen, carriedFen, keptOpenFen }
        : null,
    logIndex: Number(row.log_index),
  };
}

/** From this row on the year takes nothing new. */
export async function insertClosing(tx: GovernedTx, closing: YearClosing): Promise<void> {
  const { region, fiscalYear, logIndex } = closing;
  await insertRows(tx, 'fiscal_years', [{ region, fiscal_year: fiscalYear, state: 'closed', log_index: logIndex }]);
  await insertRows(tx, 'year_closings', [
    {
      ...{ region, fiscal_year: fiscalYear, state: 'running', choices: JSON.stringify(closing.choices) },
      ...{ to_do: closing.toDo, started_at: closing.startedAt, started_index: closing.startedIndex },
      ...{ closed_at: null, released_fen: null, carried_fen: null, kept_open_fen: null, log_index: logIndex },
    },
  ]);
}

export async function updateClosed(
  tx: GovernedTx,
  { region, fiscalYear }: ClosedScope,
  { sums, closedAt, logIndex }: { readonly sums: ClosingSums; readonly closedAt: string; readonly logIndex: number },
): Promise<void> {
  const changed = await tx('year_closings')
    .where({ region, fiscal_year: fiscalYear, state: 'running' })
    .update({
      ...{ state: 'closed', closed_at: closedAt, log_index: logIndex },
      ...{ released_fen: sums.releasedFen, carried_fen: sums.carriedFen, kept_open_fen: sums.keptOpenFen },
    });
  if (changed !== 1) throw new Error(`the closing of ${fiscalYear} for ${region} has gone while the head was held`);
}

/** Lines of the year with money that orders hold, by code. */
export async function listClosingLines(
  tx: Tx,
  { region, fiscalYear }: ClosedScope,
): Promise<readonly Omit<ClosingLine, 'isFrozen'>[]> {
  const query = tx('budget_lines').where({ fiscal_year: fiscalYear });
  reachOnly(tx, query, { column: 'agency_code', table: 'budget_lines', grant: { region } });
  const rows: Row[] = await query
    .where((held) => held.where('reserved_fen', '<>', 0).orWhere('encumbered_fen', '<>', 0))
    .orderBy('code');
  return rows.map((row) => ({
    ...toIdentity(row),
    appropriationFen: fen(Number(row.appropriation_fen)),
    reservedFen: fen(Number(row.reserved_fen)),
    encumberedFen: fen(Number(row.encumbered_fen)),
    spentFen: fen(Number(row.spent_fen)),
  }));
}

/** Every line of a year that some agencies have. */
export async function listLinesOfYear(
  tx: Tx,
  { fiscalYear, agencyCodes }: { readonly fiscalYear: number; readonly agencyCodes: readonly string[] },
): Promise<readonly LineIdentity[]> {
  const rows = await selectIn(tx, 'budget_lines', 'agency_code', agencyCodes);
  return rows.filter((row) => Number(row.fiscal_year) === fiscalYear).map(toIdentity);
}

function toIdentity(row: Row): LineIdentity {
  return {
    code: String(row.code),
    agencyCode: String(row.agency_code),
    project: String(row.project),
    projectCode: row.project_code === null ? null : String(row.project_code),
    economicClass: String(row.economic_class),
  };
}

/** What all lines of the year come to. */
export async function sumYear(tx: Tx, { region, fiscalYear }: ClosedScope): Promise<YearBuckets> {
  const query = tx('budget_lines').where({ fiscal_year: fiscalYear });
  reachOnly(tx, query, { column: 'agency_code', table: 'budget_lines', grant: { region } });
  const row: Row | undefined = await query
    .sum({ appropriation: 'appropriation_fen', elsewhere: 'elsewhere_fen', reserved: 'reserved_fen' })
    .sum({ encumbered: 'encumbered_fen', spent: 'spent_fen' })
    .first();
  const sum = (name: string): Fen => fen(Number(row?.[name] ?? 0));
  return {
    appropriationFen: sum('appropriation'),
    elsewhereFen: sum('elsewhere'),
    reservedFen: sum('reserved'),
    encumberedFen: sum('encumbered'),
    spentFen: sum('spent'),
  };
}

export interface OpenCommitment {
  readonly orderId: string;
  readonly budgetLine: string;
  readonly amountFen: Fen;
  readonly isClassified: boolean;
}

export interface CommitmentsQuestion {
  readonly lines: readonly string[];
  readonly bucket: 'reserved' | 'encumbered';
  readonly limit: number;
}

/** That a platform is buying for an order `o`: what stands is what it redeemed. */
const IN_PURCHASE = `exists (select 1 from redemptions r
  where r.order_id = o.id and r.cancelled_at is null and r.revision = o.standing_revision)`;

/**
 * What orders still have on these lines in a bucket, told from the moves: whatever was done before is not open any more, nor is
 * what is kept for a purchase that is under way.
 */
export async function listOpenCommitments(
  tx: Tx,
  { lines, bucket, limit }: CommitmentsQuestion,
): Promise<readonly OpenCommitment[]> {
  if (lines.length === 0) return [];
  const marks = lines.map(() => '?').join(',');
  const rows = selectedRows<{ order_id: string; account: string; amount: number; is_classified: number }>(
    await tx.raw(
      `select held.order_id, held.account, held.amount, o.is_classified from (
         select m.order_id, m.account,
           sum(case when m.to_bucket = ? then m.quantity when m.from_bucket = ? then -m.quantity else 0 end) as amount
         from moves m
         where m.account_kind = 'budget-line' and m.account in (${marks})
         group by m.order_id, m.account
       ) held join orders o on o.id = held.order_id
       where held.amount > 0 and not ${IN_PURCHASE} order by held.account, held.order_id limit ?`,
      [bucket, bucket, ...lines, limit],
    ),
  );
  return rows.map((row) => ({
    orderId: row.order_id,
    budgetLine: row.account,
    amountFen: fen(Number(row.amount)),
    isClassified: Number(row.is_classified) === 1,
  }));
}

/** What purchases that are under way have reserved, by budget line. */
export async function sumInPurchase(tx: Tx): Promise<ReadonlyMap<string, Fen>> {
  const rows = selectedRows<{ account: string; amount: number }>(
    await tx.raw(
      `select m.account, sum(case when m.to_bucket = 'reserved' then m.quantity
           when m.from_bucket = 'reserved' then -m.quantity else 0 end) as amount
       from orders o join moves m on m.order_id = o.id
       where o.state = 'approved' and o.expires_at is null and ${IN_PURCHASE} and m.account_kind = 'budget-line'
       group by m.account`,
    ),
  );
  return new Map(rows.map(({ account, amount }) => [account, fen(Number(amount))]));
}

/** What has been given back and carried out of the lines of a year since a leaf. */
export async function sumClosingMoves(
  tx: Tx,
  { region, fiscalYear }: ClosedScope,
  since: number,
): Promise<Pick<ClosingSums, 'releasedFen' | 'carriedFen'>> {
  const query = tx('moves')
    .join('budget_lines', 'budget_lines.code', 'moves.account')
    .where({ account_kind: 'budget-line', fiscal_year: fiscalYear })
    .where('moves.log_index', '>', since)
    .whereIn('from_bucket', ['reserved', 'encumbered'])
    .whereIn('cause', ['year-end', 'carry-over']);
  reachOnly(tx, query, { column: 'agency_code', table: 'budget_lines', grant: { region } });
  const rows: Row[] = await query.groupBy('cause').select('cause').sum({ amount: 'quantity' });
  const amount = (cause: string): Fen => fen(Number(rows.find((row) => row.cause === cause)?.amount ?? 0));
  return { releasedFen: amount('year-end'), carriedFen: amount('carry-over') };
}

/** The first and the last agency of each region within a region: who reaches both by a region reaches all between them. */
export async function listRegionEndsOf(tx: Tx, region: string): Promise<readonly string[]> {
  const query = tx('agencies');
  reachOnly(tx, query, { column: 'code', table: 'agencies', grant: { region } });
  const rows: Row[] = await query.groupBy('region').select('region').min({ first: 'code' }).max({ last: 'code' });
  return [...new Set(rows.flatMap((row) => [String(row.first), String(row.last)]))];
}

/** Rows of both tables, to be compared with the log. */
export async function listClosingRows(tx: Tx): Promise<{ readonly closings: Row[]; readonly years: Row[] }> {
  return { closings: await tx('year_closings'), years: await tx('fiscal_years') };
}

/** What was carried over of an order, the oldest first. */
export async function listCarryOvers(tx: Tx, orderId: string): Promise<readonly CarryOver[]> {
  // A leaf names the way out and the way in next to each other.
  const rows = selectedRows<{ source: string; target: string; quantity: number; log_index: number }>(
    await tx.raw(
      `select gone.account as source, come.account as target, gone.quantity, gone.log_index
       from moves gone join moves come on come.log_index = gone.log_index and come.sequence = gone.sequence + 1
       where gone.order_id = ? and gone.cause = 'carry-over' and gone.from_bucket = 'encumbered'
       order by gone.log_index, gone.sequence`,
      [orderId],
    ),
  );
  return rows.map((row) => ({
    from: row.source,
    to: row.target,
    amountFen: fen(Number(row.quantity)),
    logIndex: Number(row.log_index),
  }));
}
