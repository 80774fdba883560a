import type { Language } from '../../kernel/index.ts';
import type { Append, ReportTable, TablePart, TableParts } from '../report-table.ts';
import { drawnRow, heightOfRow } from './pdf-grid.ts';
import {
  addClosing,
  addLastRows,
  addNothing,
  addNumbered,
  addTotal,
  BAND_ROOM,
  cellsOf,
  closingHeight,
  openGrid,
  openTable,
  ROWS_WITH_CLOSING,
  SAMPLE_ROWS,
  turn,
  type UnfinishedTable,
} from './pdf-table.ts';

const GAP = 6;
/** The name of a table and its titles in two lines. */
const HEADING_HEIGHT = 44;

/** A report of several tables as sheets of A4 across, each below its heading; the last one is signed. */
export async function writePdfOfParts<R>(
  table: ReportTable<R> & { readonly parts: TableParts<R> },
  { language, append }: { readonly language: Language; readonly append: Append },
): Promise<void> {
  const { list, stand } = table.parts;
  const columns = list.flatMap((part) => part.columns);
  const whole = await openTable({ ...table, columns }, { language, append });
  for (const [at, part] of list.entries()) {
    const isFull = whole.sheet.y + BAND_ROOM > whole.sheet.bottom;
    if (at > 0 && (stand === 'apart' || isFull)) turn(whole);
    await addPart(whole, part, at === list.length - 1);
  }
  addClosing(whole);
  await whole.document.close();
}

/** Whether a table of a few rows stands on the sheet together with the places to sign. */
function hasRoomToSign<R>(own: UnfinishedTable<R>, rows: readonly R[]): boolean {
  const { grid, sheet, document } = own;
  if (!grid) return false;
  const heights = rows.map((row) =>
    heightOfRow(drawnRow(['', ...cellsOf(own, row)], grid, document.fonts.regular), grid),
  );
  const height = heights.reduce((sum, one) => sum + one, HEADING_HEIGHT + closingHeight(own));
  return sheet.y + height <= sheet.bottom;
}

async function addPart<R>(whole: UnfinishedTable<R>, part: TablePart<R>, isLast: boolean): Promise<void> {
  const { columns, rows, total, title } = part;
  const sections = {
    keyOf: () => title['zh-CN'],
    headOf: (_row: R, language: Language) => title[language],
    columns: [],
  };
  const own: UnfinishedTable<R> = { ...whole, table: { ...whole.table, columns, total, sections } };
  own.grid = openGrid(own, rows.slice(0, SAMPLE_ROWS));
  if (isLast && rows.length <= ROWS_WITH_CLOSING && !hasRoomToSign(own, rows)) turn(own);
  const kept = isLast ? Math.max(0, rows.length - ROWS_WITH_CLOSING) : rows.length;
  for (const [at, row] of rows.slice(0, kept).entries()) {
    const before = own.sheet;
    addNumbered(own, row, at + 1);
    if (own.sheet !== before) await own.document.flush();
  }
  if (rows.length === 0) addNothing(own);
  else if (isLast) addLastRows(own, rows.slice(kept), kept);
  else if (total) addTotal(own, total);
  own.sheet.y += GAP;
  whole.sheet = own.sheet;
}
