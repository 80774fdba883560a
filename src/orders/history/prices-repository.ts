import { type Cell, insertRows, type Row, selectedRows, selectRows, type Tx } from '../../db/index.ts';
import { type CivilDate, type Fen, fen, groupBy, portionsOf } from '../../kernel/index.ts';
import type { GovernedTx } from '../../log/index.ts';

/** What the gate knows of prices of one category in one region. */
export interface Percentile {
  readonly region: string;
  readonly category: string;
  readonly p90Fen: Fen;
  /** Null where the policy of the region asks for none. */
  readonly medianFen: Fen | null;
  readonly sample: number;
  readonly asOfOn: CivilDate;
  readonly logIndex: number;
}

interface PercentileColumns {
  readonly region: string;
  readonly category: string;
  readonly p90_fen: number;
  readonly median_fen: number | null;
  readonly sample: number;
  readonly as_of_on: CivilDate;
  readonly log_index: number;
}

export async function listPercentiles(tx: Tx): Promise<readonly Percentile[]> {
  const rows: PercentileColumns[] = await tx('price_percentiles').orderBy(['region', 'category']);
  return rows.map((row) => ({
    region: row.region,
    category: row.category,
    p90Fen: fen(Number(row.p90_fen)),
    medianFen: row.median_fen === null ? null : fen(Number(row.median_fen)),
    sample: Number(row.sample),
    asOfOn: row.as_of_on,
    logIndex: Number(row.log_index),
  }));
}

/** A revision's prices count while it is the standing one of its order. */
const LIVE_PRICES = 'from order_prices p join orders o on o.id = p.order_id and o.standing_revision = p.revision';

export interface PriceGroup {
  readonly region: string;
  readonly category: string;
}

/** Whether a price was ever noted, or one was measured that may be gone. */
export async function hasPrices(tx: Tx): Promise<boolean> {
  return Boolean((await tx('order_prices').first('order_id')) ?? (await tx('price_percentiles').first('region')));
}

/**
 * The next region and category of which a price was noted, in their order. A look for each, because a statement that lists
 * them all goes through every price.
 */
export async function findPriceGroupAfter(tx: Tx, after: PriceGroup | null): Promise<PriceGroup | undefined> {
  const { region, category } = after ?? { region: '', category: '' };
  const sameRegion = await firstPriceGroup(tx, 'region = ? and category > ?', [region, category]);
  return sameRegion ?? firstPriceGroup(tx, 'region > ?', [region]);
}

async function firstPriceGroup(tx: Tx, where: string, bindings: readonly Cell[]): Promise<PriceGroup | undefined> {
  const found = `select region, category from order_prices where ${where} order by region, category limit 1`;
  return (await selectRows<PriceGroup>(tx, found, bindings))[0];
}

export interface PriceSample extends PriceGroup {
  /** The first day that counts. */
  readonly from: CivilDate;
  /** Whether prices count as they were first planned, and not as a contract has made them since. */
  readonly isPlanned: boolean;
}

/** How many live prices there are since a day. */
export async function countPrices(tx: Tx, { region, category, from }: Omit<PriceSample, 'isPlanned'>): Promise<number> {
  const [row] = selectedRows<{ prices: number }>(
    await tx.raw(
      `select count(*) as prices ${LIVE_PRICES} where p.region = ? and p.category = ? and p.submitted_on >= ?`,
      [region, category, from],
    ),
  );
  return Number(row?.prices ?? 0);
}

/** The price of a line in the first revision of its order that stood: by the key, whose orders have few revisions. */
const PLANNED_PRICE = `(select first.unit_price_fen from order_prices first
  where first.order_id = p.order_id and first.line = p.line order by first.revision limit 1)`;

/** The price at a place of the ascending list, counted from nought. */
export async function findPriceAt(
  tx: Tx,
  { region, category, from, isPlanned }: PriceSample,
  place: number,
): Promise<Fen | undefined> {
  const price = isPlanned ? PLANNED_PRICE : 'p.unit_price_fen';
  const [row] = selectedRows<{ price: number }>(
    await tx.raw(
      `select ${price} as price ${LIVE_PRICES} where p.region = ? and p.category = ? and p.submitted_on >= ?
       order by ${isPlanned ? 'price' : price} limit 1 offset ?`,
      [region, category, from, place],
    ),
  );
  return row && fen(Number(row.price));
}

/** At once, so that no turn of the loop is long. */
const ROWS_AT_ONCE = 500;

/** One row of each region and category in place of the one before; the head of the log is held meanwhile. */
export async function replacePercentiles(tx: GovernedTx, percentiles: readonly Percentile[]): Promise<void> {
  await deletePercentiles(tx, percentiles);
  for (const portion of portionsOf(percentiles, ROWS_AT_ONCE))
    await insertRows(tx, 'price_percentiles', portion.map(toRow));
}

export async function deletePercentiles(tx: GovernedTx, groups: readonly PriceGroup[]): Promise<void> {
  for (const [category, own] of groupBy(groups, (group) => group.category)) {
    for (const portion of portionsOf(own, ROWS_AT_ONCE)) {
      const regions = portion.map(({ region }) => region);
      await tx('price_percentiles').where({ category }).whereIn('region', regions).delete();
    }
  }
}

function toRow({ region, category, ...price }: Percentile): Row {
  return {
    ...{ region, category },
    p90_fen: price.p90Fen,
    median_fen: price.medianFen,
    sample: price.sample,
    as_of_on: price.asOfOn,
    log_index: price.logIndex,
  };
}
