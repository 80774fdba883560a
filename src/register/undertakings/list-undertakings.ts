import type { PageInOrder, PlaceInOrder, Tx } from '../../db/index.ts';
import type { CivilDate, Grant } from '../../kernel/index.ts';
import { findReachOfCount, listReached } from '../../log/index.ts';

export interface UndertakingsQuestion {
  readonly grant: Grant;
  readonly filters: {
    readonly agencyCode?: string | undefined;
    readonly orderId?: string | undefined;
    readonly state?: string | undefined;
    readonly overdue?: boolean | undefined;
    readonly dueBefore?: string | undefined;
  };
  /** Today: what was due before it is overdue. */
  readonly on: CivilDate;
  readonly after: PlaceInOrder | undefined;
  readonly limit: number;
}

export interface ListedUndertaking {
  readonly id: string;
  readonly agencyCode: string;
  readonly orderId: string;
  readonly item: number;
  readonly category: string;
  readonly seats: number;
  readonly deliveredSeats: number;
  readonly dueOn: CivilDate | null;
  readonly overdue: boolean;
  readonly state: string;
  readonly closedBy: string | null;
}

/** Where an undertaking without a due day stands in the list: after all that have one. */
const NO_DAY = 'none';
/** The same in cursors of before. */
const LAST_OF_DUE = '9999-12-31';

const BY_DAY = {
  undertakings_listed_by_order: ['order_id'],
  undertakings_listed_by_agency_state: ['agency_code', 'state'],
  undertakings_listed_by_agency: ['agency_code'],
  undertakings_listed_by_state: ['state'],
  undertakings_listed_by_day: [],
};

/** Of those without a day, which an index has together. */
const WITHOUT_DAY = Object.fromEntries(Object.entries(BY_DAY).map(([index, begins]) => [index, [...begins, 'due_on']]));

export interface UndertakingsPage {
  readonly undertakings: readonly ListedUndertaking[];
  readonly next: PlaceInOrder | null;
}

/** One page of what agencies undertook, what is due first first, and at the end what has no day. */
export async function listUndertakingsPage(tx: Tx, question: UndertakingsQuestion): Promise<UndertakingsPage> {
  const { on, after, limit } = question;
  const isPastDays = after?.[0] === NO_DAY || after?.[0] === LAST_OF_DUE;
  const dated = isPastDays ? NOTHING : await listDated(tx, question);
  if (dated.next !== null || dated.rows.length === limit) {
    const next = dated.next ?? ((await hasUndated(tx, question)) ? placeOf(dated.rows.at(-1)) : null);
    return { undertakings: dated.rows.map((row) => toListed(row, on)), next };
  }
  const rest = { ...question, after: isPastDays ? after : undefined, limit: limit - dated.rows.length };
  const undated = await listUndated(tx, rest);
  const next = undated.next === null ? null : [NO_DAY, ...undated.next];
  return { undertakings: [...dated.rows, ...undated.rows].map((row) => toListed(row, on)), next };
}

const NOTHING: PageInOrder<UndertakingColumns> = { rows: [], next: null };

function placeOf(row: UndertakingColumns | undefined): PlaceInOrder | null {
  return row === undefined ? null : [row.due_on ?? NO_DAY, row.id];
}

async function hasUndated(tx: Tx, question: UndertakingsQuestion): Promise<boolean> {
  const { rows, next } = await listUndated(tx, { ...question, after: undefined, limit: 1 });
  return rows.length > 0 || next !== null;
}

function listDated(tx: Tx, { filters, grant, on, after, limit }: UndertakingsQuestion) {
  const { overdue, dueBefore } = filters;
  return listReached<UndertakingColumns>(tx, {
    table: 'undertakings',
    indexes: BY_DAY,
    order: [
      { column: 'due_on', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    equals: equalsIn(filters),
    within: (rows) => {
      void rows.whereNotNull('due_on');
      if (overdue === true) void rows.where('due_on', '<', on);
      if (dueBefore !== undefined) void rows.where('due_on', '<', dueBefore);
    },
    rest:
      overdue === false
        ? [(rows) => void rows.where((other) => other.whereNot('state', 'open').orWhere('due_on', '>=', on))]
        : [],
    reach: { column: 'agency_code', grant },
    ...{ after, limit },
  });
}

async function listUndated(tx: Tx, { filters, grant, after, limit }: UndertakingsQuestion) {
  if (filters.overdue === true || filters.dueBefore !== undefined) return NOTHING;
  return listReached<UndertakingColumns>(tx, {
    table: 'undertakings',
    indexes: WITHOUT_DAY,
    order: [{ column: 'id', direction: 'asc' }],
    equals: { ...equalsIn(filters), due_on: [null] },
    reach: { column: 'agency_code', grant },
    after: after?.slice(1),
    limit,
  });
}

function equalsIn({ agencyCode, orderId, state, overdue }: UndertakingsQuestion['filters']) {
  const states = [state, overdue === true ? 'open' : undefined].filter((one) => one !== undefined);
  return {
    ...(agencyCode !== undefined && { agency_code: [agencyCode] }),
    ...(orderId !== undefined && { order_id: [orderId] }),
    // One that is closed is never overdue.
    ...(states.length > 0 && { state: new Set(states).size > 1 ? [] : states.slice(0, 1) }),
  };
}

/** How many undertakings are overdue, and since when. */
export async function countOverdue(
  tx: Tx,
  { grant, on }: Pick<UndertakingsQuestion, 'grant' | 'on'>,
): Promise<{ readonly count: number; readonly dueFirst: CivilDate | null }> {
  const query: ReturnType<Tx> = tx('undertakings').where('state', 'open').where('due_on', '<', on);
  (await findReachOfCount(tx, { column: 'agency_code', table: 'undertakings', grant }))(query);
  const rows: { found: number; first: CivilDate | null }[] = await query.select(
    tx.raw('count(*) as found, min(due_on) as first'),
  );
  return { count: Number(rows[0]?.found), dueFirst: rows[0]?.first ?? null };
}

interface UndertakingColumns {
  readonly id: string;
  readonly agency_code: string;
  readonly order_id: string;
  readonly item: number;
  readonly category: string;
  readonly seats: number;
  readonly delivered_seats: number;
  readonly owed_seats: number | null;
  readonly due_on: CivilDate | null;
  readonly state: string;
  readonly closed_by: string | null;
}

/** One that was closed by an entitlement from elsewhere is delivered all the same. */
function toListed(row: UndertakingColumns, on: CivilDate): ListedUndertaking {
  const seats = Number(row.owed_seats ?? row.seats);
  return {
    id: row.id,
    agencyCode: row.agency_code,
    orderId: row.order_id,
    item: Number(row.item),
    category: row.category,
    seats,
    deliveredSeats: row.state === 'closed' ? seats : Number(row.delivered_seats),
    dueOn: row.due_on,
    overdue: row.state === 'open' && row.due_on !== null && row.due_on < on,
    state: row.state,
    closedBy: row.closed_by,
  };
}
