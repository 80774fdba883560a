import type { Tx } from '../../db/index.ts';
import type { CivilDate, Grant } from '../../kernel/index.ts';
import { reachOnly } from '../../log/index.ts';

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
  readonly after: { readonly dueOn: string; readonly id: string } | undefined;
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

/** Where an undertaking without a due day stands in the list. */
export const LAST_OF_DUE = '9999-12-31';

const DUE = `coalesce(due_on, '${LAST_OF_DUE}')`;

/** One page of what agencies undertook, what is due first first, with one more than the limit. */
export async function listUndertakingsPage(
  tx: Tx,
  question: UndertakingsQuestion,
): Promise<readonly ListedUndertaking[]> {
  const { on, after, limit } = question;
  const query = filtered(tx, question);
  if (after) {
    void query.where((later) =>
      later.whereRaw(`(${DUE} > ? or (${DUE} = ? and id > ?))`, [after.dueOn, after.dueOn, after.id]),
    );
  }
  const rows: UndertakingColumns[] = await query
    .orderByRaw(DUE)
    .orderBy('id')
    .limit(limit + 1);
  return rows.map((row) => toListed(row, on));
}

/** How many undertakings are overdue, and since when. */
export async function countOverdue(
  tx: Tx,
  { grant, on }: Pick<UndertakingsQuestion, 'grant' | 'on'>,
): Promise<{ readonly count: number; readonly dueFirst: CivilDate | null }> {
  const rows: { found: number; first: CivilDate | null }[] = await filtered(tx, {
    grant,
    on,
    filters: { overdue: true },
  }).select(tx.raw('count(*) as found, min(due_on) as first'));
  return { count: Number(rows[0]?.found), dueFirst: rows[0]?.first ?? null };
}

function filtered(tx: Tx, { grant, filters, on }: Pick<UndertakingsQuestion, 'grant' | 'filters' | 'on'>) {
  const query: ReturnType<Tx> = tx('undertakings');
  const { agencyCode, orderId, state, overdue, dueBefore } = filters;
  if (agencyCode !== undefined) void query.where('agency_code', agencyCode);
  if (orderId !== undefined) void query.where('order_id', orderId);
  if (state !== undefined) void query.where('state', state);
  if (overdue === true) void query.where('state', 'open').where('due_on', '<', on);
  if (overdue === false) {
    void query.where((other) => other.whereNot('state', 'open').orWhereNull('due_on').orWhere('due_on', '>=', on));
  }
  if (dueBefore !== undefined) void query.where('due_on', '<', dueBefore);
  reachOnly(tx, query, { column: 'agency_code', table: 'undertakings', grant });
  return query;
}

interface UndertakingColumns {
  readonly id: string;
  readonly agency_code: string;
  readonly order_id: string;
  readonly item: number;
  readonly category: string;
  readonly seats: number;
  readonly delivered_seats: number;
  readonly due_on: CivilDate | null;
  readonly state: string;
  readonly closed_by: string | null;
}

/** One that was closed by an entitlement from elsewhere is delivered all the same. */
function toListed(row: UndertakingColumns, on: CivilDate): ListedUndertaking {
  const seats = Number(row.seats);
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
