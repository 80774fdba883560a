import { plainWord, text } from '../../../kernel/index.ts';
import type { TableRow } from '../../../tables/index.ts';
import type { SoftwareCategory } from '../../products/product.ts';
import {
  COMPUTER_COLUMNS,
  type ComputerField,
  cellOf,
  dayAt,
  faultAt,
  quoted,
  type ReadingRow,
  readAgency,
  readDevice,
  saysNothing,
} from '../lists/computer-columns.ts';
import { namesOf, openTable, type ReadName, type TableHeading } from '../lists/table-heading.ts';
import type { SeenComputer, SeenFault, SeenSoftware } from '../seen.ts';
import { CHANNEL_WORDS, channelOfWord, KIND_WORDS, kindOfWord, saysNone, saysSame } from '../software-words.ts';

/** What the columns of one kind of software say, or, in a ledger of one row for each piece of software, of that piece. */
const PARTS = {
  name: ['', '软件', '名称', '软件名称', '产品名称', '软件产品'],
  edition: ['版本类型', '软件版本类型', '版次'],
  version: ['版本', '软件版本', '版本号', '软件版本号'],
  licensed: ['授权软件版本', '授权软件', '授权软件名称', '授权版本', '授权软件名称及版本', '已授权软件'],
  channel: ['授权方式', '授权类型', '授权情况', '授权状态', '来源类型', '许可方式', '许可类型', '授权来源'],
  installed: [
    ...[
      '实际安装情况',
      '安装情况',
      '实际安装',
      '实际安装软件',
      '实际安装版本',
      '已安装软件',
      '安装软件',
      '安装软件名称',
    ],
    ...['实际安装软件名称及版本', '安装的软件'],
  ],
} as const;

type Part = keyof typeof PARTS;
/** `any` where a column is about whatever software its row names. */
type Kind = SoftwareCategory | 'any';
type LedgerField = ComputerField | `${Kind}/${Part}` | 'softwareKind' | 'surveyedOn';

const OWN_COLUMNS = {
  ...COMPUTER_COLUMNS,
  softwareKind: ['软件类别', '软件类型', '软件种类', '软件分类'],
  surveyedOn: ['登记日期', '检查日期', '核查日期', '盘点日期', '填表日期', '更新日期', '统计日期'],
} as const;

const readOwn: ReadName<LedgerField> = namesOf(OWN_COLUMNS);

const PART_NAMES: ReadonlyMap<string, Part> = new Map(
  (Object.keys(PARTS) as Part[]).flatMap((part) => PARTS[part].map((name) => [plainWord(name), part] as const)),
);

/** 操作系统授权方式 is the kind 操作系统 and the part 授权方式; 软件名称 alone is of any kind. */
function readName(name: string): LedgerField | undefined {
  const own = readOwn(name);
  if (own !== undefined) return own;
  const word = withoutRemarks(plainWord(name));
  if (word === '') return undefined;
  const any = PART_NAMES.get(word);
  if (any !== undefined) return `any/${any}`;
  for (const [kindWord, kind] of KIND_WORDS) {
    const part = word.startsWith(kindWord) ? PART_NAMES.get(word.slice(kindWord.length)) : undefined;
    if (part !== undefined) return `${kind}/${part}`;
  }
  return undefined;
}

/** 授权方式(正版/试用) is 授权方式. A bracket that is never closed is no remark. */
function withoutRemarks(word: string): string {
  let kept = '';
  let at = 0;
  for (;;) {
    const opened = word.indexOf('(', at);
    const closed = opened < 0 ? -1 : word.indexOf(')', opened);
    if (closed < 0) return kept + word.slice(at);
    kept += word.slice(at, opened);
    at = closed + 1;
  }
}

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
  const wanted = ['资产编号', '使用人', '授权软件版本', '授权方式', '实际安装情况'];
  const table = openTable({ read: readName, recognisedMin: 3, wanted });
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

/** Whatever it says of the computer it says again; under merged cells it says nothing. */
function continues(reading: ReadingRow, { identity }: OpenComputer): boolean {
  return cellsThatIdentify(reading).every((cell, at) => cell === '' || cell === identity[at]);
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

const KINDS: readonly Kind[] = ['operating-system', 'office', 'antivirus-client', 'antivirus-server', 'other', 'any'];

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
  } else growing.software.push(plain(installed));
}

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
  const words = CHANNEL_WORDS.join('、');
  const says = text(`不是授权方式，应为：${words}`, `is no way of authorisation: ${words}`);
  if (channel === undefined) faultAt(reading, field, quoted(cell, says));
  if (channel === 'oem' && right) growing.oemRights.push(right);
}

function toComputer({ computer, software, covers, oemRights, faults, remarks }: OpenComputer): SeenComputer {
  return { ...computer, software, covers, oemRights, faults, remarks };
}
