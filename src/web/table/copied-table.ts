import { type CopiedCell, type CopiedTable, tableOfText } from './table-of-text.ts';

/** The table of the clipboard: as a page, which says which cells are merged, else as text. */
export function copiedTable(clipboard: Pick<DataTransfer, 'getData'>): CopiedTable {
  return tableOfPage(clipboard.getData('text/html')) ?? tableOfText(clipboard.getData('text/plain'));
}

/** A document that is only read: nothing in it is loaded or run. */
function tableOfPage(html: string): CopiedTable | undefined {
  if (!/<table/i.test(html)) return undefined;
  const tables = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('table');
  const [table] = tables;
  if (table === undefined || tables.length > 1) return undefined;
  const rows: CopiedCell[][] = [];
  for (const [at, row] of [...table.rows].entries()) {
    for (const cell of row.cells) place(rows, at, cell);
  }
  return rows.map((cells) => Array.from(cells, (cell) => cell ?? { text: '' }));
}

const SPAN_MAX = 1_000;

function place(rows: CopiedCell[][], at: number, cell: HTMLTableCellElement): void {
  rows[at] ??= [];
  let column = 0;
  while (rows[at][column] !== undefined) column += 1;
  const text = (cell.textContent ?? '').replace(/\s+/g, ' ');
  for (let down = 0; down < Math.min(cell.rowSpan, SPAN_MAX); down += 1) {
    for (let across = 0; across < Math.min(cell.colSpan, SPAN_MAX); across += 1) {
      rows[at + down] ??= [];
      // A cell over several columns is of the first of them.
      const row = rows[at + down] ?? [];
      row[column + across] = { text: across === 0 ? text : '', ...(down > 0 && { isRepeated: true }) };
    }
  }
}
