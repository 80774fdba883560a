import { text } from '../../../kernel/index.ts';
import { openTable, saysNothing, type TableHeading, type TableRow } from '../../../tables/index.ts';
import type { SoftwareCategory } from '../../products/product.ts';
import { cellOf, dayAt, faultAt, quoted, type ReadingRow, readAgency, readDevice } from '../lists/computer-columns.ts';
import type { SeenComputer, SeenFault, SeenSoftware } from '../seen.ts';
import { CHANNELS_TOLD, channelOfWord, kindOfWord, saysNone, saysSame } from '../software-words.ts';
import { KINDS, type Kind, type LedgerField, type Part, readName, refuseUnlicensed } from './ledger-columns.ts';

/** 软件使用情况明细表 while it is read: rows go in, computers come out. */
export interface OpenLedger {
  /** The computer before the one that this row begins, if it begins one. */
  readonly take: (row: TableRow) => SeenComputer | undefined;
  /** The last computer. Refuses a file without a heading. */
  readonly end: () => SeenComputer | undefined;
  readonly heading: () => TableHeading;
}

/**
 * A row for each computer with its kinds of software side by side, or a row for each piece of software: then the cells of
 * the computer may be merged, which leaves all but the first of them empty.
 */
export function openDetailLedger(): OpenLedger {
  const wanted = ['资产编号', '使用人', '授权软件及版本', '授权方式', '实际安装情况'];
  const table = openTable({ read: readName, recognisedMin: 3, wanted, refuseHalf: refuseUnlicensed });
  let current: OpenComputer | undefined;
  const close = (): SeenComputer | undefined => {
    const closed = current;
    current = undefined;
    return closed && toComputer(closed);
  };
  return {
    take: (row) => {
      const heading = table.take(row);
      if (!heading) return undefined;
      const cells = row.cells.map((cell) => cell.trim());
      if (saysNothing(cells)) return undefined;
      const reading: ReadingRow = { heading, cells, faults: [] };
      if (current && continues(reading, current)) {
        readSoftware(reading, current);
        return undefined;
      }
      const before = close();
      current = begin(reading, row.row);
      return before;
    },
    end: () => {
      table.heading();
      return close();
    },
    heading: table.heading,
  };
}

interface OpenComputer {
  readonly row: number;
  readonly identity: readonly string[];
  readonly computer: Omit<SeenComputer, 'software' | 'covers' | 'oemRights' | 'faults' | 'remarks'>;
  readonly software: SeenSoftware[];
  readonly covers: SoftwareCategory[];
  readonly oemRights: SeenSoftware[];
  readonly faults: SeenFault[];
  readonly remarks: SeenFault[];
}

/** What says that a row is about another computer than the one above it. */
const IDENTIFYING = [
  ...(['serial', 'assetNumber', 'mainboardSerial', 'agencyCode', 'agencyName', 'usedBy', 'category'] as const),
];

function cellsThatIdentify(reading: ReadingRow): readonly string[] {
  return IDENTIFYING.map((field) => cellOf(reading, field));
}

/** Whatever the first row says of the computer it says again; under merged cells it says nothing. */
function continues(reading: ReadingRow, { identity }: OpenComputer): boolean {
  const cells = cellsThatIdentify(reading);
  return cells.every((cell) => cell === '') || cells.every((cell, at) => cell === identity[at]);
}

function begin(reading: ReadingRow, row: number): OpenComputer {
  const columns = new Map<string, string>([...reading.heading.nameOf]);
  const device = readDevice(reading);
  const seenOn = dayAt(reading, 'surveyedOn') ?? null;
  const computer = { row, agency: readAgency(reading), device, columns, seenOn };
  const growing: OpenComputer = {
    ...{ row, identity: cellsThatIdentify(reading), computer },
    ...{ software: [], covers: [], oemRights: [], faults: reading.faults, remarks: [] },
  };
  readSoftware(reading, growing);
  return growing;
}

function readSoftware(reading: ReadingRow, growing: OpenComputer): void {
  for (const kind of KINDS) readKind(reading, kind, growing);
  if (growing.faults !== reading.faults) growing.faults.push(...reading.faults);
}

/** Licensed is 授权软件版本, else what is named; installed is 实际安装情况, else what is named. */
function readKind(reading: ReadingRow, kind: Kind, growing: OpenComputer): void {
  const part = (name: Part): string => cellOf(reading, `${kind}/${name}`);
  const [name, licensed, installed] = [part('name'), part('licensed'), part('installed')];
  if (name === '' && licensed === '' && installed === '') return;
  const category = kind === 'any' ? kindIn(reading, growing) : kind;
  const plain = (words: string): SeenSoftware => ({ name: words, edition: null, version: null, category });
  const isNamed = name !== '' && !saysNone(name);
  const named = isNamed ? { ...plain(name), edition: part('edition') || null, version: part('version') || null } : null;
  const right = licensed === '' || saysNone(licensed) ? named : plain(licensed);
  if (part('channel') !== '') readRight(reading, { field: `${kind}/channel`, right, growing });
  if (saysNone(installed) || (installed === '' && saysNone(name))) {
    if (category !== null) growing.covers.push(category);
  } else if (installed === '' || saysSame(installed)) {
    const seen = installed === '' ? named : (named ?? right);
    if (seen) growing.software.push(seen);
  } else growing.software.push(plain(DIFFERENT.exec(installed)?.[1] ?? installed));
}

/** 不一致（Windows 7 旗舰版） says what is there instead. */
const DIFFERENT = /^不一致\s*[（(](.+)[)）]$/;

function kindIn(reading: ReadingRow, growing: OpenComputer): SoftwareCategory | null {
  const cell = cellOf(reading, 'softwareKind');
  if (cell === '') return null;
  const kind = kindOfWord(cell);
  const column = reading.heading.nameOf.get('softwareKind') ?? null;
  if (kind === undefined) growing.remarks.push({ column, text: quoted(cell, NO_KIND) });
  return kind ?? null;
}

const NO_KIND = text('不是已知的软件类别，未据此判断。', 'is no known kind of software, and was not used.');

interface StatedRight {
  readonly field: LedgerField;
  readonly right: SeenSoftware | null;
  readonly growing: OpenComputer;
}

/** Only a right that came with the machine is one of its own; seats of a volume licence are counted by the licence. */
function readRight(reading: ReadingRow, { field, right, growing }: StatedRight): void {
  const cell = cellOf(reading, field);
  if (saysNone(cell)) return;
  const channel = channelOfWord(cell);
  const words = CHANNELS_TOLD.join('、');
  const says = text(`不是授权方式，应为：${words}`, `is no way of authorisation: ${words}`);
  if (channel === undefined) faultAt(reading, field, quoted(cell, says));
  if (channel === 'oem' && right) growing.oemRights.push(right);
}

function toComputer({ computer, software, covers, oemRights, faults, remarks }: OpenComputer): SeenComputer {
  return { ...computer, software, covers, oemRights, faults, remarks };
}
