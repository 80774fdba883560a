import type { CivilDate } from '../kernel/index.ts';
import { nameKey } from '../register/index.ts';
import type { GatheredProduct } from './gathered.ts';
import type { CandidateProducts } from './products.ts';

/** Finds a product by exact name or alias inside one category; posted rows come first and so override known ones. */
export function findProduct(
  { posted, known }: CandidateProducts,
  { category, name }: { readonly category: string; readonly name: string | null | undefined },
): GatheredProduct | undefined {
  if (!name) return undefined;
  const key = nameKey(name);
  return (
    posted.find((product) => product.category === category && isCalled(product, key)) ?? known.get(category)?.get(key)
  );
}

function isCalled({ name, aliases }: GatheredProduct, key: string): boolean {
  return nameKey(name) === key || aliases.some((alias) => nameKey(alias) === key);
}

export function findEdition(
  product: GatheredProduct,
  edition: string | null | undefined,
): GatheredProduct['editions'][number] | undefined {
  if (!edition) return undefined;
  const key = nameKey(edition);
  return product.editions.find(({ name }) => nameKey(name) === key);
}

/** Whether the register lists the editions of a product, so that one beside them is unknown rather than good. */
export function hasEditions(product: GatheredProduct | undefined): boolean {
  return product !== undefined && product.editions.length > 0;
}

/** Rights that nobody dated always hold; `until` is the last day. */
export function isRightInForce({ from, until }: GatheredProduct['rights'][number], on: CivilDate): boolean {
  return (!from || from <= on) && (!until || on <= until);
}
