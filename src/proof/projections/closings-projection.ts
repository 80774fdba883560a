import type { Row, Tx } from '../../db/index.ts';
import {
  type Difference,
  differencesIn,
  findLeaf,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { type ClosedScope, type ClosingChoices, closingSubject, listClosingRows } from '../../orders/index.ts';

const STARTED = 'fiscal-year.closing-started';
const CLOSED = 'fiscal-year.closed';

/** Which years take nothing new, and how their closing goes, stands as their leaves say: no year is opened again unseen. */
export const closingProjection: LogProjection = { compare: compareChunk, finish: strayRows };

async function compareChunk(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const own = leaves.filter(({ type }) => type === STARTED || type === CLOSED);
  if (own.length === 0) return [];
  const { closings, years } = await listClosingRows(tx);
  return own.flatMap((leaf) => [
    ...compareClosing(leaf, closings.find(isOf(leaf))),
    ...(leaf.type === STARTED ? compareYear(leaf, years.find(isOf(leaf))) : []),
  ]);
}

function isOf({ subject }: Pick<ReadLeaf, 'subject'>): (row: Row) => boolean {
  return (row) => closingSubject(scopeOf(row)) === subject;
}

function scopeOf(row: Row): ClosedScope {
  return { region: String(row.region), fiscalYear: Number(row.fiscal_year) };
}

function compareYear({ subject, logIndex }: ReadLeaf, row: Row | undefined): readonly Difference[] {
  const place = { table: 'fiscal_years', key: subject, index: logIndex };
  if (!row) return [withoutRow(place)];
  return differencesIn(place, { ...row, log_index: Number(row.log_index) }, { state: 'closed', log_index: logIndex });
}

function compareClosing(leaf: ReadLeaf, row: Row | undefined): readonly Difference[] {
  const place = { table: 'year_closings', key: leaf.subject, index: leaf.logIndex };
  if (!row) return [withoutRow(place)];
  if (leaf.type === STARTED) return differencesIn(place, startedIn(row), startedBy(leaf, Number(row.log_index)));
  const { releasedFen, carriedFen, keptOpenFen } = leaf.body;
  const shown = { ...row, ...numbersIn(row, ['released_fen', 'carried_fen', 'kept_open_fen', 'log_index']) };
  return differencesIn(place, shown, {
    ...{ state: 'closed', closed_at: leaf.at, log_index: leaf.logIndex },
    ...{ released_fen: releasedFen, carried_fen: carriedFen, kept_open_fen: keptOpenFen },
  });
}

/** That it is closed is said by its own leaf; until then it runs. */
function startedBy({ body, at, logIndex }: ReadLeaf, lastIndex: number): Readonly<Record<string, unknown>> {
  return {
    choices: choicesText(body.choices as ClosingChoices),
    ...{ to_do: body.toDo, started_at: at, started_index: logIndex },
    ...(lastIndex === logIndex && { state: 'running', closed_at: null }),
  };
}

function startedIn(row: Row): Readonly<Record<string, unknown>> {
  const choices = choicesIn(String(row.choices));
  return { ...row, ...numbersIn(row, ['to_do', 'started_index']), choices };
}

function choicesIn(text: string): string {
  try {
    return choicesText(JSON.parse(text) as ClosingChoices);
  } catch {
    return text;
  }
}

/** The log sorts the members of what it records; the table need not. */
function choicesText({ encumbered, lines }: ClosingChoices): string {
  return JSON.stringify([encumbered, lines.map((line) => [line.budgetLine, line.encumbered, line.to])]);
}

function numbersIn(row: Row, columns: readonly string[]): Readonly<Record<string, number | null>> {
  return Object.fromEntries(columns.map((column) => [column, row[column] === null ? null : Number(row[column])]));
}

/** Rows of years of which no leaf tells. */
async function strayRows(tx: Tx): Promise<readonly Difference[]> {
  const { closings, years } = await listClosingRows(tx);
  return [...(await withoutLeaves(tx, 'year_closings', closings)), ...(await withoutLeaves(tx, 'fiscal_years', years))];
}

async function withoutLeaves(tx: Tx, table: string, rows: readonly Row[]): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const row of rows) {
    const subject = closingSubject(scopeOf(row));
    const index = Number(row.log_index);
    const leaf = await findLeaf(tx, index);
    if (leaf?.subject !== subject) found.push(withoutLeaf({ table, key: subject, index }));
  }
  return found;
}
