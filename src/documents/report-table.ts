import type { CivilDate, Fen, Instant, Language, Text } from '../kernel/index.ts';

/**
 * How a column is aligned, written and counted. A code is not broken over lines. A label is a few words that name a row or
 * say how it stands; it keeps its width beside long texts, and so does prose. Money is fen; a rate is in percent; points are
 * a number with two places, or words where there is none.
 */
export type Column<R> = Titled &
  (
    | { readonly kind: 'text' | 'prose' | 'label' | 'code'; readonly of: (row: R, language: Language) => string | null }
    | { readonly kind: 'points'; readonly of: (row: R, language: Language) => string | null }
    | { readonly kind: 'money'; readonly of: (row: R) => Fen | null }
    | { readonly kind: 'rate'; readonly of: (row: R) => string | null }
    | { readonly kind: 'count'; readonly of: (row: R) => number | null }
    | { readonly kind: 'day'; readonly of: (row: R) => CivilDate | null }
    | { readonly kind: 'instant'; readonly of: (row: R) => Instant | null }
  );

/** Whether a table has amounts, so that it says in what they are. */
export function hasMoney<R>(columns: readonly Column<R>[]): boolean {
  return columns.some(({ kind }) => kind === 'money');
}

/** What stands above a column. */
export interface Titled {
  readonly title: Text;
  /** The name above this column and those beside it that have the same. */
  readonly group?: Text;
}

/** The title of a column where nothing stands above it. */
export function fullTitle({ group, title }: Titled, language: Language): string {
  if (group === undefined) return title[language];
  return language === 'en' ? `${group.en}: ${title.en}` : `${group[language]}${title[language]}`;
}

/** Columns side by side below one name, or one column alone. */
export interface ColumnRun {
  readonly group: Text | undefined;
  readonly columns: number;
}

/** The names above the columns, in their order; undefined when no column has one. */
export function columnRuns(columns: readonly Titled[]): readonly ColumnRun[] | undefined {
  if (columns.every(({ group }) => group === undefined)) return undefined;
  const runs: { group: Text | undefined; columns: number }[] = [];
  for (const { group } of columns) {
    const last = runs.at(-1);
    if (last && group !== undefined && last.group === group) last.columns += 1;
    else runs.push({ group, columns: 1 });
  }
  return runs;
}

/** The point of the log that figures are of. */
export interface AsOfLog {
  /** Null: a log without leaves. */
  readonly index: number | null;
  readonly at: Instant | null;
  readonly rootHash: Buffer;
}

/** One of several tables of a report, with columns of its own. */
export interface TablePart<R> {
  readonly title: Text;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  /** The last row, over all of them. */
  readonly total: R | null;
}

/** The tables of a report on paper: each on a sheet of its own, or one below the other as in an official form. */
export interface TableParts<R> {
  readonly stand: 'apart' | 'below';
  readonly list: readonly TablePart<R>[];
}

/** Everything about a report but its rows. */
export interface ReportTable<R> {
  /** For the name of a file: `budget-execution-2026`. */
  readonly name: string;
  /** For what people call the file: the one agency that it is of, and the number that people know the matter by. */
  readonly whose?: { readonly agency?: string | undefined; readonly number?: string | undefined };
  readonly title: Text;
  /** What it is about, each with its label: the year, the region, the agency. */
  readonly head: readonly (readonly [Text, Text | string])[];
  readonly columns: readonly Column<R>[];
  /** The last row, over all of them. */
  readonly total: R | null;
  /** Rows that belong together and stand one after the other, in groups. */
  readonly sections?: Sections<R>;
  /** Stand on paper and in workbooks in place of the one table, which then is what CSV has. */
  readonly parts?: TableParts<R>;
  /** How the figures are to be read. */
  readonly notes: readonly Text[];
  /** Who signs it; by default whoever signs every report. */
  readonly signatures?: readonly Text[];
  readonly asOf: AsOfLog;
  /** The name of the gate. */
  readonly gate: string;
  readonly printedAt: Instant;
}

/** Groups of rows, each with a heading; where there are no headings, their columns say the same in every row. */
export interface Sections<R> {
  readonly keyOf: (row: R) => string;
  readonly headOf: (row: R, language: Language) => string;
  readonly columns: readonly Column<R>[];
  /** Absent: each group begins a sheet. Otherwise the first has a sheet of its own, and the others go on below each other. */
  readonly flow?: SectionFlow;
}

/** The headings of all groups in their order, for a list of contents with the numbers of their sheets. */
export interface SectionFlow {
  readonly contents: () => readonly Text[];
}

/** How a whole report is written. */
export type DocumentFormat = 'csv' | 'xlsx' | 'html' | 'pdf';

/** The rows, some hundred at a time, so that no report is ever in memory as a whole. */
export type RowPages<R> = AsyncIterable<readonly R[]>;

/** Takes the next piece of a document. */
export type Append = (piece: string | Uint8Array) => Promise<void>;

export function textIn(value: Text | string, language: Language): string {
  return typeof value === 'string' ? value : value[language];
}
