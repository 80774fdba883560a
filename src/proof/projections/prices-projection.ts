import type { LogProjection } from '../../log/index.ts';
import { listPercentiles, type Percentile, PRICES_REFRESHED, type RefreshedPrices } from '../../orders/index.ts';
import { type Columns, type ToldRow, tableProjection } from './table-projection.ts';

/** The percentiles are what the last refresh that named each of them says. */
export function priceProjection(): LogProjection {
  return tableProjection<Told, Percentile & Columns>({
    leafTypes: [PRICES_REFRESHED],
    toldLast: ({ logIndex, body }) => {
      const { prices, removed } = body as unknown as RefreshedPrices;
      const told = prices.map((price) => toldOf({ ...price, medianFen: price.medianFen ?? null, logIndex }));
      return { told, gone: removed.map((price) => placeOf({ ...price, logIndex })) };
    },
    listRows: async (tx) => (await listPercentiles(tx)).map((row) => ({ ...row })),
    placeOf,
    columns: ({ price }) => ({ ...price }),
  });
}

interface Told extends ToldRow {
  readonly price: Percentile;
}

function toldOf(price: Percentile): Told {
  return { place: placeOf(price), price };
}

function placeOf({ region, category, logIndex }: Pick<Percentile, 'region' | 'category' | 'logIndex'>) {
  return { table: 'price_percentiles', key: `${region}/${category}`, index: logIndex };
}
