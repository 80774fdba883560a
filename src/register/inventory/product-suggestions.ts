import { nameKey } from '../products/name-key.ts';
import type { SoftwareCategory } from '../products/product.ts';

/** A product as names are compared with it. */
export interface NamedProduct {
  readonly id: string;
  readonly category: SoftwareCategory;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly editions: readonly { readonly name: string }[];
  readonly versions: readonly { readonly version: string }[];
}

/** A product that a name may mean. Somebody has to confirm it: nothing is matched by likeness alone. */
export interface ProductSuggestion {
  readonly productId: string;
  readonly category: SoftwareCategory;
  readonly product: string;
  /** Those that the name itself contains. */
  readonly edition: string | null;
  readonly version: string | null;
  /** How much of the name's words the product's name has, 0 to 1. */
  readonly likeness: number;
}

const SUGGESTIONS_MAX = 3;
const LIKENESS_MIN = 0.34;

/** Finds products like a name, the likest first; the words of all products are looked up, not each product by itself. */
export function suggester(products: readonly NamedProduct[]): (name: string) => readonly ProductSuggestion[] {
  const entries = products.flatMap((product) =>
    [product.name, ...product.aliases].map((name) => ({ product, words: wordsOf(name) })),
  );
  const byWord = new Map<string, number[]>();
  for (const [at, { words }] of entries.entries()) {
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), at]);
  }
  const rarity = (word: string): number => 1 / (byWord.get(word)?.length ?? 1);
  return (name) => {
    const words = wordsOf(name);
    const shared = new Map<number, number>();
    for (const word of words) {
      for (const at of byWord.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + rarity(word));
    }
    const best = new Map<NamedProduct, number>();
    for (const [at, weight] of shared) {
      const entry = entries[at];
      if (!entry) continue;
      const whole = [...entry.words].reduce((sum, word) => sum + rarity(word), 0);
      best.set(entry.product, Math.max(best.get(entry.product) ?? 0, Math.min(1, weight / whole)));
    }
    return [...best]
      .filter(([, likeness]) => likeness >= LIKENESS_MIN)
      .sort(([one, more], [other, less]) => less - more || (one.id < other.id ? -1 : 1))
      .slice(0, SUGGESTIONS_MAX)
      .map(([product, likeness]) => toSuggestion(product, name, likeness));
  };
}

function toSuggestion(product: NamedProduct, name: string, likeness: number): ProductSuggestion {
  const words = wordsOf(name);
  const within = (part: string): boolean => [...wordsOf(part)].every((word) => words.has(word));
  const longest = (parts: readonly string[]): string | null =>
    parts.filter(within).sort((one, other) => other.length - one.length)[0] ?? null;
  return {
    ...{ productId: product.id, category: product.category, product: product.name },
    edition: longest(product.editions.map((edition) => edition.name)),
    version: longest(product.versions.map(({ version }) => version)),
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
