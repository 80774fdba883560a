import { selectedRows, type Tx } from '../../db/index.ts';
import { type CivilDate, type Fen, fen } from '../../kernel/index.ts';
import type { GovernedTx } from '../../log/index.ts';

/** What the gate knows of prices of one category in one region. */
export interface Percentile {
  readonly region: string;
  readonly category: string;
  readonly p90Fen: Fen;
  readonly sample: number;
  readonly asOfOn: CivilDate;
  readonly logIndex: number;
}

interface PercentileColumns {
  readonly region: string;
  readonly category: string;
  readonly p90_fen: number;
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

/** Every region and category of which a price was ever noted. */
export async function listPriceGroups(tx: Tx): Promise<readonly PriceGroup[]> {
  const groups: PriceGroup[] = await tx('order_prices').distinct('region', 'category').orderBy(['region', 'category']);
  return groups.map(({ region, category }) => ({ region, category }));
}

export interface PriceSample extends PriceGroup {
  /** The first day that counts. */
  readonly from: CivilDate;
}

/** How many live prices there are since a day. */
export async function countPrices(tx: Tx, { region, category, from }: PriceSample): Promise<number> {
  const [row] = selectedRows<{ prices: number }>(
    await tx.raw(
      `select count(*) as prices ${LIVE_PRICES} where p.region = ? and p.category = ? and p.submitted_on >= ?`,
      [region, category, from],
    ),
  );
  return Number(row?.prices ?? 0);
}

/** The price at a place of the ascending list, counted from nought. */
export async function findPriceAt(
  tx: Tx,
  { region, category, from }: PriceSample,
  place: number,
): Promise<Fen | undefined> {
  const [row] = selectedRows<{ price: number }>(
    await tx.raw(
      `select p.unit_price_fen as price ${LIVE_PRICES} where p.region = ? and p.category = ? and p.submitted_on >= ?
       order by p.unit_price_fen limit 1 offset ?`,
      [region, category, from, place],
    ),
  );
  return row && fen(Number(row.price));
}

/** One row of a region and category in place of the one before. */
export async function replacePercentile(tx: GovernedTx, { region, category, ...price }: Percentile): Promise<void> {
  await deletePercentile(tx, { region, category });
  await tx('price_percentiles').insert({
    region,
    category,
    p90_fen: price.p90Fen,
    sample: price.sample,
    as_of_on: price.asOfOn,
    log_index: price.logIndex,
  });
}

export async function deletePercentile(tx: GovernedTx, { region, category }: PriceGroup): Promise<void> {
  await tx('price_percentiles').where({ region, category }).delete();
}
