import type { Tx } from '../../db/index.ts';
import { type CivilDate, fen } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import {
  countPrices,
  deletePercentiles,
  findPriceAt,
  listPercentiles,
  type Percentile,
  type PriceGroup,
  replacePercentiles,
} from './prices-repository.ts';
import { windowStart } from './purchase-history.ts';

export const PRICES_REFRESHED = 'price-percentiles.refreshed';

/** What a refresh has changed, as its leaf names it. */
export interface RefreshedPrices {
  readonly prices: readonly RefreshedPrice[];
  /** Samples that have no live price any more. */
  readonly removed: readonly Pick<Percentile, 'region' | 'category'>[];
}

/** Without a median where none was measured, as in leaves of before. */
export interface RefreshedPrice extends Omit<Percentile, 'logIndex' | 'medianFen'> {
  readonly medianFen?: Percentile['p90Fen'];
}

/** What the live prices of one region and category come to today. */
export interface MeasuredPrice extends PriceGroup {
  readonly p90Fen: Percentile['p90Fen'];
  readonly medianFen?: Percentile['p90Fen'];
  readonly sample: number;
}

/** Prices are a region's, not an agency's, so only what binds agencies of every level counts. */
const ANY_LEVEL = '';

/**
 * The nearest-rank percentile of live unit prices since the window of the region's policy began; undefined without a price.
 * Where the policy asks for prices that are too low, prices count as planned, as orders are, and the median stands beside it.
 * Whether the sample is large enough to be judged by is the rules' to say.
 */
export async function measurePrice(
  tx: Tx,
  group: PriceGroup,
  { ruleSet, on }: { readonly ruleSet: RuleSet; readonly on: CivilDate },
): Promise<MeasuredPrice | undefined> {
  const policy = ruleSet.policyFor({ region: group.region, level: ANY_LEVEL, on });
  const days = policy.integer('policy.priceSample.days');
  const percentile = policy.integer('policy.priceSample.percentile');
  if (typeof days !== 'number' || typeof percentile !== 'number') return undefined;
  const isPlanned = typeof policy.integer('policy.priceSample.lowPercent') === 'number';
  const sample = { ...group, from: windowStart(on, days), isPlanned };
  const count = await countPrices(tx, sample);
  if (count === 0) return undefined;
  const p90Fen = (await findPriceAt(tx, sample, placeOfRank(count, percentile))) ?? fen(0);
  if (!isPlanned) return { ...group, p90Fen, sample: count };
  const medianFen = (await findPriceAt(tx, sample, placeOfRank(count, 50))) ?? fen(0);
  return { ...group, p90Fen, medianFen, sample: count };
}

/** The nearest rank of a percentile among so many prices, counted from nought. */
function placeOfRank(count: number, percentile: number): number {
  return Math.min(count, Math.max(1, Math.ceil((percentile * count) / 100))) - 1;
}

/** Writes what has changed and records it in one leaf; nothing and no leaf when nothing has. Answers how many changed. */
export async function refreshPrices(entry: Governed, measured: readonly MeasuredPrice[]): Promise<number> {
  const kept = new Map((await listPercentiles(entry.tx)).map((row) => [keyOf(row), row]));
  const prices = measured
    .filter((price) => isOther(price, kept.get(keyOf(price))))
    .map((price): RefreshedPrice => ({ ...price, asOfOn: entry.on }));
  const live = new Set(measured.map(keyOf));
  const removed = [...kept.values()]
    .filter((row) => !live.has(keyOf(row)))
    .map(({ region, category }) => ({ region, category }));
  if (prices.length + removed.length === 0) return 0;
  const body: RefreshedPrices = { prices, removed };
  const { logIndex } = entry.append({
    type: PRICES_REFRESHED,
    subject: 'price-percentiles/all',
    by: null,
    body: { ...body },
  });
  await replacePercentiles(
    entry.tx,
    prices.map((price) => ({ ...price, medianFen: price.medianFen ?? null, logIndex })),
  );
  await deletePercentiles(entry.tx, removed);
  return prices.length + removed.length;
}

function keyOf({ region, category }: PriceGroup): string {
  return `${region}/${category}`;
}

function isOther({ p90Fen, medianFen, sample }: MeasuredPrice, kept: Percentile | undefined): boolean {
  if (kept === undefined || kept.medianFen !== (medianFen ?? null)) return true;
  return kept.p90Fen !== p90Fen || kept.sample !== sample;
}
