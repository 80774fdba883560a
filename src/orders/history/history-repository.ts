import { type Cell, marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import { type CivilDate, dayOf, type Fen, fen, type Instant } from '../../kernel/index.ts';
import type { GroupBounds, PurchaseGroup } from './purchase-history.ts';

/** Sums over live orders. A revision counts while it is the standing one of its order. */
const LIVE_PURCHASES = `from order_purchases p
  join orders o on o.id = p.order_id and o.standing_revision = p.revision`;

export interface TwinRow {
  readonly twinKey: string;
  readonly orderId: string;
  readonly submittedOn: CivilDate;
}

/** Live orders with one of these twin keys. How far back a twin counts is the policy's, so the caller filters by day. */
export function listTwins(tx: Tx, twinKeys: readonly string[], since: Instant): Promise<readonly TwinRow[]> {
  return listTwinsBy(tx, 'twin_key', { keys: twinKeys, since });
}

/** Live orders with one of these loose twin keys. */
export function listLooseTwins(tx: Tx, keys: readonly string[], since: Instant): Promise<readonly TwinRow[]> {
  return listTwinsBy(tx, 'loose_twin_key', { keys, since });
}

async function listTwinsBy(
  tx: Tx,
  column: 'twin_key' | 'loose_twin_key',
  { keys: wanted, since }: { readonly keys: readonly string[]; readonly since: Instant },
): Promise<readonly TwinRow[]> {
  if (wanted.length === 0) return [];
  const keys = padded(wanted);
  const rows = await selectRows<{ twin_key: string; order_id: string; submitted_at: Instant }>(
    tx,
    `select r.${column} as twin_key, r.order_id, r.submitted_at from order_revisions r
     join orders o on o.id = r.order_id and o.standing_revision = r.revision
     where r.${column} in (${marksFor(keys)}) and r.submitted_at >= ?`,
    [...keys, since],
  );
  return rows.map((row) => ({ twinKey: row.twin_key, orderId: row.order_id, submittedOn: dayOf(row.submitted_at) }));
}

export interface MachineLineRow {
  readonly lineKey: string;
  readonly orderId: string;
  readonly copies: number;
  readonly orderLines: number;
  readonly submittedOn: CivilDate;
}

/** Lines of computers of live orders with one of these keys, from a day on. */
export async function listMachineLines(
  tx: Tx,
  lineKeys: readonly string[],
  from: CivilDate,
): Promise<readonly MachineLineRow[]> {
  if (lineKeys.length === 0) return [];
  const keys = padded(lineKeys);
  const rows = await selectRows<MachineLineRow>(
    tx,
    `select m.line_key as lineKey, m.order_id as orderId, m.copies as copies, m.order_lines as orderLines,
       m.submitted_on as submittedOn
     from order_machine_lines m join orders o on o.id = m.order_id and o.standing_revision = m.revision
     where m.line_key in (${marksFor(keys)}) and m.submitted_on >= ?`,
    [...keys, from],
  );
  return rows.map((row) => ({ ...row, copies: Number(row.copies), orderLines: Number(row.orderLines) }));
}

/** A group of purchases under one key. */
export interface PurchaseRow extends PurchaseGroup {
  readonly key: string;
}

/** Everything bought under these purchase keys, added up as far as the bounds allow. */
export async function sumPurchases(
  tx: Tx,
  purchaseKeys: readonly string[],
  bounds: GroupBounds,
): Promise<readonly PurchaseRow[]> {
  if (purchaseKeys.length === 0) return [];
  const size = sizeIn(bounds);
  const keys = padded(purchaseKeys);
  const rows = await selectRows<Omit<GroupRow, 'agencyCode'>>(
    tx,
    `select p.purchase_key as groupKey, count(*) as orders, sum(p.amount_fen) as total,
       case when p.submitted_on >= ? then p.submitted_on else '' end as groupDay, ${size.sql} as groupSize
     ${LIVE_PURCHASES} where p.purchase_key in (${marksFor(keys)})
     group by groupKey, groupDay, groupSize`,
    [bounds.from, ...size.bindings, ...keys],
  );
  // The key begins with the agency: were its column read, the index would no longer do without the rows.
  return rows.map((row) =>
    toPurchaseRow({ ...row, agencyCode: row.groupKey.slice(0, row.groupKey.indexOf('/')) }, bounds),
  );
}

/** Small purchases inside the windows of the batch by sibling key. */
export async function sumSiblings(
  tx: Tx,
  siblingKeys: readonly string[],
  bounds: GroupBounds,
): Promise<readonly PurchaseRow[]> {
  const largestFen = bounds.limitsFen.at(-1);
  if (siblingKeys.length === 0 || largestFen === undefined) return [];
  const size = sizeIn(bounds);
  const keys = padded(siblingKeys);
  const rows = await selectRows<GroupRow>(
    tx,
    `select p.sibling_key as groupKey, p.agency_code as agencyCode, count(distinct p.order_id) as orders,
       sum(p.amount_fen) as total, p.submitted_on as groupDay, ${size.sql} as groupSize
     ${LIVE_PURCHASES} where p.sibling_key in (${marksFor(keys)}) and p.submitted_on >= ? and p.amount_fen < ?
     group by groupKey, agencyCode, groupDay, groupSize`,
    [...size.bindings, ...keys, bounds.from, largestFen],
  );
  return rows.map((row) => toPurchaseRow(row, bounds));
}

interface GroupRow {
  readonly groupKey: string;
  readonly agencyCode: string;
  readonly groupDay: CivilDate | '';
  readonly groupSize: number;
  readonly orders: number;
  readonly total: number;
}

/** How many of the limits of these bounds a purchase reaches. */
function sizeIn({ limitsFen }: GroupBounds): { readonly sql: string; readonly bindings: readonly Cell[] } {
  const branches = limitsFen.map((_, index) => `when p.amount_fen < ? then ${index}`).join(' ');
  return { sql: branches ? `case ${branches} else ${limitsFen.length} end` : '0', bindings: limitsFen };
}

function toPurchaseRow(row: GroupRow, { limitsFen }: GroupBounds): PurchaseRow {
  return {
    key: row.groupKey,
    agencyCode: row.agencyCode,
    submittedOn: row.groupDay === '' ? null : row.groupDay,
    belowFen: limitsFen[Number(row.groupSize)] ?? null,
    orders: Number(row.orders),
    totalFen: fen(Number(row.total)),
  };
}

export interface ExemptionRow {
  readonly document: string;
  readonly orderId: string;
  readonly devices: number;
}

/** Machines that live orders have brought under these exemption documents. */
export async function listExemptedDevices(tx: Tx, documents: readonly string[]): Promise<readonly ExemptionRow[]> {
  if (documents.length === 0) return [];
  const rows = await selectRows<ExemptionRow>(
    tx,
    `select r.exemption_document as document, r.order_id as orderId, r.exempted_devices as devices
     from order_revisions r join orders o on o.id = r.order_id and o.standing_revision = r.revision
     where r.exemption_document in (${marksFor(documents)})`,
    documents,
  );
  return rows.map((row) => ({ ...row, devices: Number(row.devices) }));
}

export interface PriceRow {
  readonly region: string;
  readonly category: string;
  readonly p90Fen: Fen;
  readonly sample: number;
  /** Absent where the last refresh measured none. */
  readonly medianFen?: Fen;
}

/** The percentiles of the last refresh for some regions. */
export async function listPrices(tx: Tx, regions: readonly string[]): Promise<readonly PriceRow[]> {
  if (regions.length === 0) return [];
  const rows: (Omit<PriceRow, 'medianFen'> & { readonly medianFen: number | null })[] = await tx('price_percentiles')
    .select({ region: 'region', category: 'category', p90Fen: 'p90_fen', sample: 'sample', medianFen: 'median_fen' })
    .whereIn('region', [...regions]);
  return rows.map(({ medianFen, ...row }) => ({
    ...row,
    p90Fen: fen(Number(row.p90Fen)),
    sample: Number(row.sample),
    ...(medianFen !== null && { medianFen: fen(Number(medianFen)) }),
  }));
}
