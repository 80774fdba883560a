import { nameKey } from '../../register/index.ts';
import type { GatheredProduct } from '../gathered.ts';
import { keysOf } from './name-keys.ts';

/** Finds a product by exact name or alias inside one category; posted rows come first and so override known ones. */
export function findProduct(
  products: readonly GatheredProduct[],
  wanted: { readonly category: string; readonly name: string | null | undefined },
): GatheredProduct | undefined {
  if (!wanted.name) return undefined;
  const key = nameKey(wanted.name);
  return products.find((product) => product.category === wanted.category && keysOf(product).has(key));
}

export function findEdition(
  product: GatheredProduct,
  edition: string | null | undefined,
): GatheredProduct['editions'][number] | undefined {
  if (!edition) return undefined;
  return product.editions.find(({ name }) => nameKey(name) === nameKey(edition));
}

export function findVersion(
  product: GatheredProduct,
  version: string | null | undefined,
): GatheredProduct['versions'][number] | undefined {
  return product.versions.find((known) => known.version === version);
}
