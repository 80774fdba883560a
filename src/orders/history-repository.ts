import { type Cell, caseOf, marksFor, padded, selectRows, type Tx } from '../db/index.ts';
import { type CivilDate, dayOf, type Fen, fen, type Instant } from '../kernel/index.ts';
import type { PurchaseSums, Window } from './books.ts';

/** Sums over live orders. A revision counts while it is the standing one of its order. */
const LIVE_PURCHASES = `from order_purchases p
  join orders o on o.id = p.order_id and o.standing_revision = p.revision`;

export interface TwinRow {
  readonly twinKey: string;
  readonly orderId: string;
  readonly submittedOn: CivilDate;
}

/** Live orders with one of these twin keys. How far back a twin counts is the policy's, so the caller filters by day. */
export async function listTwins(tx: Tx, twinKeys: readonly string[], since: Instant): Promise<readonly TwinRow[]> {
  if (twinKeys.length === 0) return [];
  const keys = padded(twinKeys);
  const rows = await selectRows<{ twin_key: string; order_id: string; submitted_at: Instant }>(
    tx,
    `select r.twin_key, r.order_id, r.submitted_at from order_revisions r
     join orders o on o.id = r.order_id and o.standing_revision = r.revision
     where r.twin_key in (${marksFor(keys)}) and r.submitted_at >= ?`,
    [...keys, since],
  );
  return rows.map((row) => ({ twinKey: row.twin_key, orderId: row.order_id, submittedOn: dayOf(row.submitted_at) }));
}

export type Windows = ReadonlyMap<string, Window>;

/** The sums of splitting by purchase key; the window and what counts as small are the agency's. */
export async function sumPurchases(
  tx: Tx,
  purchaseKeys: readonly string[],
  windows: Windows,
): Promise<ReadonlyMap<string, PurchaseSums>> {
  if (purchaseKeys.length === 0) return new Map();
  const small = smallCondition(windows);
  const keys = padded(purchaseKeys);
  const rows = await selectRows<{
    purchaseKey: string;
    orders: number;
    total: number;
    windowOrders: number;
    windowTotal: number;
  }>(
    tx,
    `select p.purchase_key as purchaseKey, count(*) as orders, sum(p.amount_fen) as total,
       sum(case when ${small.sql} then 1 else 0 end) as windowOrders,
       sum(case when ${small.sql} then p.amount_fen else 0 end) as windowTotal
     ${LIVE_PURCHASES} where p.purchase_key in (${marksFor(keys)}) group by p.purchase_key`,
    [...small.bindings, ...small.bindings, ...keys],
  );
  return new Map(
    rows.map((row) => [
      row.purchaseKey,
      {
        orders: Number(row.orders),
        totalFen: fen(Number(row.total)),
        windowOrders: Number(row.windowOrders),
        windowTotalFen: fen(Number(row.windowTotal)),
      },
    ]),
  );
}

export interface SiblingRow {
  readonly siblingKey: string;
  readonly agencyCode: string;
  readonly orders: number;
  readonly totalFen: Fen;
}

/** Small purchases inside the window by sibling key and agency. */
export async function sumSiblings(
  tx: Tx,
  siblingKeys: readonly string[],
  windows: Windows,
): Promise<readonly SiblingRow[]> {
  if (siblingKeys.length === 0) return [];
  const small = siblingCondition(windows);
  const keys = padded(siblingKeys);
  const rows = await selectRows<{ sibling_key: string; agency_code: string; orders: number; total: number }>(
    tx,
    `select p.sibling_key, p.agency_code, count(distinct p.order_id) as orders, sum(p.amount_fen) as total
     ${LIVE_PURCHASES} where p.sibling_key in (${marksFor(keys)}) and ${small.sql}
     group by p.sibling_key, p.agency_code`,
    [...keys, ...small.bindings],
  );
  return rows.map((row) => ({
    siblingKey: row.sibling_key,
    agencyCode: row.agency_code,
    orders: Number(row.orders),
    totalFen: fen(Number(row.total)),
  }));
}

interface Condition {
  readonly sql: string;
  readonly bindings: readonly Cell[];
}

/** By agency: inside its window and below its limit. An agency without a limit has no small purchases. */
function smallCondition(windows: Windows): Condition {
  const limited = [...windows].flatMap(([agency, { from, belowFen }]) =>
    belowFen === null ? [] : [{ agency, from, belowFen }],
  );
  const [first] = limited;
  if (!first) return { sql: '1 = 0', bindings: [] };
  // Mostly they all have the same: then the statement is the same for every batch, too.
  const isOne =
    limited.length === windows.size &&
    limited.every((one) => one.from === first.from && one.belowFen === first.belowFen);
  if (isOne) return { sql: 'p.submitted_on >= ? and p.amount_fen < ?', bindings: [first.from, first.belowFen] };
  const limits = caseOf('p.agency_code', new Map(limited.map(({ agency, belowFen }) => [agency, belowFen])));
  const starts = caseOf('p.agency_code', new Map(limited.map(({ agency, from }) => [agency, from])));
  return {
    sql: `p.submitted_on >= ${starts.sql} and p.amount_fen < ${limits.sql}`,
    bindings: [...starts.bindings, ...limits.bindings],
  };
}

/** Siblings are other agencies, whose own limits are not at hand: the widest window and limit of the batch are taken. */
function siblingCondition(windows: Windows): Condition {
  const limited = [...windows.values()].flatMap(({ from, belowFen }) =>
    belowFen === null ? [] : [{ from, belowFen }],
  );
  const [from] = limited.map((window) => window.from).sort();
  if (from === undefined) return { sql: '1 = 0', bindings: [] };
  const belowFen = Math.max(...limited.map((window) => window.belowFen));
  return { sql: 'p.submitted_on >= ? and p.amount_fen < ?', bindings: [from, belowFen] };
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
}

/** The percentiles of the last refresh for some regions. */
export async function listPrices(tx: Tx, regions: readonly string[]): Promise<readonly PriceRow[]> {
  if (regions.length === 0) return [];
  const rows: PriceRow[] = await tx('price_percentiles')
    .select({ region: 'region', category: 'category', p90Fen: 'p90_fen', sample: 'sample' })
    .whereIn('region', [...regions]);
  return rows.map((row) => ({ ...row, p90Fen: fen(Number(row.p90Fen)), sample: Number(row.sample) }));
}
