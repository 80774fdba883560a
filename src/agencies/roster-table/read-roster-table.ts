import {
  type CivilDate,
  hiddenCharacterIn,
  isRoundedNumber,
  plainWord,
  roundedNumberText,
  type Text,
  text,
} from '../../kernel/index.ts';
import {
  columnLetters,
  dayIn,
  namesOf,
  openTable,
  saysNothing,
  type TableHeading,
  type TableRow,
} from '../../tables/index.ts';
import { type ResponsiblePerson, SEATS, type Seat } from '../responsible-person.ts';
import { ROSTER_TABLE_COLUMNS, type RosterField, rankOfWord, type Told } from './roster-columns.ts';

/** What is wrong in a cell, by its place in the sheet: `D5`. */
export interface CellFault {
  readonly cell: string | null;
  readonly text: Text;
}

/** Somebody in a seat, as a row says it. What it does not say is absent. */
export interface SeenHolder {
  readonly seat: Seat;
  readonly cell: string;
  readonly name: string;
  readonly told: Partial<Pick<ResponsiblePerson, 'position' | 'department' | 'rank' | 'phone' | 'mobile'>>;
}

/** One row: an agency with who holds its seats. */
export interface SeenRoster {
  readonly row: number;
  readonly agencyCode: string | null;
  readonly agencyName: string | null;
  readonly agencyCell: string | null;
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  readonly reason: string | null;
  readonly holders: readonly SeenHolder[];
  readonly faults: readonly CellFault[];
}

const RECOGNISED_MIN = 3;

const read = namesOf(ROSTER_TABLE_COLUMNS);

export interface OpenRoster {
  readonly take: (row: TableRow) => SeenRoster | undefined;
  readonly heading: () => TableHeading;
}

/** Reads the table row by row: below titles, under a heading of one row or two; sums and places to sign are no rows. */
export function openRosterTable(): OpenRoster {
  const table = openTable<RosterField>({ read, recognisedMin: RECOGNISED_MIN, wanted: WANTED });
  return {
    take: (row) => {
      const heading = table.take(row);
      const cells = row.cells.map((cell) => cell.trim());
      return !heading || saysNothing(withoutNumber(heading, cells)) ? undefined : rosterIn({ heading, row, cells });
    },
    heading: table.heading,
  };
}

const WANTED = ['单位名称', '第一责任人', '分管领导', '具体责任人', '联络员'];

/** A row may be numbered and say nothing else. */
function withoutNumber({ placeOf }: TableHeading, cells: readonly string[]): readonly string[] {
  const place = placeOf.get('number');
  return place === 0 && /^\d*$/.test(cells[0] ?? '') ? cells.slice(1) : cells;
}

interface ReadingRow {
  readonly heading: TableHeading;
  readonly row: TableRow;
  /** Trimmed, by place. */
  readonly cells: readonly string[];
}

interface Reader {
  readonly at: ReadingRow;
  readonly faults: CellFault[];
}

function rosterIn(at: ReadingRow): SeenRoster {
  const reader: Reader = { at, faults: [] };
  const code = textIn(reader, 'agencyCode');
  const name = textIn(reader, 'agencyName');
  const holders = SEATS.flatMap((seat) => holdersOf(reader, seat));
  const days = { from: dayOf(reader, 'from'), until: dayOf(reader, 'until') };
  const agencyCell = placeOf(at, code === null ? 'agencyName' : 'agencyCode');
  return {
    ...{ row: at.row.row, agencyCode: code?.toUpperCase() ?? null, agencyName: name, agencyCell },
    ...{ ...days, reason: textIn(reader, 'reason'), holders, faults: reader.faults },
  };
}

const SEVERAL = /[、；;\n]|,\s*|，/;

/** Who holds a seat: several names stand one after the other, and so does what is told of them. */
function holdersOf(reader: Reader, seat: Seat): readonly SeenHolder[] {
  const cell = placeOf(reader.at, `${seat}.name`);
  const names = (textIn(reader, `${seat}.name`) ?? '').split(SEVERAL).flatMap((name) => name.trim() || []);
  if (cell === null || names.length === 0) return [];
  const told = (field: Told): readonly (string | null)[] => {
    const whole = textIn(reader, `${seat}.${field}`);
    if (whole === null || names.length === 1) return [whole];
    const parts = whole.split(SEVERAL).map((part) => part.trim());
    // Whose it is nobody can tell where one of them has none.
    return parts.length === names.length ? parts : [];
  };
  const columns = {
    ...{ position: told('position'), department: told('department'), phone: told('phone'), mobile: told('mobile') },
    rank: told('rank'),
  };
  const shared = seat === departmentOf(reader) ? textIn(reader, 'department') : null;
  return names.map((name, place) => {
    const hidden = hiddenCharacterIn(name);
    if (hidden) fault(reader, `${seat}.name`, hidden);
    const rank = columns.rank[place] ?? null;
    const stated = {
      position: columns.position[place] ?? null,
      department: columns.department[place] ?? shared,
      phone: numberIn(reader, `${seat}.phone`, columns.phone[place] ?? null),
      mobile: numberIn(reader, `${seat}.mobile`, columns.mobile[place] ?? null),
      rank: rank === null ? null : rankIn(reader, `${seat}.rank`, rank),
    };
    const told = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== null));
    return { seat, cell, name, told };
  });
}

/** Whose the column 责任部门 is: the responsible person's, where there is one. */
function departmentOf(reader: Reader): Seat {
  return textIn(reader, 'responsible.name') === null ? 'liaison' : 'responsible';
}

function rankIn(reader: Reader, field: RosterField, word: string): ResponsiblePerson['rank'] {
  const rank = rankOfWord(plainWord(word));
  if (rank === null) fault(reader, field, text('无法识别的职级。', 'is no rank that is known.'));
  return rank;
}

const SCIENTIFIC = /^\d(?:\.\d+)?e\+?\d+$/i;

/** A telephone number as it is written. Zeros that a sheet took away, and digits that are masked, cannot be given back. */
function numberIn(reader: Reader, field: RosterField, cell: string | null): string | null {
  if (cell === null) return null;
  if (isRoundedNumber(cell) || SCIENTIFIC.test(cell)) fault(reader, field, roundedNumberText(cell));
  if (cell.includes('*'))
    fault(reader, field, text('号码已脱敏，请填写完整号码。', 'is masked; write the whole number.'));
  return cell.normalize('NFKC').replace(/\.0$/, '');
}

function dayOf(reader: Reader, field: 'from' | 'until'): CivilDate | null {
  const cell = textIn(reader, field);
  if (cell === null) return null;
  const day = dayIn(cell);
  if (day === undefined)
    fault(reader, field, text('不是日期，请写作 2026-03-01。', 'is no day; write it as 2026-03-01.'));
  return day ?? null;
}

/** How tables write that there is nothing. */
const NOTHING = ['', '-', '—', '——', '/', '\\', '无', '空缺', 'vacant', '暂无', '待定'];

function textIn({ at: { heading, cells } }: Reader, field: RosterField): string | null {
  const place = heading.placeOf.get(field);
  const cell = place === undefined ? '' : (cells[place] ?? '');
  return NOTHING.includes(cell.toLowerCase()) ? null : cell;
}

function placeOf({ heading, row }: ReadingRow, field: RosterField): string | null {
  const place = heading.placeOf.get(field);
  return place === undefined ? null : `${columnLetters(place + 1)}${row.row}`;
}

function fault(reader: Reader, field: RosterField, says: Text): void {
  reader.faults.push({ cell: placeOf(reader.at, field), text: says });
}
