import { rowsByIndex, type Tx } from '../../db/index.ts';
import { reachOnly } from '../../log/index.ts';
import type { LinesScope } from '../report-scope.ts';
import type { BucketSums } from './buckets.ts';

export type GroupBy = 'region' | 'agency' | 'project' | 'economicClass' | 'budgetLine';

/** Sums over lines, and what they have in common; what they do not is null. */
export interface GroupRow extends BucketSums {
  readonly region: string | null;
  readonly agency_code: string | null;
  readonly agency_name: string | null;
  readonly project: string | null;
  readonly economic_class: string | null;
  readonly budget_line: string | null;
  readonly line_count: number;
}

const SUMS = `count(*) as line_count, sum(l.appropriation_fen) as appropriation, sum(l.elsewhere_fen) as elsewhere,
  sum(l.reserved_fen) as reserved, sum(l.encumbered_fen) as encumbered, sum(l.spent_fen) as spent`;

/** The same sums out of moves; one from outside is an appropriation. */
function sumsOfMoves(move = ''): string {
  const [from, to, quantity] = ['from_bucket', 'to_bucket', 'quantity'].map((column) => move + column);
  const sumIn = (bucket: string): string =>
    `sum(case when ${to} = '${bucket}' then ${quantity} when ${from} = '${bucket}' then -${quantity} else 0 end)`;
  return `-${sumIn('outside')} as appropriation, ${BUCKETS.map((bucket) => `${sumIn(bucket)} as ${bucket}`).join(', ')}`;
}

const BUCKETS = ['elsewhere', 'reserved', 'encumbered', 'spent'] as const;

const SUMS_OF_MOVES = `count(distinct l.code) as line_count, ${sumsOfMoves('m.')}`;
const SUMS_OF_LINE = sumsOfMoves();
const SUMS_OF_SUMS = `count(*) as line_count, ${['appropriation', ...BUCKETS].map((name) => `sum(m.${name}) as ${name}`).join(', ')}`;

const COMMON_COLUMNS = ['region', 'agency_code', 'agency_name', 'project', 'economic_class', 'budget_line'] as const;

type Common = Partial<Record<(typeof COMMON_COLUMNS)[number], string>>;

/** One expression for each column that lines may share; what they do not share is null. */
function columnsOf(common: Common): string {
  return COMMON_COLUMNS.map((name) => `${common[name] ?? 'null'} as ${name}`).join(', ');
}

const AGENCY: Common = { agency_code: 'max(l.agency_code)', agency_name: 'max(a.name)' };
const LINE: Common = { project: 'max(l.project)', economic_class: 'max(l.economic_class)', budget_line: 'l.code' };

const NOTHING_IN_COMMON = columnsOf({});

/** What the lines of a group have in common. */
const COMMON: Readonly<Record<GroupBy, string>> = {
  region: columnsOf({ region: 'a.region' }),
  agency: columnsOf(AGENCY),
  project: columnsOf({ ...AGENCY, project: 'l.project' }),
  economicClass: columnsOf({ economic_class: 'l.economic_class' }),
  budgetLine: columnsOf({ ...AGENCY, ...LINE }),
};

const GROUP_COLUMNS: Readonly<Record<GroupBy, readonly string[]>> = {
  region: ['a.region'],
  agency: ['l.agency_code'],
  project: ['l.agency_code', 'l.project'],
  economicClass: ['l.economic_class'],
  budgetLine: ['l.code'],
};

export type ExecutionSort = 'available' | '-available' | 'appropriation' | '-appropriation' | 'spent' | '-spent';

const AVAILABLE = '(l.appropriation_fen - l.elsewhere_fen - l.reserved_fen - l.encumbered_fen - l.spent_fen)';

/** What comes first has the least. */
const RANK: Readonly<Record<ExecutionSort, string>> = {
  available: `sum(${AVAILABLE})`,
  '-available': `-sum(${AVAILABLE})`,
  appropriation: 'sum(l.appropriation_fen)',
  '-appropriation': '-sum(l.appropriation_fen)',
  spent: 'sum(l.spent_fen)',
  '-spent': '-sum(l.spent_fen)',
};

export interface GroupsPage {
  readonly groupBy: GroupBy;
  readonly sort: ExecutionSort | undefined;
  /** The key of the group after which the page starts; its rank before it, where there is a sort. */
  readonly after: readonly (string | number)[] | undefined;
  readonly limit: number;
}

/** One page of groups by their key, or by an amount and their key, summed from the counters of the lines, in one statement. */
export async function listGroups(tx: Tx, scope: LinesScope, page: GroupsPage): Promise<readonly GroupRow[]> {
  const columns = [...GROUP_COLUMNS[page.groupBy]];
  const rows = linesIn(tx, scope);
  void rows.select(tx.raw(`${COMMON[page.groupBy]}, ${SUMS}`)).groupBy(columns);
  if (page.sort !== undefined) afterRank(tx, rows, { columns, sort: page.sort, after: page.after });
  else if (page.after) void rows.where((later) => afterKey(later, columns, page.after?.map(String) ?? []));
  const groups: GroupRow[] = await rows.orderBy(columns).limit(page.limit);
  return groups;
}

interface RankedPage {
  readonly columns: readonly string[];
  readonly sort: ExecutionSort;
  readonly after: GroupsPage['after'];
}

/** Groups by an amount; among those of the same amount, as without a sort. */
function afterRank(tx: Tx, rows: Rows, { columns, sort, after }: RankedPage): void {
  void rows.select(tx.raw(`${RANK[sort]} as amount_rank`)).orderBy('amount_rank');
  if (after === undefined) return;
  const [rank = 0, first = '', second] = after;
  const [major = '', minor = major] = columns;
  const later = 'amount_rank > ? or (amount_rank = ? and (?? > ? or (?? = ? and ?? > ?)))';
  void rows.havingRaw(later, [rank, rank, major, first, major, first, minor, second ?? first]);
}

/** The sums over everything in scope; one row, also when there is nothing. */
export async function sumLines(tx: Tx, scope: LinesScope): Promise<GroupRow | undefined> {
  const rows = linesIn(tx, scope);
  void rows.select(tx.raw(`${NOTHING_IN_COMMON}, ${SUMS}`));
  const [row]: GroupRow[] = await rows;
  return row;
}

/** Groups as of a leaf, of the lines that have not changed otherwise since: their project and class are those of then. */
export async function listGroupsAsOf(
  tx: Tx,
  scope: LinesScope,
  { groupBy, asOf }: { readonly groupBy: GroupBy; readonly asOf: number },
): Promise<readonly GroupRow[]> {
  const columns = [...GROUP_COLUMNS[groupBy]];
  const lines: Rows = linesIn(tx, scope).where('l.log_index', '<=', asOf);
  const rows: Rows = (await areMany(tx, scope))
    ? lines.leftJoin(sumsOfAll(tx, asOf), 'm.account', 'l.code').select(tx.raw(`${COMMON[groupBy]}, ${SUMS_OF_SUMS}`))
    : withMoves(lines, asOf).select(tx.raw(`${COMMON[groupBy]}, ${SUMS_OF_MOVES}`));
  const groups: GroupRow[] = await rows.groupBy(columns);
  return groups;
}

/** So many moves are read in their order in the time that one of a line takes, which lie here and there. */
const READ_IN_ORDER = 3;

/** Whether all moves are read sooner than those of each line in scope. */
async function areMany(tx: Tx, scope: LinesScope): Promise<boolean> {
  const [own]: Count[] = await linesIn(tx, scope).count({ found: '*' });
  const [all]: Count[] = await tx('budget_lines').count({ found: '*' });
  return Number(own?.found) * READ_IN_ORDER > Number(all?.found);
}

interface Count {
  readonly found: number | string;
}

/** What the moves of every line add up to, as of a leaf. */
function sumsOfAll(tx: Tx, asOf: number): Rows {
  const moves = rowsByIndex(tx, 'moves', 'primary').where('log_index', '<=', asOf);
  return moves.where('account_kind', 'budget-line').groupBy('account').select('account', tx.raw(SUMS_OF_LINE)).as('m');
}

export interface LineSumsRow extends BucketSums {
  readonly code: string;
  readonly region: string;
  readonly agency_code: string;
  readonly agency_name: string;
  readonly line_count: number;
}

const CHANGED_COLUMNS = `l.code, max(a.region) as region, max(l.agency_code) as agency_code, max(a.name) as agency_name`;

/** Lines that were made or changed after a leaf, one page by code, with their sums as of it. */
export async function listChangedLines(
  tx: Tx,
  scope: LinesScope,
  page: { readonly asOf: number; readonly after: string; readonly limit: number },
): Promise<readonly LineSumsRow[]> {
  const rows = withMoves(linesIn(tx, scope), page.asOf);
  void rows.select(tx.raw(`${CHANGED_COLUMNS}, ${SUMS_OF_MOVES}`)).groupBy('l.code');
  void rows.where('l.log_index', '>', page.asOf).where('l.code', '>', page.after);
  const lines: LineSumsRow[] = await rows.orderBy('l.code').limit(page.limit);
  return lines;
}

/** The last leaf of each line up to an index that says what the line is; a line that was made later is absent. */
export async function listLineLeaves(
  tx: Tx,
  codes: readonly string[],
  asOf: number,
): Promise<readonly { readonly subject: string; readonly bytes: string }[]> {
  const latest = tx('log_leaves')
    .select('subject')
    .max({ log_index: 'log_index' })
    .whereIn(
      'subject',
      codes.map((code) => `budget-line/${code}`),
    )
    .whereIn('type', ['budget-line.created', 'budget-line.changed', 'budget-line.described'])
    .where('log_index', '<=', asOf)
    .groupBy('subject')
    .as('latest');
  const leaves: { subject: string; bytes: string }[] = await tx('log_leaves as leaf')
    .join(latest, 'latest.log_index', 'leaf.log_index')
    .select('leaf.subject', 'leaf.bytes');
  return leaves;
}

export interface UnusedRow {
  readonly code: string;
  readonly agency_code: string;
  readonly agency_name: string;
  readonly document_number: string | null;
  readonly project: string;
  readonly economic_class: string;
  readonly appropriation_fen: number;
  readonly elsewhere_fen: number;
  readonly reserved_fen: number;
  readonly encumbered_fen: number;
  readonly spent_fen: number;
}

const IS_UNUSED = `l.is_closed = 0 and l.appropriation_fen > 0 and ${AVAILABLE} * 100 >= l.appropriation_fen * ?`;

interface UnusedPage {
  readonly atLeastPercent: number;
  readonly after: string | undefined;
  readonly limit: number;
}

/** Open lines of which so much is still available, one page by code. */
export async function listUnusedLines(tx: Tx, scope: LinesScope, page: UnusedPage): Promise<readonly UnusedRow[]> {
  const rows = linesIn(tx, scope).select('l.*', 'a.name as agency_name').whereRaw(IS_UNUSED, [page.atLeastPercent]);
  if (page.after !== undefined) void rows.where('l.code', '>', page.after);
  const lines: UnusedRow[] = await rows.orderBy('l.code').limit(page.limit);
  return lines;
}

export interface UnusedSums {
  readonly line_count: number;
  readonly appropriation: number | null;
  readonly available: number | null;
}

export async function sumUnusedLines(
  tx: Tx,
  scope: LinesScope,
  atLeastPercent: number,
): Promise<UnusedSums | undefined> {
  const rows = linesIn(tx, scope);
  void rows.select(
    tx.raw(`count(*) as line_count, sum(l.appropriation_fen) as appropriation, sum(${AVAILABLE}) as available`),
  );
  const [row]: UnusedSums[] = await rows.whereRaw(IS_UNUSED, [atLeastPercent]);
  return row;
}

type Rows = ReturnType<Tx>;

function linesIn(tx: Tx, { fiscalYear, grant, region, below = true, agencyCode }: LinesScope): Rows {
  const rows: Rows = tx('budget_lines as l').join('agencies as a', 'a.code', 'l.agency_code');
  void rows.where('l.fiscal_year', fiscalYear);
  const ofLines = { column: 'l.agency_code', table: 'budget_lines' };
  reachOnly(tx, rows, { ...ofLines, grant });
  if (region !== undefined) reachOnly(tx, rows, { ...ofLines, grant: { region } });
  if (region !== undefined && !below) void rows.where('a.region', region);
  if (agencyCode !== undefined) void rows.where('l.agency_code', agencyCode);
  return rows;
}

/** A line without a move up to then still is a line. */
function withMoves(rows: Rows, asOf: number): Rows {
  return rows.leftJoin('moves as m', (moves) =>
    moves.on('m.account', 'l.code').andOnVal('m.account_kind', 'budget-line').andOnVal('m.log_index', '<=', asOf),
  );
}

/** What comes after a key of one or two columns. */
function afterKey(rows: Rows, columns: readonly string[], [first = '', second]: readonly string[]): void {
  const [major = '', minor] = columns;
  void rows.where(major, '>', first);
  if (minor === undefined || second === undefined) return;
  void rows.orWhere((same: Rows) => same.where(major, first).where(minor, '>', second));
}
