export type Counts = Readonly<Record<string, number>>;

/** How rows of a file are counted and told. */
export interface RowsShape<Row> {
  /** What is counted, in the order in which it is answered. */
  readonly names: readonly string[];
  /** Under which of these names a row counts. */
  readonly namesOf: (row: Row) => readonly string[];
  readonly told: (row: Row) => object;
}

/** The answer to a file, row by row: of each row only its text is kept, so that 100,000 rows are ten megabytes. */
export interface RowsReport<Row> {
  readonly add: (rows: readonly Row[]) => void;
  /** With some rows that are not added yet. */
  readonly countsWith: (rows: readonly Row[]) => Counts;
  /** The answer as JSON: these members, and `rows`. */
  readonly text: (members: Readonly<Record<string, unknown>>) => string;
}

/** Starts with what was counted before, when a file is gone on with; rows before are not told again. */
export function newRowsReport<Row>({ names, namesOf, told }: RowsShape<Row>, before: Counts = {}): RowsReport<Row> {
  const texts: string[] = [];
  let counts = countsOf(names, (name) => before[name] ?? 0);
  const countsWith = (rows: readonly Row[]): Counts => {
    const found = rows.flatMap(namesOf);
    return countsOf(names, (name) => (counts[name] ?? 0) + found.filter((each) => each === name).length);
  };
  return {
    add: (rows) => {
      counts = countsWith(rows);
      if (rows.length > 0) texts.push(JSON.stringify(rows.map(told)).slice(1, -1));
    },
    countsWith,
    text: (members) => `${JSON.stringify(members).slice(0, -1)},"rows":[${texts.join(',')}]}`,
  };
}

function countsOf(names: readonly string[], count: (name: string) => number): Counts {
  return Object.fromEntries(names.map((name) => [name, count(name)]));
}
