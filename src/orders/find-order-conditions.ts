import { type Cell, type PlaceInOrder, PREFIXES_MAX, rowsByIndex, type Tx } from '../db/index.ts';
import { type Actor, addDays, type CivilDate, civilDate, type Fen, isNational, startOfDay } from '../kernel/index.ts';
import { fewAgenciesIn, reachOfCount, subtreeOnly, whereReached } from '../log/index.ts';
import { SEEN_BY_PLATFORM } from './order.ts';

export interface OrdersQuestion {
  readonly actor: Actor;
  readonly filters: OrderFilters;
  /** Only those whose contract is overdue on this day. */
  readonly overdueOn: CivilDate | undefined;
  /** Of what lapses by a day, only what does so in one way; absent: both. */
  readonly lapse?: Lapse;
  readonly sort: OrderSort;
  /** Where the page starts: what the last order of the page before was sorted by, and its id. */
  readonly after: PlaceInOrder | undefined;
  readonly limit: number;
}

export interface OrderFilters {
  readonly agencyCode?: string | undefined;
  readonly subtree?: boolean | undefined;
  readonly region?: string | undefined;
  readonly state?: string | undefined;
  readonly outcome?: string | undefined;
  readonly fiscalYear?: number | undefined;
  readonly reference?: string | undefined;
  readonly supplier?: string | undefined;
  /** Whose in-tray. */
  readonly awaitingReviewBy?: string | undefined;
  readonly rule?: string | undefined;
  readonly search?: string | undefined;
  readonly totalFrom?: Fen | undefined;
  readonly totalUntil?: Fen | undefined;
  readonly submittedFrom?: string | undefined;
  readonly submittedUntil?: string | undefined;
  /** Only those of which more machines are paid than are there. */
  readonly overpaid?: boolean | undefined;
  /** Only approved ones whose approval ends, or whose contract is due, on this day or earlier. */
  readonly lapsesUntil?: string | undefined;
}

/** An approval ends, or a contract is due. No order does both: what is in purchase has an approval without an end. */
export type Lapse = 'approval' | 'contract';

export type OrderSort = 'submittedAt' | '-submittedAt' | 'total' | '-total' | 'expiresAt' | '-expiresAt';

const FILTER_COLUMNS = {
  state: 'state',
  outcome: 'outcome',
  fiscalYear: 'fiscal_year',
  reference: 'reference',
  supplier: 'supplier',
} as const;

export const SORT_COLUMNS = { submittedAt: 'submitted_at', total: 'total_fen', expiresAt: 'expires_at' } as const;

export function nameOf(sort: OrderSort): keyof typeof SORT_COLUMNS {
  return sort.replace('-', '') as keyof typeof SORT_COLUMNS;
}

type Rows = ReturnType<Tx>;

/** Every order that a question asks for, to be counted or looked up; by an index, where whoever asks knows which finds fewest. */
export async function filteredOrders(
  tx: Tx,
  question: Omit<OrdersQuestion, 'after' | 'limit'>,
): Promise<(index?: string) => Rows> {
  const { equals, within, rest } = await conditionsOf(tx, question);
  const { grant } = question.actor;
  const { lapse } = question;
  const few = lapse || !isNational(grant) ? await fewAgenciesIn(tx, grant) : null;
  const reached = reachOfCount(tx, { column: 'agency_code', table: 'orders', grant }, few);
  const isOfFew = few !== null || equals.agency_code !== undefined;
  const ofLapse = lapse && LAPSE_INDEXES[lapse][isOfFew ? 'few' : 'many'];
  return (index = ofLapse) => {
    const rows: Rows = index === undefined ? tx('orders') : rowsByIndex(tx, 'orders', index);
    for (const [column, values] of Object.entries(equals)) void rows.whereIn(column, [...values]);
    each([...within, ...rest], rows);
    reached(rows);
    return rows;
  };
}

/** What lapses of few agencies, and of many. By agency, what is in purchase lies among all that is approved, or was ever bought. */
const LAPSE_INDEXES = {
  approval: { few: 'orders_listed_by_agency_expiry', many: 'orders_listed_by_state_expiry' },
  contract: { few: 'orders_listed_by_state_expiry', many: 'orders_listed_by_state_expiry' },
} as const;

type Condition = (rows: Rows) => void;

export function each(conditions: readonly Condition[], rows: Rows): void {
  for (const condition of conditions) condition(rows);
}

interface Conditions {
  readonly equals: Readonly<Record<string, readonly Cell[]>>;
  /** Of the column that they are sorted by. */
  readonly within: readonly Condition[];
  readonly rest: readonly Condition[];
}

/** What is asked of an order, as far as an index can begin with it or be bounded by it, and the rest. */
export async function conditionsOf(tx: Tx, question: Omit<OrdersQuestion, 'after' | 'limit'>): Promise<Conditions> {
  const { filters, sort } = question;
  const whose = await whoseOnly(tx, filters);
  const sorted = SORT_COLUMNS[nameOf(sort)];
  const isOfApprovals = sorted === 'expires_at' && filters.lapsesUntil !== undefined;
  const ranges = [
    ...rangesIn(filters, isOfApprovals),
    ...(sorted === 'submitted_at' ? [] : [aboutOf(sorted, 'is not', null)]),
  ];
  return {
    equals: { ...equalsIn(question), ...whose.equals },
    within: ranges.flatMap(({ column, condition }) => (column === sorted ? condition : [])),
    rest: [
      ...ranges.flatMap(({ column, condition }) => (column === sorted ? [] : condition)),
      ...whose.rest,
      ...restOf(question, isOfApprovals),
    ],
  };
}

const REFERRED = 'referred';

function equalsIn({ filters, overdueOn, actor }: Omit<OrdersQuestion, 'after' | 'limit'>): Conditions['equals'] {
  const equals: Record<string, readonly Cell[]> = {};
  for (const [name, column] of Object.entries(FILTER_COLUMNS)) {
    const value = filters[name as keyof typeof FILTER_COLUMNS];
    if (value !== undefined) equals[column] = [value];
  }
  const states: readonly (readonly Cell[])[] = [
    ...(overdueOn === undefined && filters.lapsesUntil === undefined ? [] : [['approved']]),
    ...(actor.role === 'platform' ? [SEEN_BY_PLATFORM] : []),
  ];
  for (const allowed of states) equals.state = equals.state?.filter((state) => allowed.includes(state)) ?? allowed;
  // Whoever is to review an order was referred to by its latest decision: an index says so much, and passes over the rest.
  if (filters.awaitingReviewBy !== undefined && filters.outcome !== REFERRED)
    equals.outcome = filters.outcome === undefined ? [REFERRED] : [];
  return equals;
}

interface Range {
  readonly column: string;
  readonly condition: Condition;
}

function aboutOf(column: string, sign: string, value: Cell): Range {
  return { column, condition: (rows) => void rows.where(column, sign, value) };
}

/** Those that are sorted by when their approval ends all have an end: of them an index says which do so by a day. */
function rangesIn(filters: OrderFilters, isOfApprovals: boolean): readonly Range[] {
  const { submittedFrom, submittedUntil, totalFrom, totalUntil, lapsesUntil } = filters;
  return [
    ...(isOfApprovals && lapsesUntil ? [aboutOf('expires_at', '<', firstAfter(lapsesUntil))] : []),
    ...(submittedFrom ? [aboutOf('submitted_at', '>=', startOfDay(civilDate(submittedFrom)))] : []),
    ...(submittedUntil ? [aboutOf('submitted_at', '<', firstAfter(submittedUntil))] : []),
    ...(totalFrom === undefined ? [] : [aboutOf('total_fen', '>=', totalFrom)]),
    ...(totalUntil === undefined ? [] : [aboutOf('total_fen', '<=', totalUntil)]),
  ];
}

/** Of each order by itself, so that no engine begins with the other table and sorts what it finds by it. */
const OWNED = '(select 1 from order_reviews r where r.order_id = orders.id and r.owner = ? limit 1) = 1';
const FOUND = '(select 1 from order_findings f where f.order_id = orders.id and f.rule = ? limit 1) = 1';

/**
 * Paid machines that went back, as long as no credit note took their money back. What was returned is little, and only of
 * those orders it looks at what was paid; a line without machines has nothing that could go back.
 */
const OVERPAID = `orders.id in (select r.order_id from order_returns r) and (
  select 1 from payment_parts p where p.order_id = orders.id and substr(p.part, 1, 5) = 'line/' and (
    select sum(q.quantity) from payment_parts q join payments paid on paid.id = q.payment_id
    where q.order_id = p.order_id and q.part = p.part and paid.outcome = 'approved'
  ) > (
    select sum(case when d.returned_on is null then d.is_matched else 0 end) from accepted_devices d
    where d.order_id = p.order_id and d.line = substr(p.part, 6)
  ) limit 1) = 1`;

/** The day by which the contract of an order that is in purchase is due. */
export const DUE =
  '(select min(r.contract_due_on) from redemptions r where r.order_id = orders.id and r.cancelled_at is null)';

function restOf(
  { filters, overdueOn, lapse }: Omit<OrdersQuestion, 'after' | 'limit'>,
  isOfApprovals: boolean,
): readonly Condition[] {
  const { awaitingReviewBy: owner, rule, lapsesUntil, overpaid } = filters;
  return [
    ...(overpaid ? [(rows: Rows) => void rows.whereRaw(OVERPAID)] : []),
    ...(owner === undefined ? [] : [(rows: Rows) => void rows.whereRaw(OWNED, [owner])]),
    ...(rule === undefined ? [] : [(rows: Rows) => void rows.whereRaw(FOUND, [rule])]),
    ...(overdueOn === undefined ? [] : [(rows: Rows) => void rows.whereRaw(`${DUE} < ?`, [overdueOn])]),
    ...(lapsesUntil === undefined || isOfApprovals ? [] : [(rows: Rows) => lapsingOnly(rows, lapsesUntil, lapse)]),
  ];
}

/** Each way by itself is read by an index; where both are asked for at once, all that is approved is gone through. */
function lapsingOnly(rows: Rows, lapsesUntil: string, lapse: Lapse | undefined): void {
  const ends = (some: Rows): Rows => some.where('expires_at', '<', firstAfter(lapsesUntil));
  const isDue = (some: Rows): Rows => some.whereNull('expires_at').whereRaw(`${DUE} <= ?`, [lapsesUntil]);
  if (lapse === 'approval') void ends(rows);
  else if (lapse === 'contract') void isDue(rows);
  else void rows.where((both: Rows) => ends(both).orWhere((some: Rows) => void isDue(some)));
}

function firstAfter(day: string): string {
  return startOfDay(addDays(civilDate(day), 1));
}

type Whose = Pick<Conditions, 'equals' | 'rest'>;

/** Agencies are said one by one where an index can be read for each of them. */
async function whoseOnly(tx: Tx, { agencyCode, subtree, region }: OrderFilters): Promise<Whose> {
  const codes = await codesOf(tx, { agencyCode, subtree });
  if (codes === null) {
    const few = region === undefined ? null : await fewAgenciesIn(tx, { region });
    if (few !== null) return { equals: { agency_code: few }, rest: [] };
  }
  const isFew = codes !== null && codes.length <= PREFIXES_MAX;
  return {
    equals: isFew ? { agency_code: codes } : {},
    rest: [
      ...(codes === null || isFew ? [] : [(rows: Rows) => void rows.whereIn('agency_code', [...codes])]),
      ...(region === undefined
        ? []
        : [(rows: Rows) => whereReached(tx, rows, { column: 'agency_code', grant: { region } }, 'orders')]),
    ],
  };
}

/** The agency that is asked about, or all below it; null where none is named. */
async function codesOf(tx: Tx, { agencyCode, subtree }: OrderFilters): Promise<readonly string[] | null> {
  if (agencyCode === undefined) return null;
  if (!subtree) return [agencyCode];
  const below = tx('agencies').select('code');
  subtreeOnly(below, 'code', agencyCode);
  return ((await below) as { code: string }[]).map(({ code }) => code);
}
