import { Refusal, text } from '../../kernel/index.ts';
import { refuseLongNames, type TableRow } from '../../tables/index.ts';
import type { MoneyUnit } from './sheet-amount.ts';
import { HEADING_ROWS_MAX, isHeading, readHeading, type SheetHeading } from './sheet-heading.ts';
import { readRow, type SheetRow } from './sheet-row.ts';

/** A sheet of a finance system as it is read, row by row. */
export interface OpenSheet {
  readonly take: (row: TableRow) => SheetRow | undefined;
  /** Refuses a sheet without a heading. */
  readonly heading: () => SheetHeading;
}

/** Finds the heading among the first rows, and reads what stands below it; `asked` is the unit of the amounts. */
export function openSheet(
  asked: MoneyUnit | undefined,
  { isOpenEnded }: { readonly isOpenEnded: boolean } = { isOpenEnded: false },
): OpenSheet {
  const above: (readonly string[])[] = [];
  let heading: SheetHeading | undefined;
  const found = (): SheetHeading => {
    if (heading) return heading;
    // A file with too few known columns is told which ones it lacks.
    const [first] = above;
    if (!first) throw empty();
    heading = readHeading({ row: 1, cells: first, above: [], asked });
    return heading;
  };
  return {
    take: (taken) => {
      const { row, cells } = taken;
      if (heading) return readRow(heading, row, isOpenEnded ? fitted(cells, heading.columns) : cells);
      if (isHeading(cells)) {
        refuseLongNames(taken);
        heading = readHeading({ row, cells, above, asked });
      } else if (above.length < HEADING_ROWS_MAX) above.push(cells);
      else found();
      return undefined;
    },
    heading: found,
  };
}

/** A spreadsheet has no cells where nothing stands, and notes beside the table; a CSV row has a cell for each column. */
function fitted(cells: readonly string[], columns: number): readonly string[] {
  if (cells.length === columns) return cells;
  return Array.from({ length: columns }, (_, at) => cells[at] ?? '');
}

function empty(): Refusal {
  const message = text('文件中没有表头。', 'The file has no heading.');
  return new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}
