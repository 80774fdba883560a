import { nameKey } from '../products/name-key.ts';
import type { SoftwareCategory } from '../products/product.ts';
import type { UnknownName } from './lists/computer-outcome.ts';
import type { ProductSuggestion } from './product-suggestions.ts';
import type { NameRead } from './read-name.ts';

/** A name that nobody knows, over a whole file. */
export interface CountedName {
  readonly name: string;
  readonly category: SoftwareCategory | null;
  readonly computers: number;
  readonly suggestions: readonly ProductSuggestion[];
  readonly readAs: NameRead | null;
}

/** Gathers the unknown names of a file piece by piece; a piece that is judged again is not counted twice. */
export interface UnknownNames {
  readonly add: (row: number, unknown: readonly UnknownName[]) => void;
  readonly count: () => number;
  /** Those with suggestions first, then the most frequent. */
  readonly most: (limit: number) => readonly CountedName[];
}

/** Above it names are counted no more by themselves: a county's computers have tens of thousands of drivers. */
const NAMES_MAX = 20_000;

interface NameOccurrences extends Omit<CountedName, 'computers'> {
  readonly rows: Set<number>;
}

export function newUnknownNames(): UnknownNames {
  const gathered = new Map<string, NameOccurrences>();
  return {
    add: (row, unknown) => {
      for (const { software, suggestions, readAs } of unknown) {
        const key = nameKey(software.name);
        const known = gathered.get(key);
        if (known) known.rows.add(row);
        else if (gathered.size < NAMES_MAX) {
          const { name, category } = software;
          gathered.set(key, { name, category, readAs, suggestions, rows: new Set([row]) });
        }
      }
    },
    count: () => gathered.size,
    most: (limit) =>
      [...gathered.values()]
        .sort(
          (one, other) =>
            Math.sign(other.suggestions.length) - Math.sign(one.suggestions.length) ||
            other.rows.size - one.rows.size ||
            (one.name < other.name ? -1 : 1),
        )
        .slice(0, limit)
        .map(({ rows, ...name }) => ({ ...name, computers: rows.size })),
  };
}
