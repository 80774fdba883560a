import { type CivilDate, isRoundedNumber, roundedNumberText, type Text, text } from '../../../kernel/index.ts';
import { dayIn, type KnownColumns, type TableHeading } from '../../../tables/index.ts';
import { realNumber } from '../../devices/real-number.ts';
import type { SeenAgency, SeenDevice, SeenFault } from '../seen.ts';
import { categoryOfWord, stateOfWord } from './computer-words.ts';

/** What a column of any table may say of a computer. */
export type ComputerField = keyof SeenDevice | 'agencyCode' | 'agencyName';

/** How ledgers head these columns; exports of asset systems add their own. */
export const COMPUTER_COLUMNS: KnownColumns<ComputerField> = {
  agencyCode: ['agencyCode', '统一社会信用代码', '社会信用代码', '单位代码', '单位编码'],
  agencyName: ['单位', '单位名称', '使用单位', '所属单位', '单位全称', 'agency'],
  category: [
    'category',
    '计算机类别',
    '计算机类型',
    '设备类别',
    '设备类型',
    '类别',
    '资产类别',
    '机器类型',
    '资产类型',
  ],
  assetNumber: [
    ...['assetNumber', '资产编号', '固定资产编号', '固定资产编码', '资产编码', '资产卡片编号', '资产标签', '设备编号'],
    ...['计算机编号', '电脑编号'],
  ],
  serial: [
    ...[
      'serial',
      '序列号',
      '设备序列号',
      '计算机序列号',
      '出厂编号',
      '机身序列号',
      '主机序列号',
      '主机编号',
      '整机序列号',
    ],
    ...['sn', 'sn号', '序列号(sn)', 's/n'],
  ],
  mainboardSerial: ['mainboardSerial', '主板序列号', '主板编号', '主板sn'],
  brand: ['brand', '品牌', '厂商', '制造商', '生产厂家'],
  model: ['model', '型号', '规格型号', '设备型号', '品牌型号', '计算机型号'],
  department: ['department', '部门', '科室', '使用部门', '所在部门', '处室', '部门(科室)', '科室(部门)', '部门名称'],
  usedBy: ['usedBy', '使用人', '使用者', '使用人员', '责任人', '姓名', '保管人', '使用人姓名', '工作人员', 'user'],
  acquiredOn: ['acquiredOn', '购置日期', '购买日期', '取得日期', '购置时间', '购入日期', '启用日期', '采购日期'],
  state: ['state', '使用状况', '使用状态', '状态', '设备状态', '资产状态'],
};

/** One row of a table while it is read. */
export interface ReadingRow {
  readonly heading: TableHeading;
  /** Trimmed, by place. */
  readonly cells: readonly string[];
  readonly faults: SeenFault[];
}

export function cellOf({ heading, cells }: ReadingRow, field: string): string {
  const place = heading.placeOf.get(field);
  return place === undefined ? '' : (cells[place] ?? '');
}

export function faultAt(reading: ReadingRow, field: string, says: Text): void {
  reading.faults.push({ column: reading.heading.nameOf.get(field) ?? field, text: says });
}

/** `="00123"` is how a spreadsheet is told to keep zeros; any other formula in a file of texts is no number of anything. */
const KEPT_TEXT = /^="([^"]*)"$/;

/** Stands in a printed ledger where a text is not shown to whoever printed it. */
const MASKED = /^\*+$/;

function plainCell(reading: ReadingRow, field: string): string {
  const cell = cellOf(reading, field);
  if (MASKED.test(cell)) return '';
  const kept = KEPT_TEXT.exec(cell)?.[1];
  if (kept !== undefined) return kept.trim();
  if (!cell.startsWith('=')) return cell;
  faultAt(reading, field, text('单元格是公式，请填写数值。', 'is a formula; write the value itself'));
  return '';
}

const NUMBERS = ['assetNumber', 'serial', 'mainboardSerial'] as const;
const TEXTS = ['brand', 'model', 'department', 'usedBy'] as const;

/** What a row states of its computer: a placeholder for a number is none, and what cannot be read is a fault. */
export function readDevice(reading: ReadingRow): SeenDevice {
  const device: { -readonly [Name in keyof SeenDevice]: SeenDevice[Name] } = {};
  for (const field of NUMBERS) {
    const cell = plainCell(reading, field);
    const number = realNumber(cell);
    if (isRoundedNumber(cell)) faultAt(reading, field, roundedNumberText(cell));
    else if (number !== undefined) device[field] = number;
  }
  for (const field of TEXTS) {
    const cell = plainCell(reading, field);
    if (cell !== '') device[field] = cell;
  }
  const category = wordIn(reading, 'category', { read: categoryOfWord, is: NO_CATEGORY });
  if (category !== undefined) device.category = category;
  const state = wordIn(reading, 'state', { read: stateOfWord, is: NO_STATE });
  if (state !== undefined) device.state = state;
  const acquiredOn = dayAt(reading, 'acquiredOn');
  if (acquiredOn !== undefined) device.acquiredOn = acquiredOn;
  return device;
}

const NO_CATEGORY = text('不是计算机类别', 'is no kind of computer');
const NO_STATE = text('不是使用状况', 'is no state of a computer');

interface Word<V> {
  readonly read: (word: string) => V | undefined;
  readonly is: Text;
}

function wordIn<V>(reading: ReadingRow, field: ComputerField, { read, is }: Word<V>): V | undefined {
  const cell = cellOf(reading, field);
  if (cell === '') return undefined;
  const value = read(cell);
  if (value === undefined) faultAt(reading, field, quoted(cell, is));
  return value;
}

export function quoted(cell: string, is: Text): Text {
  const shown = cell.length <= 40 ? cell : `${cell.slice(0, 40)}…`;
  return text(`“${shown}”${is['zh-CN']}`, `"${shown}" ${is.en}`);
}

/** A day that stands in a column, if any; a fault where it cannot be read. */
export function dayAt(reading: ReadingRow, field: string): CivilDate | undefined {
  const cell = cellOf(reading, field);
  if (cell === '') return undefined;
  const day = dayIn(cell);
  if (day === undefined) faultAt(reading, field, quoted(cell, NO_DAY));
  return day;
}

const NO_DAY = text('不是日期（如 2026-03-01）', 'is no day (such as 2026-03-01)');

export function readAgency(reading: ReadingRow): SeenAgency {
  return { code: cellOf(reading, 'agencyCode') || null, name: cellOf(reading, 'agencyName') || null };
}
