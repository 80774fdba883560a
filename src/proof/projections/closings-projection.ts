import type { Row, Tx } from '../../db/index.ts';
import { findLeaf, type ReadLeaf } from '../../log/index.ts';
import { type ClosingChoices, closingSubject, listClosingRows } from '../../orders/index.ts';
import { type Columns, tableProjection } from './table-projection.ts';

const STARTED = 'fiscal-year.closing-started';
const CLOSED = 'fiscal-year.closed';

/** Which years take nothing new, and how their closing goes, stands as their leaves say: no year is opened again unseen. */
export const closingProjection = tableProjection({
  leafTypes: [STARTED, CLOSED],
  toldBy: (_tx, leaves) =>
    leaves.flatMap((leaf) =>
      (leaf.type === STARTED ? ['year_closings', 'fiscal_years'] : ['year_closings']).map((table) => ({
        place: { table, key: leaf.subject, index: leaf.logIndex },
        leaf,
      })),
    ),
  rowsOf: listRows,
  listWithoutLeaf: listPlacesWithoutLeaf,
  placeOf: ({ place }) => place,
  columns: ({ place, leaf }, row) => {
    if (place.table === 'fiscal_years') return { state: 'closed', log_index: leaf.logIndex };
    return leaf.type === STARTED ? startedColumns(leaf, row) : closedColumns(leaf);
  },
});

/** That it is closed is said by its own leaf; until then it runs. */
function startedColumns({ body, at, logIndex }: ReadLeaf, { place: { index: lastIndex } }: ClosingRow): Columns {
  return {
    choices: choicesText(body.choices as ClosingChoices),
    ...{ to_do: body.toDo, started_at: at, started_index: logIndex },
    ...(lastIndex === logIndex && { state: 'running', closed_at: null }),
  };
}

function closedColumns({ body: { releasedFen, carriedFen, keptOpenFen }, at, logIndex }: ReadLeaf): Columns {
  return {
    ...{ state: 'closed', closed_at: at, log_index: logIndex },
    ...{ released_fen: releasedFen, carried_fen: carriedFen, kept_open_fen: keptOpenFen },
  };
}

type ClosingRow = Awaited<ReturnType<typeof listRows>>[number];

async function listRows(tx: Tx) {
  const { closings, years } = await listClosingRows(tx);
  return [
    ...closings.map((row) => ({
      ...{ ...row, ...numbersIn(row), choices: choicesIn(String(row.choices)) },
      place: placeOf('year_closings', row),
    })),
    ...years.map((row) => ({ ...row, ...numbersIn(row), place: placeOf('fiscal_years', row) })),
  ];
}

function placeOf(table: string, { region, fiscal_year: year, log_index: index }: Row) {
  const key = closingSubject({ region: String(region), fiscalYear: Number(year) });
  return { table, key, index: Number(index) };
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

const NUMBERS = ['to_do', 'started_index', 'released_fen', 'carried_fen', 'kept_open_fen', 'log_index'];

/** A driver may give a big number as text. */
function numbersIn(row: Row): Columns {
  const given = NUMBERS.filter((column) => (row[column] ?? null) !== null);
  return Object.fromEntries(given.map((column) => [column, Number(row[column])]));
}

/** Rows of years of which no leaf tells. */
async function listPlacesWithoutLeaf(tx: Tx) {
  const places = (await listRows(tx)).map(({ place }) => place);
  const untold: typeof places = [];
  for (const place of places) {
    const leaf = await findLeaf(tx, place.index);
    if (leaf?.subject !== place.key) untold.push(place);
  }
  return untold;
}
