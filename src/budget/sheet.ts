import { Refusal, text } from '../kernel/index.ts';
import type { MoneyUnit } from './sheet-amount.ts';
import { HEADING_ROWS_MAX, isHeading, readHeading, type SheetHeading } from './sheet-heading.ts';
import { readRow, type SheetRow } from './sheet-row.ts';

/** A sheet of a finance system as it is read, row by row. */
export interface OpenSheet {
  readonly take: (row: { readonly row: number; readonly cells: readonly string[] }) => SheetRow | undefined;
  /** Refuses a sheet without a heading. */
  readonly heading: () => SheetHeading;
}

/** Finds the heading among the first rows, and reads what stands below it; `asked` is the unit of the amounts. */
export function openSheet(asked: MoneyUnit | undefined): OpenSheet {
  const above: (readonly string[])[] = [];
  const shared = sharedTexts();
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
    take: ({ row, cells }) => {
      if (heading) return readRow(heading, row, cells.map(shared));
      if (isHeading(cells)) heading = readHeading({ row, cells, above, asked });
      else if (above.length < HEADING_ROWS_MAX) above.push(cells);
      else found();
      return undefined;
    },
    heading: found,
  };
}

const SHARED_MAX = 5_000;

/** Most cells of a column say the same: kept once, 50,000 rows are half as large. */
function sharedTexts(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const same = known.get(text);
    if (same !== undefined) return same;
    if (known.size < SHARED_MAX) known.set(text, text);
    return text;
  };
}

function empty(): Refusal {
  const message = text('文件中没有表头。', 'The file has no heading.');
  return new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}
