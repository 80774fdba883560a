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

export function findVersion(
  product: GatheredProduct,
  version: string | null | undefined,
): GatheredProduct['versions'][number] | undefined {
  return product.versions.find((known) => known.version === version);
}

/**
 * The version that somebody means who writes the product's own number ("Windows 11", "11") or none: that of the number in
 * the name, if the register has it, else the newest on sale on that day. Undefined for one that the register does not know.
 */
export function findVersionMeant(
  product: GatheredProduct,
  { name, version }: { readonly name: string | null | undefined; readonly version: string | null | undefined },
  on: CivilDate,
): GatheredProduct['versions'][number] | undefined {
  const number = lastWord(name);
  const known = findVersion(product, version || number);
  if (known) return known;
  const isOwnNumber = !version || [name, product.name, ...product.aliases].some((own) => lastWord(own) === version);
  return isOwnNumber ? newestOnSale(product, on) : undefined;
}

/** Where no day of release is registered, nobody can say which is newest, so the one whose support ends first is judged. */
function newestOnSale({ versions }: GatheredProduct, on: CivilDate): GatheredProduct['versions'][number] | undefined {
  const dated = versions.filter(({ releasedOn }) => releasedOn !== null);
  if (dated.length === 0) return versions.toSorted((a, b) => byDay(a.supportEndsOn, b.supportEndsOn)).at(0);
  return dated
    .filter(({ releasedOn }) => releasedOn !== null && releasedOn <= on)
    .toSorted((a, b) => byDay(a.releasedOn, b.releasedOn))
    .at(-1);
}

/** No day at all is later than every day. */
function byDay(a: CivilDate | null, b: CivilDate | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

function lastWord(name: string | null | undefined): string | undefined {
  return name?.trim().split(/\s+/).at(-1);
}

/** Rights that nobody dated always hold; `until` is the last day. */
export function isRightInForce({ from, until }: GatheredProduct['rights'][number], on: CivilDate): boolean {
  return (!from || from <= on) && (!until || on <= until);
}
