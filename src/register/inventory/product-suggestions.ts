import { groupBy } from '../../kernel/index.ts';
import { nameKey } from '../products/name-key.ts';
import type { SoftwareCategory } from '../products/product.ts';
import { lineOf } from '../products/versions-meant.ts';
import type { NameRead, NameReader } from './read-name.ts';

/** A product by the names that it goes under. */
export interface PublishedNames {
  readonly category: string;
  readonly publisher: string | null;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly editions: readonly { readonly name: string }[];
  readonly versions: readonly { readonly version: string }[];
}

/** A product of the register as names are compared with it. */
export interface NamedProduct extends PublishedNames {
  readonly id: string;
  readonly category: SoftwareCategory;
}

/** A product that a name may mean. Somebody has to confirm it: nothing is matched by likeness alone. */
export interface ProductSuggestion {
  /** Null: only the policy knows it. */
  readonly productId: string | null;
  readonly category: SoftwareCategory;
  readonly product: string;
  /** Those that the name itself contains; a name without a release may say its version, as `11` of `11 25H2`. */
  readonly edition: string | null;
  readonly version: string | null;
  /** How much of the name's words the product's name has, 0 to 1. */
  readonly likeness: number;
}

const SUGGESTIONS_MAX = 3;
/** Two words of three are not enough: Total Security is sold by many. */
const LIKENESS_MIN = 0.7;

/** A product with all its names, of the register and of the policy. */
interface Candidate extends PublishedNames {
  readonly id: string | null;
  /** Whose it is; a product without a publisher is its own. */
  readonly owner: string;
}

/** One name of a candidate, by its words. */
interface CandidateName {
  readonly candidate: Candidate;
  readonly words: ReadonlySet<string>;
}

/** Products that a name may mean: first the one that the words of the policy read in it, then those that are like it. */
export function nameSuggester(
  products: readonly NamedProduct[],
  known: readonly PublishedNames[],
  readName: NameReader,
): (name: string, category: SoftwareCategory | null) => ReadSuggestions {
  const candidates = candidatesOf(products, known);
  const likeName = likenessFinder(candidates);
  const byKey = new Map(candidates.flatMap((candidate) => keysOf(candidate).map((key) => [key, candidate] as const)));
  return (name, category) => {
    const reading = readName(name, category);
    const like = likeName(name);
    // A word that nothing explains may make another product of it: Windows SDK.
    const isWhole = reading?.read.notUnderstood.length === 0;
    const meant = isWhole && [...byKey].find(([key]) => isKeyOf(key, { name: reading.product, category }))?.[1];
    if (!meant) return { suggestions: like, readAs: reading?.read ?? null };
    const isMeant = ({ product }: ProductSuggestion): boolean => product === meant.name;
    const others = like.filter((each) => !isMeant(each));
    return {
      suggestions: [asRead(meant, reading.read, like.find(isMeant)), ...others].slice(0, SUGGESTIONS_MAX),
      readAs: reading.read,
    };
  };
}

/** What is read in a name, and the products that it may mean. */
export interface ReadSuggestions {
  readonly suggestions: readonly ProductSuggestion[];
  /** Null where no word of the policy is in the name. */
  readonly readAs: NameRead | null;
}

function isKeyOf(key: string, { name, category }: { name: string; category: SoftwareCategory | null }): boolean {
  return category === null ? key.endsWith(`/${nameKey(name)}`) : key === `${category}/${nameKey(name)}`;
}

/** The product as it is read, in the words that are on file: V20 is 20 there. */
function asRead(
  meant: Candidate,
  { edition, version }: NameRead,
  like: ProductSuggestion | undefined,
): ProductSuggestion {
  const { id, category, name, editions, versions } = meant;
  const parts = version?.split(' ') ?? [];
  const written = parts.map((_, count) => nameKey(parts.slice(0, parts.length - count).join(' ')));
  const onFile = versions.flatMap((each) => [each.version, lineOf(each)]);
  const found = written.map((key) => onFile.find((each) => nameKey(each) === key)).find((each) => each !== undefined);
  const known = editions.find((each) => nameKey(each.name) === nameKey(edition ?? ''));
  return {
    productId: id,
    category: category as SoftwareCategory,
    product: name,
    edition: known?.name ?? like?.edition ?? edition,
    version: found ?? like?.version ?? version,
    likeness: 1,
  };
}

/**
 * Finds products like a name, the likest first; the words of all products are looked up, not each product by itself. A name
 * speaks of the publisher whose own word comes first in it, and of no other's products: `office`, which several publishers
 * use, and names of editions are nobody's own. A name that has nobody's own word is like nothing.
 */
export function suggester(
  products: readonly NamedProduct[],
  known: readonly PublishedNames[],
): (name: string) => readonly ProductSuggestion[] {
  return likenessFinder(candidatesOf(products, known));
}

function likenessFinder(candidates: readonly Candidate[]): (name: string) => readonly ProductSuggestion[] {
  const names = candidates.flatMap((candidate) =>
    [candidate.name, ...candidate.aliases].map((name): CandidateName => ({ candidate, words: wordsOf(name) })),
  );
  const byWord = groupBy(
    names.flatMap((name) => [...name.words].map((word) => ({ word, name }))),
    ({ word }) => word,
  );
  const ownerOf = ownersOf(names);
  return (name) => {
    const words = wordsOf(name);
    const owner = [...words].map(ownerOf).find((found) => found !== undefined);
    if (owner === undefined) return [];
    const best = new Map<Candidate, Likeness>();
    for (const own of new Set([...words].flatMap((word) => (byWord.get(word) ?? []).map((found) => found.name)))) {
      if (own.candidate.owner !== owner) continue;
      const shared = [...own.words].filter((word) => words.has(word)).length;
      const found = { share: shared / own.words.size, shared };
      const before = best.get(own.candidate);
      if (!before || isLess(before, found)) best.set(own.candidate, found);
    }
    return [...best]
      .filter(([, { share }]) => share >= LIKENESS_MIN)
      .sort(([one, a], [other, b]) => b.share - a.share || b.shared - a.shared || (one.name < other.name ? -1 : 1))
      .slice(0, SUGGESTIONS_MAX)
      .map(([product, { share }]) => toSuggestion(product, name, share));
  };
}

interface Likeness {
  /** Of the words of a product's name, how many the name has. */
  readonly share: number;
  readonly shared: number;
}

function isLess(one: Likeness, other: Likeness): boolean {
  return one.share < other.share || (one.share === other.share && one.shared < other.shared);
}

/** Products of the register, each with what the policy knows of it, and those that only the policy knows. */
function candidatesOf(products: readonly NamedProduct[], known: readonly PublishedNames[]): readonly Candidate[] {
  const byName = new Map<string, PublishedNames>();
  for (const product of known) for (const key of keysOf(product)) if (!byName.has(key)) byName.set(key, product);
  const posted = products.map((product) => {
    const same = keysOf(product)
      .map((key) => byName.get(key))
      .find((found) => found !== undefined);
    return { product, same };
  });
  const taken = new Set(posted.map(({ same }) => same));
  return [
    ...posted.map(({ product, same }): Candidate => {
      const aliases = [...product.aliases, ...(same ? [same.name, ...same.aliases] : [])];
      const owner = nameKey(same?.publisher ?? product.publisher ?? product.name);
      const editions = [...product.editions, ...(same?.editions ?? [])];
      return { ...product, owner, aliases, editions, versions: [...product.versions, ...(same?.versions ?? [])] };
    }),
    ...known
      .filter((product) => !taken.has(product))
      .map((product): Candidate => ({ ...product, id: null, owner: nameKey(product.publisher ?? product.name) })),
  ];
}

function keysOf({ category, name, aliases }: PublishedNames): readonly string[] {
  return [name, ...aliases].map((each) => `${category}/${nameKey(each)}`);
}

/** Whose own a word is: only one publisher's products have it in their names, and it is no number and no edition. */
function ownersOf(names: readonly CandidateName[]): (word: string) => string | undefined {
  const owners = new Map<string, Set<string>>();
  const common = new Set<string>();
  for (const { candidate, words } of names) {
    for (const word of words) owners.set(word, (owners.get(word) ?? new Set()).add(candidate.owner));
    for (const { name } of candidate.editions) for (const word of wordsOf(name)) common.add(word);
  }
  return (word) => {
    const [owner, ...others] = owners.get(word) ?? [];
    return others.length > 0 || common.has(word) || /^\d/.test(word) ? undefined : owner;
  };
}

function toSuggestion(product: Candidate, name: string, likeness: number): ProductSuggestion {
  const words = wordsOf(name);
  const within = (part: string): boolean => [...wordsOf(part)].every((word) => words.has(word));
  const longest = (parts: readonly string[]): string | null =>
    parts.filter(within).sort((one, other) => other.length - one.length)[0] ?? null;
  return {
    ...{ productId: product.id, category: product.category as SoftwareCategory, product: product.name },
    edition: longest(product.editions.map((edition) => edition.name)),
    version: longest(product.versions.flatMap((version) => [version.version, lineOf(version)])),
    likeness: Math.round(likeness * 100) / 100,
  };
}

/** Latin words and numbers as they are; Chinese, which has no spaces, by two characters each. */
const WORDS = /[a-z]+|\d+(?:\.\d+)*|[\u3400-\u9fff]+/gu;

function wordsOf(name: string): ReadonlySet<string> {
  return new Set(
    (nameKey(name).match(WORDS) ?? []).flatMap((word) => {
      if (!/[\u3400-\u9fff]/u.test(word) || word.length <= 2) return [word];
      return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
    }),
  );
}
