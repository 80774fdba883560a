import type { DdlEngine } from './columns.ts';

/** One guarded step of a migration: killed after it and before it was noted, it is run again without harm. */
export interface MigrationStep {
  readonly name: string;
  readonly statements: (engine: DdlEngine) => readonly string[];
  /** Where this column is there, the step was run: a column is added once, and SQLite cannot say "if it is not there". */
  readonly adds?: { readonly table: string; readonly column: string };
  /** Rows that are filled in by code, after the statements: what SQL cannot say alike on both engines. */
  readonly fills?: FilledRows;
}

/** Columns of rows that stand already, worked out of other columns of the same row. */
export interface FilledRows {
  readonly table: string;
  /** Its primary key, of one or two columns, in whose order rows are filled: of several that come to the same, the first has it. */
  readonly key: readonly [string, string?];
  readonly reads: readonly string[];
  /** By column: the value, null for none, and whether one row at most has it. The others stay null. */
  readonly columns: Readonly<Record<string, FilledColumn>>;
}

interface FilledColumn {
  readonly isUnique: boolean;
  /** What is there is worked out anew, not only what is empty. */
  readonly replaces?: true;
  readonly of: (row: Readonly<Record<string, string | number | null>>) => string | number | null;
}

export function step(name: string, statements: (engine: DdlEngine) => readonly string[]): MigrationStep {
  return { name, statements };
}

export interface AddedColumns {
  readonly table: string;
  readonly columns: readonly [string, ...string[]];
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
}

/** Adds columns that may be null to a table: one statement where each commits by itself, so that all or none are there. */
export function columnStep(name: string, { table, columns, indexes = {} }: AddedColumns): MigrationStep {
  const added = columns.map((column) => `add column ${column}`);
  const keys = Object.entries(indexes).map(([index, on]) => [index, on.join(', ')] as const);
  const [first] = columns;
  return {
    name,
    adds: { table, column: first.slice(0, first.indexOf(' ')) },
    statements: (engine) =>
      engine === 'mysql'
        ? [`alter table ${table} ${[...added, ...keys.map(([index, on]) => `add key ${index} (${on})`)].join(', ')}`]
        : [
            ...added.map((column) => `alter table ${table} ${column}`),
            ...keys.map(([index, on]) => `create index if not exists ${index} on ${table} (${on})`),
          ],
  };
}
