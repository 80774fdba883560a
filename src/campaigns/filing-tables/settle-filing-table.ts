import { canonicalJson, Refusal, type RefusedField, text } from '../../kernel/index.ts';
import type { CellContent } from '../filings/cell-content.ts';
import type { FilingContent } from '../filings/judged-filing.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import { readFiledForm } from '../forms/filed-form.ts';
import { placedIn } from '../forms/place-in-form.ts';
import type { SeenTable } from './read-filing-table.ts';
import type { SeenRows } from './read-repeated-rows.ts';
import type { SeenCell } from './seen-cell.ts';
import { readTableCell } from './table-cell.ts';

export type CellStatus = 'set' | 'emptied' | 'unchanged';

export interface SettledTable {
  readonly content: FilingContent;
  readonly cells: readonly { readonly cell: string; readonly place: string; readonly status: CellStatus }[];
  readonly rows: readonly SettledRows[];
}

/** A section of repeated rows, which a table says as a whole. */
export interface SettledRows {
  readonly section: string;
  readonly place: string;
  readonly count: number;
  readonly status: CellStatus;
}

/** A draft with the cells of a table in place of its own. Refuses the table where one of its cells cannot be read. */
export function settleFilingTable(form: CompiledForm, table: SeenTable, draft: FilingContent): SettledTable {
  if (table.cells.length === 0 && table.repeated.length === 0) throw nothingKnown();
  const faults: RefusedField[] = table.doubtful.map((place) => faultOf('', place, TWO_ROWS));
  const values = new Map<string, CellContent>();
  for (const { cell, place, text: written } of table.cells) {
    const read = readTableCell(cell, written);
    const isTwice = values.has(cell.id) && 'value' in read && values.get(cell.id) !== read.value;
    if ('fault' in read) faults.push(faultOf(pointerTo(cell), place, read.fault));
    else if (isTwice) faults.push(faultOf(pointerTo(cell), place, TWICE));
    else values.set(cell.id, read.value);
  }
  const placeOf = new Map(table.cells.map((seen) => [pointerTo(seen.cell), seen.place]));
  const cells = merged(draft.cells, { table, values, isText: false });
  const texts = merged(draft.texts ?? {}, { table, values, isText: true });
  const rows: Record<string, readonly object[]> = { ...draft.rows };
  for (const seen of table.repeated) {
    const read = readRows(seen, { faults, placeOf });
    if (read.length > 0) rows[seen.section] = read;
    else delete rows[seen.section];
  }
  const filed = readFiledForm(form, { cells, texts, rows }, { by: 'agency' });
  if ('fields' in filed)
    faults.push(
      ...filed.fields.map((field) => faultOf(field.pointer, placeOf.get(field.pointer) ?? '', field.message)),
    );
  if (faults.length > 0) throw unreadable(placedIn(form, faults));
  const before = { ...draft.cells, ...draft.texts };
  return {
    content: { ...draft, cells, texts, rows },
    rows: table.repeated.map(({ section, place }) => {
      const [old, now] = [draft.rows?.[section] ?? [], rows[section] ?? []];
      const isSame = canonicalJson(old.map(filledIn)) === canonicalJson(now);
      return { section, place, count: now.length, status: isSame ? 'unchanged' : now.length > 0 ? 'set' : 'emptied' };
    }),
    cells: [...values].map(([cell, value]) => ({
      ...{ cell, place: table.cells.find((seen) => seen.cell.id === cell)?.place ?? '' },
      status: statusOf(before[cell] ?? null, value),
    })),
  };
}

interface RowReading {
  readonly faults: RefusedField[];
  /** Gains where each of the cells stands. */
  readonly placeOf: Map<string, string>;
}

/** The rows of a section as a draft has them: an empty cell is absent. */
function readRows({ section, rows }: SeenRows, { faults, placeOf }: RowReading): readonly object[] {
  return rows.map((row, at) => {
    const values: Record<string, CellContent> = {};
    for (const { cell, place, text: written } of row) {
      const pointer = `/rows/${section}/${at}/${cell.id}`;
      placeOf.set(pointer, place);
      const read = readTableCell(cell, written);
      if ('fault' in read) faults.push(faultOf(pointer, place, read.fault));
      else if (read.value !== null) values[cell.id] = read.value;
    }
    return values;
  });
}

function filledIn(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== ''));
}

function statusOf(before: unknown, value: CellContent): CellStatus {
  if (before === value) return 'unchanged';
  return value === null ? 'emptied' : 'set';
}

interface Merging {
  readonly table: SeenTable;
  readonly values: ReadonlyMap<string, CellContent>;
  readonly isText: boolean;
}

function merged(own: Readonly<Record<string, unknown>>, { table, values, isText }: Merging): Record<string, unknown> {
  const all: Record<string, unknown> = { ...own };
  for (const { cell } of table.cells) {
    if ((cell.type === 'text') !== isText) continue;
    const value = values.get(cell.id) ?? null;
    if (value === null) delete all[cell.id];
    else all[cell.id] = value;
  }
  return all;
}

function pointerTo({ id, type }: SeenCell['cell']): string {
  return `/${type === 'text' ? 'texts' : 'cells'}/${id}`;
}

function faultOf(pointer: string, place: string, says: RefusedField['message']): RefusedField {
  const message = typeof says === 'string' ? text(says, says) : says;
  return {
    pointer,
    message: place === '' ? message : text(`${place}：${message['zh-CN']}`, `${place}: ${message.en}`),
  };
}

const TWO_ROWS = text('有多行数据，且未注明单位。', 'There are several rows, which do not say whose they are.');
const TWICE = text('此栏在表中出现两次，内容不同。', 'The cell stands in the table twice, with different values.');

function unreadable(faults: readonly RefusedField[]): Refusal {
  const message = text('表中有无法读取的单元格，未读入。', 'Some cells cannot be read; nothing was kept.');
  return new Refusal('unprocessable', 'filing.table', message, faults);
}

function nothingKnown(): Refusal {
  const message = text(
    '表中没有本单位的、表样所列的栏目。请使用导出的统计表，或保留表头的项目名称。',
    'The table has no cell of this form for this agency. Take the form that the gate exports, or keep the names of its headings.',
  );
  return new Refusal('unprocessable', 'filing.table', message, [{ pointer: '', message: '' }]);
}
