/** More cases than this are not made; the pairs that are left over are few then. */
const CASES_MAX = 2_000;

/**
 * Few choices of one value for each list in which every two values of two lists come together at least once. Greedy, and
 * the same for the same lists.
 */
export function pairwise<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  const sizes = lists.map((list) => list.length);
  const open = openPairs(sizes);
  const cases: (readonly number[])[] = [];
  for (const pair of open) {
    const chosen = fill(sizes, pair, open);
    cover(chosen, open);
    cases.push(chosen);
    if (cases.length >= CASES_MAX) break;
  }
  if (lists.length === 1) cases.push(...(lists[0] ?? []).map((_value, index) => [index]));
  return cases.map((chosen) => chosen.flatMap((index, list) => lists[list]?.slice(index, index + 1) ?? []));
}

function keyOf(a: number, first: number, b: number, second: number): string {
  return a < b ? `${a}:${first} ${b}:${second}` : `${b}:${second} ${a}:${first}`;
}

function openPairs(sizes: readonly number[]): Set<string> {
  const pairs = new Set<string>();
  for (const [a, size] of sizes.entries()) {
    for (const [b, other] of sizes.entries()) {
      if (b <= a) continue;
      for (let first = 0; first < size; first++) {
        for (let second = 0; second < other; second++) pairs.add(keyOf(a, first, b, second));
      }
    }
  }
  return pairs;
}

/** Begins with one pair and chooses for each other list what brings the most new ones. */
function fill(sizes: readonly number[], pair: string, open: ReadonlySet<string>): readonly number[] {
  const chosen = new Map(pair.split(' ').map((half) => half.split(':').map(Number) as [number, number]));
  for (const [list, size] of sizes.entries()) {
    if (chosen.has(list)) continue;
    let [best, most] = [0, -1];
    for (let index = 0; index < size; index++) {
      const gained = [...chosen].filter(([other, value]) => open.has(keyOf(list, index, other, value))).length;
      if (gained > most) [best, most] = [index, gained];
    }
    chosen.set(list, best);
  }
  return sizes.map((_size, list) => chosen.get(list) ?? 0);
}

function cover(chosen: readonly number[], open: Set<string>): void {
  for (const [a, first] of chosen.entries()) {
    for (const [b, second] of chosen.entries()) if (a < b) open.delete(keyOf(a, first, b, second));
  }
}
