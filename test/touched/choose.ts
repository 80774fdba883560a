/** What files import, each by its path from the top of the project: `imports.get('src/a.ts')` has what it needs to run. */
export type Imports = ReadonlyMap<string, readonly string[]>;

export interface Touched {
  readonly changed: readonly string[];
  readonly imports: Imports;
  /** The files of `npm test`. */
  readonly tests: readonly string[];
  /** The text of a file of ours, to see which other files it names. */
  readonly textOf: (path: string) => string;
}

export interface Choice {
  /** The nearest first: who is to be red is red soon. */
  readonly tests: readonly string[];
  /** A line for each reason. */
  readonly why: readonly string[];
}

/** What everything stands on, or is made from: what it breaks cannot be told by imports. */
const ALL = [
  { path: /^src\/kernel\//, because: 'everything stands on the kernel' },
  { path: /^openapi\//, because: 'the contract is read by every gate' },
  { path: /^rules\//, because: 'the rules are read by every gate' },
  { path: /^db\/migrations\//, because: 'every database is made by the migrations' },
  { path: /^(package(-lock)?\.json|tsconfig.*\.json|\.mocharc\.cjs)$/, because: 'every test runs with it' },
  { path: /^test\/support\/(hooks|in-memory|imports-once)\.ts$/, because: 'every test runs with it' },
] as const;

/** Picks the test files that a change can turn red: those that reach a changed file by imports, or name it in their text. */
export function chooseTests({ changed, imports, tests, textOf }: Touched): Choice {
  const forAll = changed.flatMap((path) =>
    ALL.filter((one) => one.path.test(path)).map(({ because }) => ({ path, because })),
  );
  if (forAll.length > 0) {
    return { tests, why: forAll.map(({ path, because }) => `${path}: all ${tests.length}, since ${because}`) };
  }
  const importers = reversed(imports);
  const nearest = new Map<string, number>();
  const why: string[] = [];
  for (const path of changed) {
    const starts = imports.has(path) ? [path] : namedBy(path, [...imports.keys()], textOf);
    const reached = distancesTo(starts, importers);
    const found = tests.filter((test) => reached.has(test));
    for (const test of found) nearest.set(test, Math.min(nearest.get(test) ?? Infinity, reached.get(test) ?? 0));
    why.push(
      `${path}: ${found.length}${found.length > 0 ? `, ${nearestWord(found, reached)}` : ', no test reaches it'}`,
    );
  }
  const chosen = [...nearest].toSorted(([one, near], [other, far]) => near - far || (one < other ? -1 : 1));
  return { tests: chosen.map(([test]) => test), why };
}

function nearestWord(tests: readonly string[], reached: ReadonlyMap<string, number>): string {
  const first = tests.reduce((one, other) => ((reached.get(other) ?? 0) < (reached.get(one) ?? 0) ? other : one));
  return `the nearest ${first}`;
}

/** A page or a table that no code imports is read by the files that have its name in a text; a name like `run` is in each. */
function namedBy(path: string, files: readonly string[], textOf: (path: string) => string): readonly string[] {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const name = base.includes('.') ? base : path;
  return files.filter((file) => textOf(file).includes(name));
}

function reversed(imports: Imports): Imports {
  const importers = new Map<string, string[]>();
  for (const [from, to] of imports) for (const each of to) importers.set(each, [...(importers.get(each) ?? []), from]);
  return importers;
}

/** How many imports lie between each file and the nearest start. */
function distancesTo(starts: readonly string[], importers: Imports): ReadonlyMap<string, number> {
  const distances = new Map(starts.map((start) => [start, 0]));
  for (const [path, distance] of distances) {
    for (const from of importers.get(path) ?? []) if (!distances.has(from)) distances.set(from, distance + 1);
  }
  return distances;
}
