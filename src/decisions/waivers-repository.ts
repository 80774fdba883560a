import {
  insertRows,
  marksFor,
  type PageInOrder,
  padded,
  type Row,
  selectedRows,
  selectRows,
  type Tx,
} from '../db/index.ts';
import type { CivilDate, Grant } from '../kernel/index.ts';
import { type GovernedTx, listReached } from '../log/index.ts';
import { rowOf, type StoredRow } from '../reference/index.ts';
import { WAIVER, type Waiver } from './waiver.ts';
import type { GatheredWaiver, WaivedRule } from './waiver-cover.ts';

export async function insertWaiver(
  tx: GovernedTx,
  { waiver, logIndex }: { readonly waiver: Waiver; readonly logIndex: number },
): Promise<void> {
  await insertRows(tx, 'waivers', [{ ...rowOf(WAIVER, waiver), log_index: logIndex }]);
}

export async function updateWaiver(
  tx: GovernedTx,
  { waiver, logIndex }: { readonly waiver: Waiver; readonly logIndex: number },
): Promise<void> {
  const row: Row = { ...rowOf(WAIVER, waiver), log_index: logIndex };
  const changed = await tx('waivers').where({ id: waiver.id }).update(row);
  if (changed !== 1) throw new Error(`the waiver ${waiver.id} has gone while the head was held`);
}

export interface WaiversScope {
  readonly agencyCodes: readonly string[];
  /** Orders that may have a review; a new one has none. */
  readonly orderIds: readonly string[];
  readonly on: CivilDate;
}

/** A waiver with what all orders that stand take of it. */
export interface WaiverInBooks extends Omit<GatheredWaiver, 'devicesLeft' | 'usesLeft'> {
  readonly agencyCode: string;
  /** Of a review. */
  readonly order: string | null;
  readonly revision: number | null;
  readonly devices: number | null;
  readonly usesMax: number | null;
  readonly uses: number;
  readonly devicesUsed: number;
}

interface WaiverColumns {
  readonly id: string;
  readonly agency_code: string;
  readonly rules: string;
  readonly order_id: string | null;
  readonly revision: number | null;
  readonly category: string | null;
  readonly devices: number | null;
  readonly uses_max: number | null;
  readonly from_on: CivilDate;
  readonly until_on: CivilDate;
  readonly log_index: number;
  readonly uses: number;
  readonly devices_used: number;
}

/** What could set a finding of a batch aside: one statement for all its orders. Reviews first, then what ends first. */
export async function listWaiversInForce(tx: Tx, wanted: WaiversScope): Promise<readonly WaiverInBooks[]> {
  if (wanted.agencyCodes.length === 0) return [];
  const [agencyCodes, orderIds] = [padded(wanted.agencyCodes), padded(wanted.orderIds)];
  const reviews = orderIds.length === 0 ? '' : ` or w.order_id in (${marksFor(orderIds)})`;
  const rows = await selectRows<WaiverColumns>(
    tx,
    `select w.id, w.agency_code, w.rules, w.order_id, w.revision, w.category, w.devices, w.uses_max, w.from_on,
         w.until_on, w.log_index,
         (select count(*) from waiver_uses u where u.waiver_id = w.id) as uses,
         (select coalesce(sum(u.devices), 0) from waiver_uses u where u.waiver_id = w.id) as devices_used
       from waivers w
       where w.agency_code in (${marksFor(agencyCodes)}) and w.until_on >= ? and w.revoked_at is null
         and (w.order_id is null${reviews})
       order by case when w.order_id is null then 1 else 0 end, w.until_on, w.id`,
    [...agencyCodes, wanted.on, ...orderIds],
  );
  return rows.map(toBooks);
}

function toBooks(row: WaiverColumns): WaiverInBooks {
  return {
    id: row.id,
    agencyCode: row.agency_code,
    rules: JSON.parse(row.rules) as readonly WaivedRule[],
    order: row.order_id,
    revision: numberIn(row.revision),
    category: row.category,
    devices: numberIn(row.devices),
    usesMax: numberIn(row.uses_max),
    from: row.from_on,
    until: row.until_on,
    version: Number(row.log_index),
    uses: Number(row.uses),
    devicesUsed: Number(row.devices_used),
  };
}

function numberIn(cell: number | null): number | null {
  return cell === null ? null : Number(cell);
}

/** What one order takes of one waiver. */
export interface KeptUse {
  readonly waiverId: string;
  readonly orderId: string;
  readonly devices: number;
}

export async function listUsesOfOrders(tx: Tx, orderIds: readonly string[]): Promise<readonly KeptUse[]> {
  if (orderIds.length === 0) return [];
  const rows: { waiver_id: string; order_id: string; devices: number }[] = await tx('waiver_uses')
    .select('waiver_id', 'order_id', 'devices')
    .whereIn('order_id', [...orderIds]);
  return rows.map((row) => ({ waiverId: row.waiver_id, orderId: row.order_id, devices: Number(row.devices) }));
}

export interface WrittenUse extends KeptUse {
  readonly revision: number;
  /** Of the decision that the order stands on. */
  readonly logIndex: number;
}

/** Orders whose uses are written anew, and what they are now. */
export interface ReplacedUses {
  readonly orderIds: readonly string[];
  readonly uses: readonly WrittenUse[];
}

export async function replaceUses(tx: GovernedTx, { orderIds, uses }: ReplacedUses): Promise<void> {
  if (orderIds.length > 0)
    await tx('waiver_uses')
      .whereIn('order_id', [...orderIds])
      .delete();
  await insertRows(
    tx,
    'waiver_uses',
    uses.map((use) => ({
      waiver_id: use.waiverId,
      order_id: use.orderId,
      revision: use.revision,
      devices: use.devices,
      log_index: use.logIndex,
    })),
  );
}

export interface UsedSum {
  readonly uses: number;
  readonly devices: number;
}

/** What orders take of waivers, by waiver; absent where nothing is taken. */
export async function sumUses(tx: Tx, waiverIds: readonly string[]): Promise<ReadonlyMap<string, UsedSum>> {
  if (waiverIds.length === 0) return new Map();
  const marks = waiverIds.map(() => '?').join(',');
  const rows = selectedRows<{ waiver_id: string; uses: number; devices: number }>(
    await tx.raw(
      `select waiver_id, count(*) as uses, sum(devices) as devices from waiver_uses
       where waiver_id in (${marks}) group by waiver_id`,
      [...waiverIds],
    ),
  );
  return new Map(rows.map((row) => [row.waiver_id, { uses: Number(row.uses), devices: Number(row.devices) }]));
}

/** How many waivers for machines an agency has that are not over. */
export async function countWaiversOfAgency(
  tx: Tx,
  { agencyCode, on }: { readonly agencyCode: string; readonly on: CivilDate },
): Promise<number> {
  const [row] = selectedRows<{ found: number }>(
    await tx.raw(
      `select count(*) as found from waivers
       where agency_code = ? and order_id is null and until_on >= ? and revoked_at is null`,
      [agencyCode, on],
    ),
  );
  return Number(row?.found ?? 0);
}

export interface WaiversQuestion {
  readonly grant: Grant;
  readonly agencyCode?: string | undefined;
  readonly order?: string | undefined;
  /** A rule that it must name. */
  readonly rule?: string | undefined;
  /** As the table tells it; whether one is void is not in the table. */
  readonly state?: 'revoked' | 'expired' | 'open' | undefined;
  readonly on: CivilDate;
  readonly after: string | undefined;
  readonly limit: number;
}

/** Waivers that a grant reaches, by id, after one of them. */
export async function listWaiverRows(tx: Tx, question: WaiversQuestion): Promise<PageInOrder<StoredRow>> {
  const { grant, agencyCode, order, rule, state, on, after, limit } = question;
  return listReached<StoredRow>(tx, {
    table: 'waivers',
    indexes: { waivers_listed_by_order: ['order_id'], waivers_listed_by_agency: ['agency_code'], primary: [] },
    order: [{ column: 'id', direction: 'asc' }],
    equals: {
      ...(agencyCode !== undefined && { agency_code: [agencyCode] }),
      ...(order !== undefined && { order_id: [order] }),
    },
    rest: [
      ...(rule === undefined ? [] : [(rows: Rows) => void rows.whereRaw('instr(rules, ?) > 0', [`"rule":"${rule}"`])]),
      ...(state === undefined ? [] : [(rows: Rows) => whereState(rows, state, on)]),
    ],
    reach: { column: 'agency_code', grant },
    after: after === undefined ? undefined : [after],
    limit,
  });
}

type Rows = ReturnType<Tx>;

function whereState(rows: Rows, state: NonNullable<WaiversQuestion['state']>, on: CivilDate): void {
  if (state === 'revoked') void rows.whereNotNull('revoked_at');
  else void rows.whereNull('revoked_at').where('until_on', state === 'expired' ? '<' : '>=', on);
}
