import { rowsByIndex, type Tx } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';
import { listAgencyCodes, type PositionScope } from '../reports/index.ts';

type Rows = ReturnType<Tx>;

interface Window {
  readonly scope: PositionScope;
  /** The last day that is looked at. */
  readonly until: CivilDate;
}

export interface EndingEntitlementRow {
  readonly id: string;
  readonly agency_code: string;
  readonly category: string;
  readonly product: string;
  readonly seats: number | null;
  readonly ends_on: CivilDate;
}

/** Entitlements whose last day comes soon. What has ended is a shortfall, if anybody still uses it. */
export async function listEndingEntitlements(
  tx: Tx,
  { scope, until }: Window,
): Promise<readonly EndingEntitlementRow[]> {
  // Few of all end soon, and either engine would rather look at all that the agencies have.
  const rows: Rows = rowsByIndex(tx, 'entitlements', 'entitlements_by_end');
  void rows.whereBetween('valid_until', [scope.on, until]).whereIn('agency_code', listAgencyCodes(tx, scope));
  void rows.where((some: Rows) => some.whereNull('seats').orWhere('seats', '>', 0));
  if (scope.category !== undefined) void rows.where('category', scope.category);
  void rows.select('id', 'agency_code', 'category', 'product', 'seats', { ends_on: 'valid_until' });
  const ending: EndingEntitlementRow[] = await rows.orderBy('id');
  return ending;
}

export interface DueUndertakingRow {
  readonly id: string;
  readonly agency_code: string;
  readonly category: string;
  readonly seats: number;
  readonly due_on: CivilDate;
}

/** Open undertakings that are overdue or due soon, with the seats that are still missing. */
export async function listDueUndertakings(tx: Tx, { scope, until }: Window): Promise<readonly DueUndertakingRow[]> {
  const rows: Rows = tx('undertakings').whereIn('agency_code', listAgencyCodes(tx, scope)).where('state', 'open');
  void rows.where('due_on', '<=', until);
  if (scope.category !== undefined) void rows.where('category', scope.category);
  void rows.select('id', 'agency_code', 'category', 'due_on', tx.raw('seats - delivered_seats as seats'));
  const due: DueUndertakingRow[] = await rows.orderBy('id');
  return due;
}
