import type { Tx } from '../../db/index.ts';
import { type Difference, differencesIn, type LogProjection, withoutLeaf, withoutRow } from '../../log/index.ts';
import { listNamedProducts, listProductNamesAfter, type ProductName } from '../register-repository.ts';
import { nameKeysOf } from './product.ts';

const NAMES_AT_ONCE = 2_000;

/** By which names a product is found is what the product itself says, which is compared with its leaf. */
export const productNameProjection: LogProjection = {
  compare: async () => [],
  finish: compareNames,
};

interface GivenName extends ProductName {
  readonly logIndex: number;
}

/** There are few products, so their names are remembered. */
async function compareNames(tx: Tx): Promise<readonly Difference[]> {
  const given = new Map<string, GivenName>();
  for (const { id, category, logIndex, ...named } of await listNamedProducts(tx)) {
    for (const nameKey of nameKeysOf(named)) {
      const name = { category, nameKey, productId: id, logIndex };
      given.set(keyOf(name), name);
    }
  }
  const found: Difference[] = [];
  for (let after: ProductName | undefined | null = null; after !== undefined; ) {
    const page: readonly ProductName[] = await listProductNamesAfter(tx, after, NAMES_AT_ONCE);
    for (const row of page) {
      const name = given.get(keyOf(row));
      given.delete(keyOf(row));
      const place = { table: 'product_names', key: keyOf(row), index: name?.logIndex ?? null };
      const { productId } = row;
      found.push(...(name ? differencesIn(place, { productId }, { productId: name.productId }) : [withoutLeaf(place)]));
    }
    after = page.length === NAMES_AT_ONCE ? page.at(-1) : undefined;
  }
  const missing = [...given.values()].map((name) => {
    return withoutRow({ table: 'product_names', key: keyOf(name), index: name.logIndex });
  });
  return [...found, ...missing];
}

function keyOf({ category, nameKey }: ProductName): string {
  return `${category}/${nameKey}`;
}
