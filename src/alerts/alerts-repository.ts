import { rowsByIndex, type Tx } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';
import {
  type DayStretch,
  listAgencyCodes,
  listStretchInScope,
  onStretch,
  type PositionScope,
} from '../reports/index.ts';

type Rows = ReturnType<Tx>;

export interface EndingEntitlementRow {
  readonly id: string;
  readonly agency_code: string;
  readonly category: string;
  readonly product: string;
  readonly seats: number | null;
  readonly ends_on: CivilDate;
}

/** The first entitlements that end in some days. What has ended is a shortfall, if anybody still uses it. */
export async function listEndingEntitlements(
  tx: Tx,
  scope: PositionScope,
  stretch: DayStretch,
): Promise<readonly EndingEntitlementRow[]> {
  // Few of all end soon, and either engine would rather look at all that the agencies have.
  const rows: Rows = rowsByIndex(tx, 'entitlements', 'entitlements_by_end');
  void rows.where('valid_until', '>=', scope.on).whereIn('agency_code', listAgencyCodes(tx, scope));
  void rows.where((some: Rows) => some.whereNull('seats').orWhere('seats', '>', 0));
  if (scope.category !== undefined) void rows.where('category', scope.category);
  onStretch(rows, 'valid_until', stretch);
  void rows.select('id', 'agency_code', 'category', 'product', 'seats', { ends_on: 'valid_until' });
  const ending: EndingEntitlementRow[] = await rows;
  return ending;
}

export interface DueUndertakingRow {
  readonly id: string;
  readonly agency_code: string;
  readonly category: string;
  readonly seats: number;
  readonly delivered_seats: number;
  readonly due_on: CivilDate;
}

/** The first open undertakings that are due in some days. A region may have tens of thousands that are overdue. */
export function listDueUndertakings(
  tx: Tx,
  scope: PositionScope,
  stretch: DayStretch,
): Promise<readonly DueUndertakingRow[]> {
  const { category } = scope;
  const list = {
    table: 'undertakings',
    indexes: {
      undertakings_listed_by_agency_state: ['agency_code', 'state'],
      undertakings_listed_by_state: ['state'],
    },
    equals: { state: ['open'], ...(category !== undefined && { category: [category] }) },
    agency: 'agency_code',
    day: 'due_on',
  };
  return listStretchInScope<DueUndertakingRow>(tx, scope, list, stretch);
}
