import type { Tx } from '../db/index.ts';
import { nameKey } from './name-key.ts';
import { listAllProductNames } from './register-repository.ts';

/** What a name of an old inventory may stand for. Nothing is ever taken over by itself: a person chooses. */
export interface ProductSuggestion {
  readonly name: string;
  /** The product that has exactly this name or alias, as names are compared; null where none has, or several do. */
  readonly exact: string | null;
  /** Products whose names are like it, the likeliest first. */
  readonly candidates: readonly ProductCandidate[];
}

export interface ProductCandidate {
  readonly productId: string;
  readonly category: string;
  /** The name or alias that is like it. */
  readonly known: string;
  /** From 0, nothing in common, to 1. */
  readonly likeness: number;
}

const CANDIDATES_MAX = 5;

/** Below this two names share little more than a word such as "Office". */
const LIKENESS_MIN = 0.3;

/** Suggestions for names in their order; one read of all names of products, however many are asked. */
export async function suggestProducts(tx: Tx, names: readonly string[]): Promise<readonly ProductSuggestion[]> {
  if (names.length === 0) return [];
  const known = (await listAllProductNames(tx)).map((name) => ({ ...name, pairs: pairsOf(name.nameKey) }));
  const suggested = new Map<string, Omit<ProductSuggestion, 'name'>>();
  return names.map((name) => {
    const key = nameKey(name);
    const suggestion = suggested.get(key) ?? suggestionFor(key, known);
    suggested.set(key, suggestion);
    return { name, ...suggestion };
  });
}

interface KnownName {
  readonly productId: string;
  readonly category: string;
  readonly nameKey: string;
  readonly pairs: ReadonlySet<string>;
}

function suggestionFor(key: string, known: readonly KnownName[]): Omit<ProductSuggestion, 'name'> {
  const owners = new Set(known.filter((one) => one.nameKey === key).map(({ productId }) => productId));
  const [owner = null] = owners;
  return { exact: owners.size === 1 ? owner : null, candidates: candidatesFor(key, known) };
}

/** Each product once, by the name that is most like it; ties by id, so that two runs suggest the same. */
function candidatesFor(key: string, known: readonly KnownName[]): readonly ProductCandidate[] {
  const pairs = pairsOf(key);
  const best = new Map<string, ProductCandidate>();
  for (const { productId, category, nameKey: name, pairs: own } of known) {
    const likeness = likenessOf(pairs, own);
    if (likeness < LIKENESS_MIN || likeness <= (best.get(productId)?.likeness ?? 0)) continue;
    best.set(productId, { productId, category, known: name, likeness });
  }
  return [...best.values()]
    .toSorted((a, b) => b.likeness - a.likeness || (a.productId < b.productId ? -1 : 1))
    .slice(0, CANDIDATES_MAX);
}

/** Neighbouring characters: they work for Chinese, which has no spaces between words, as they do for Latin. */
function pairsOf(key: string): ReadonlySet<string> {
  const characters = [...key.replaceAll(' ', '')];
  if (characters.length < 2) return new Set(characters);
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`));
}

/** The mean of two shares: how much of each name is in the other, so that a version behind a name costs half of it at most. */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return Math.round(((shared / one.size + shared / other.size) / 2) * 1_000) / 1_000;
}
