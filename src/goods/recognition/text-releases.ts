import { type Item, isStop } from './line-phrases.ts';
import type { TextRole, TextWords } from './text-words.ts';
import { isNumber } from './tokens.ts';

type ReleaseItem = Item<TextRole | 'system' | 'processor' | 'family'>;

/** The release that a text says of the system at a place; null where it says none, several, or one that no list has. */
export type ReleaseReader = (items: readonly ReleaseItem[], place: number, system: string) => string | null;

export function releaseReader({ systems }: TextWords): ReleaseReader {
  const known = new Map(
    systems.map(({ name, releases = [] }) => [
      name,
      new Map(releases.flatMap((release) => release.written.map((number) => [number, release.name] as const))),
    ]),
  );
  return (items, place, system) => {
    const releases = known.get(system);
    if (releases === undefined || releases.size === 0) return null;
    const own = items[place]?.tokens.find((token) => releases.has(token));
    const said = own === undefined ? numbersBehind(items, place, releases) : [own];
    const meant = new Set(said.map((number) => releases.get(number)));
    const [only = null] = meant.size === 1 ? meant : [];
    return only;
  };
}

/** Numbers behind the name, or behind words of no account: Windows 专业版 11, 银河麒麟 V10、V11. */
function numbersBehind(
  items: readonly ReleaseItem[],
  place: number,
  releases: ReadonlyMap<string, string>,
): readonly string[] {
  const numbers: string[] = [];
  for (const [at, item] of items.entries()) {
    if (at <= place || isPassed(item)) continue;
    const [token = ''] = item.tokens;
    if (!releases.has(token) || isCount(items[at + 1])) return numbers;
    numbers.push(token);
  }
  return numbers;
}

/** 2403 and 24H2 are builds of the release before them, which ends the search. */
function isPassed(item: ReleaseItem): boolean {
  const [token = ''] = item.tokens;
  return token === 'v' || item.role === 'between' || item.role === 'home' || (isStop(item) && !isNumber(token));
}

/** Windows 10台 counts machines. */
function isCount(item: ReleaseItem | undefined): boolean {
  return item?.role === 'counted' || item?.role === 'machineMeasure' || item?.role === 'setMeasure';
}
