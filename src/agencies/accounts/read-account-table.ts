import { Refusal, text } from '../../kernel/index.ts';
import {
  columnLetters,
  namesOf,
  openTable,
  saysNothing,
  type TableHeading,
  type TableRow,
} from '../../tables/index.ts';
import { ACCOUNT_COLUMNS, type AccountField } from './account-columns.ts';

/** One row: a person as the table says it, with the place of each cell; null where it says nothing. */
export interface SeenPerson {
  readonly row: number;
  readonly told: Readonly<Record<AccountField, string | null>>;
  readonly cellOf: (field: AccountField) => string | null;
}

const RECOGNISED_MIN = 3;
const WANTED = ['姓名', '电子邮箱', '角色', '单位名称'];
const read = namesOf(ACCOUNT_COLUMNS);
const FIELDS = Object.keys(ACCOUNT_COLUMNS) as AccountField[];

export interface OpenAccountTable {
  readonly take: (row: TableRow) => SeenPerson | undefined;
  readonly heading: () => TableHeading;
}

/** Reads the table row by row, below titles; sums and places to sign are no rows. */
export function openAccountTable(): OpenAccountTable {
  const table = openTable<AccountField>({ read, recognisedMin: RECOGNISED_MIN, wanted: WANTED, refuseHalf });
  return {
    take: (row) => {
      const heading = table.take(row);
      const cells = row.cells.map((cell) => cell.trim());
      return !heading || saysNothing(cells) ? undefined : personIn(heading, row.row, cells);
    },
    heading: table.heading,
  };
}

function personIn({ placeOf }: TableHeading, row: number, cells: readonly string[]): SeenPerson {
  const told = (field: AccountField): string | null => cells[placeOf.get(field) ?? cells.length] || null;
  return {
    row,
    told: Object.fromEntries(FIELDS.map((field) => [field, told(field)])) as SeenPerson['told'],
    cellOf: (field) => {
      const place = placeOf.get(field);
      return place === undefined ? null : `${columnLetters(place + 1)}${row}`;
    },
  };
}

function refuseHalf({ placeOf }: TableHeading): void {
  const missing = (['name', 'email', 'role'] as const).filter((field) => !placeOf.has(field));
  const hasAgency = placeOf.has('agencyCode') || placeOf.has('agencyName');
  const names = [...missing.flatMap((field) => ACCOUNT_COLUMNS[field][0] ?? []), ...(hasAgency ? [] : ['单位名称'])];
  if (names.length === 0) return;
  const list = names.join('、');
  const message = text(`表中缺少列：${list}。`, `The table lacks these columns: ${list}.`);
  throw new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}
