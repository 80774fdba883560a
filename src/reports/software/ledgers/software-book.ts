import { candidateProducts, containsAny, findProduct, isListedAsFree } from '../../../facts/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import {
  isForUnits,
  type LicensedProduct,
  nameKey,
  type ProductFacts,
  UNKNOWN_FAMILY,
  versionsMeant,
} from '../../../register/index.ts';
import type { Policy } from '../../../rules/index.ts';

/** Names of software, as the register and the rule pack know them on a day. */
export interface SoftwareBook {
  /** One key for all names of a product; a name that nobody knows is its own. */
  readonly keyOf: (category: string, name: string) => string;
  readonly productOf: (category: string, key: string) => LicensedProduct | undefined;
  /** The name of the product itself, else the first name that was asked for. */
  readonly nameOf: (category: string, key: string) => string;
  /**
   * The last day on which a release is supported; null where none is announced, or nobody knows the release. Where it may
   * be one of several, as with an edition that is not stated, the first day on which one of them ends.
   */
  readonly supportEndOf: (category: string, key: string, release: NamedRelease) => CivilDate | null;
  /** What an operating system is built on; null where there is none. */
  readonly familyOf: (system: string | null) => string | null;
  readonly isFree: (copy: NamedSoftware, policy: Policy) => boolean;
  readonly isPersonal: (licence: NamedSoftware, policy: Policy) => boolean;
}

interface NamedRelease {
  readonly edition: string | null;
  readonly version: string | null;
}

interface NamedSoftware {
  readonly category: string;
  readonly product: string;
  readonly edition: string | null;
}

interface NamedProduct {
  readonly key: string;
  /** Of the product itself, where it is known. */
  readonly name: string;
  readonly product: LicensedProduct | undefined;
}

/** Software of one category: a text put together of both would be read through anew each time that it is looked up. */
interface Shelf {
  readonly byName: Map<string, NamedProduct>;
  /** Each by the first name that was asked for. */
  readonly byKey: Map<string, NamedProduct>;
}

/** Posted products come first, then those of the rule pack, which are the same everywhere. */
export function softwareBook(posted: readonly ProductFacts[], policy: Policy): SoftwareBook {
  const candidates = candidateProducts({ gathered: { products: posted }, policy: { decisionDate: policy } });
  const shelves = new Map<string, Shelf>();
  const shelfOf = (category: string): Shelf => {
    const known = shelves.get(category);
    if (known) return known;
    const made: Shelf = { byName: new Map(), byKey: new Map() };
    shelves.set(category, made);
    return made;
  };
  const lookUp = (category: string, name: string): NamedProduct => {
    const { byName, byKey } = shelfOf(category);
    const known = byName.get(name);
    if (known) return known;
    const product: LicensedProduct | undefined = findProduct(candidates, { category, name });
    const entry = { key: nameKey(product?.name ?? name), name: product?.name ?? name, product };
    byName.set(name, entry);
    if (!byKey.has(entry.key)) byKey.set(entry.key, entry);
    return entry;
  };
  const named = (category: string, key: string): NamedProduct | undefined => shelfOf(category).byKey.get(key);
  const { on } = policy;
  return {
    keyOf: (category, name) => lookUp(category, name).key,
    productOf: (category, key) => named(category, key)?.product,
    nameOf: (category, key) => named(category, key)?.name ?? key,
    supportEndOf: (category, key, release) => firstEndOf(named(category, key)?.product, release),
    familyOf: (system) =>
      system === null ? null : (lookUp('operating-system', system).product?.osFamily ?? UNKNOWN_FAMILY),
    isFree: askedOnce((copy, { freeList }) =>
      isFreeOn(copy, { product: lookUp(copy.category, copy.product).product, freeList, on }),
    ),
    isPersonal: askedOnce((licence, { editionNames }) => {
      const isUnitEdition = isForUnits(lookUp(licence.category, licence.product).product, licence.edition);
      if (isUnitEdition !== undefined || licence.edition === null) return isUnitEdition === false;
      return containsAny(licence.edition, [...(editionNames.home ?? []), ...(editionNames.personal ?? [])]);
    }),
  };
}

type Saying = (software: NamedSoftware, policy: Policy) => boolean;

/** Thousands of agencies have the same software under a handful of policies. */
function askedOnce(say: Saying): Saying {
  const said = new Map<Policy, Map<string, boolean>>();
  return (software, policy) => {
    const { category, product, edition } = software;
    const byName = said.get(policy) ?? new Map<string, boolean>();
    if (byName.size === 0) said.set(policy, byName);
    const name = `${category}\u001f${product}\u001f${edition ?? '\u001f'}`;
    const answer = byName.get(name) ?? say(software, policy);
    byName.set(name, answer);
    return answer;
  };
}

function firstEndOf(product: LicensedProduct | undefined, { edition, version }: NamedRelease): CivilDate | null {
  if (!product || version === null) return null;
  const { versions, isRelease } = versionsMeant(product, { name: null, edition, version });
  const ends = versions.flatMap(({ supportEndsOn }) => supportEndsOn ?? []);
  return isRelease ? (ends.toSorted().at(0) ?? null) : null;
}

function isFreeOn(
  { product: name, edition }: NamedSoftware,
  {
    product,
    freeList,
    on,
  }: { readonly product: LicensedProduct | undefined; readonly freeList: Policy['freeList']; readonly on: CivilDate },
): boolean {
  const names = [name, ...(product ? [product.name, ...product.aliases] : [])].map(nameKey);
  return isListedAsFree(freeList, { names, edition, on }) === true;
}
