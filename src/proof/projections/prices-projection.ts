import type { Tx } from '../../db/index.ts';
import { type Difference, differencesIn, type LogProjection, withoutLeaf, withoutRow } from '../../log/index.ts';
import { listPercentiles, type Percentile, PRICES_REFRESHED, type RefreshedPrices } from '../../orders/index.ts';

/** The percentiles are what the last refresh that named each of them says. There are few, so all are remembered. */
export function priceProjection(): LogProjection {
  const last = new Map<string, Percentile>();
  return {
    compare: async (_tx, { leaves }) => {
      for (const { type, logIndex, body } of leaves) {
        if (type !== PRICES_REFRESHED) continue;
        const { prices, removed } = body as unknown as RefreshedPrices;
        for (const price of prices) last.set(keyOf(price), { ...price, logIndex });
        for (const price of removed) last.delete(keyOf(price));
      }
      return [];
    },
    finish: (tx) => comparePrices(tx, last),
  };
}

async function comparePrices(tx: Tx, last: Map<string, Percentile>): Promise<readonly Difference[]> {
  const rows = await listPercentiles(tx);
  const found = rows.flatMap((row) => {
    const logged = last.get(keyOf(row));
    last.delete(keyOf(row));
    return logged ? differencesIn(placeOf(logged), { ...row }, { ...logged }) : [withoutLeaf(placeOf(row))];
  });
  return [...found, ...[...last.values()].map((logged) => withoutRow(placeOf(logged)))];
}

function keyOf({ region, category }: Pick<Percentile, 'region' | 'category'>): string {
  return `${region}/${category}`;
}

function placeOf(price: Percentile) {
  return { table: 'price_percentiles', key: keyOf(price), index: price.logIndex };
}
