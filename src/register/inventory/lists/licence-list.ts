import {
  type CivilDate,
  isRoundedNumber,
  plainDigits,
  Refusal,
  roundedNumberText,
  text,
} from '../../../kernel/index.ts';
import { namesOf, openTable, saysNothing, type TableHeading, type TableRow } from '../../../tables/index.ts';
import type { Entitlement } from '../../entitlements/entitlement.ts';
import type { SoftwareCategory } from '../../products/product.ts';
import type { SeenAgency, SeenFault, SeenSoftware } from '../seen.ts';
import { CHANNELS_TOLD, channelOfWord, kindOfWord } from '../software-words.ts';
import { cellOf, dayAt, faultAt, quoted, type ReadingRow } from './computer-columns.ts';

/** Licences as a list of them says: declared rights, whoever imports them. */
export interface SeenLicence {
  readonly row: number;
  readonly agency: SeenAgency;
  readonly software: SeenSoftware;
  readonly licence: Partial<
    Pick<Entitlement, 'licensee' | 'seats' | 'channel' | 'transferable' | 'validUntil' | 'acquiredOn' | 'evidence'>
  >;
  readonly columns: ReadonlyMap<string, string>;
  readonly faults: readonly SeenFault[];
}

/** Snipe-IT's export of licences in English and Chinese, and lists of licences as offices keep them. */
const COLUMNS = {
  agencyCode: ['agencyCode', '统一社会信用代码', '社会信用代码', '单位代码'],
  agencyName: ['单位', '单位名称', '使用单位', 'Company', '公司'],
  name: [
    ...['软件名称', '产品名称', '软件', '软件产品', '许可证名称', '授权名称', '许可证', '授权软件名称'],
    ...['Item Name', 'Software Name', 'Software', 'License Name', 'License'],
  ],
  // Beside an item's name it is that of a person.
  plainName: ['名称', 'Name'],
  edition: ['版本类型', '版次', 'Edition'],
  version: ['版本', '软件版本', '版本号', 'Version'],
  category: ['软件类别', '软件类型', '分类', '类别', 'Category'],
  seats: [
    ...[
      '数量',
      '授权数量',
      '许可数量',
      '许可数',
      '授权数',
      '套数',
      '席位',
      '总席位',
      '数量(套)',
      '授权数量(套)',
      '总数',
    ],
    ...['Seats', 'Total', 'Total Seats', 'Min. QTY', 'Quantity'],
  ],
  channel: ['授权方式', '授权类型', '来源类型', '许可方式', '许可类型', 'License Type', 'Channel'],
  licensee: [
    '被授权单位',
    '被授权人',
    '授权单位',
    '许可单位',
    '授予',
    '授权给',
    'Licensed To Name',
    'Licensed to',
    '许可给',
  ],
  acquiredOn: ['购买日期', '购置日期', '采购日期', '取得日期', 'Purchase Date'],
  validUntil: ['有效期', '有效期至', '到期日期', '到期日', '截止日期', '过期日期', 'Expiration Date', 'Expires'],
  reassignable: ['可转移', '可再分配', '可重新分配', 'Reassignable'],
  proof: ['许可证号码', '许可证号', '授权书编号', '授权证书编号', '证书编号', '许可编号'],
  productKey: ['产品密钥', '密钥', '激活码', 'Product Key', 'Serial Number', 'Serial', '序列号', '产品序列号'],
} as const;

type LicenceField = keyof typeof COLUMNS;

export interface OpenLicences {
  readonly take: (row: TableRow) => SeenLicence | undefined;
  readonly heading: () => TableHeading;
}

export type Channel = Entitlement['channel'];

/** `asked` is the channel of all licences of a list that does not say it, as Snipe-IT's does not. */
export function openLicences(asked: Channel | undefined): OpenLicences {
  const table = openTable({ read: namesOf(COLUMNS), recognisedMin: 2, wanted: ['软件名称', '授权数量', '授权方式'] });
  return {
    take: (row) => {
      const heading = table.take(row);
      const cells = row.cells.map((cell) => cell.trim());
      if (!heading || saysNothing(cells)) return undefined;
      if (asked === undefined && !heading.placeOf.has('channel')) throw noChannel();
      return readLicence({ heading, cells, faults: [] }, { row: row.row, asked });
    },
    heading: table.heading,
  };
}

interface Row {
  readonly row: number;
  readonly asked: Channel | undefined;
}

function readLicence(reading: ReadingRow, { row, asked }: Row): SeenLicence {
  const cell = (field: LicenceField): string => cellOf(reading, field);
  const validUntil = FOREVER.test(cell('validUntil')) ? undefined : dayAt(reading, 'validUntil');
  const acquiredOn = dayAt(reading, 'acquiredOn');
  const [seats, channel] = [seatsIn(reading), channelIn(reading, asked)];
  const paper = cell('proof');
  if (isRoundedNumber(paper)) faultAt(reading, 'proof', roundedNumberText(paper));
  const name = cell('name') || (reading.heading.placeOf.has('name') ? '' : cell('plainName'));
  if (name === '') faultAt(reading, 'name', text('缺少软件名称', 'the name is missing'));
  return {
    row,
    agency: { code: cell('agencyCode') || null, name: cell('agencyName') || null },
    software: {
      ...{ name, edition: cell('edition') || null, version: cell('version') || null },
      category: categoryIn(cell('category')),
    },
    licence: {
      ...(cell('licensee') !== '' && { licensee: cell('licensee') }),
      ...(seats !== undefined && { seats }),
      ...(channel !== undefined && { channel }),
      ...(YES.test(cell('reassignable')) && { transferable: true }),
      ...dated(validUntil, acquiredOn),
      ...(paper !== '' && { evidence: [proof(paper)] }),
    },
    columns: reading.heading.nameOf,
    faults: reading.faults,
  };
}

const FOREVER = /^(?:永久|长期|永久有效|无限期|终身|perpetual|never)$/i;
const YES = /^(?:是|yes|y|true|1|可|可以)$/i;

function dated(validUntil: CivilDate | undefined, acquiredOn: CivilDate | undefined): SeenLicence['licence'] {
  return { ...(validUntil && { validUntil }), ...(acquiredOn && { acquiredOn }) };
}

function proof(reference: string): Entitlement['evidence'][number] {
  return { kind: 'licence-certificate', reference, seats: null, file: null };
}

function categoryIn(cell: string): SoftwareCategory | null {
  return cell === '' ? null : (kindOfWord(cell) ?? null);
}

function seatsIn(reading: ReadingRow): number | undefined {
  const cell = plainDigits(cellOf(reading, 'seats').replace(/[套个份]$/, ''));
  if (/^\d{1,8}$/.test(cell)) return Number(cell);
  faultAt(
    reading,
    'seats',
    cell === '' ? text('缺少授权数量', 'the number of seats is missing') : quoted(cell, NO_NUMBER),
  );
  return undefined;
}

const NO_NUMBER = text('不是数量', 'is no number of seats');

function channelIn(reading: ReadingRow, asked: Channel | undefined): Channel | undefined {
  const cell = cellOf(reading, 'channel');
  if (cell === '') {
    if (asked === undefined) faultAt(reading, 'channel', text('缺少授权方式', 'the way of authorisation is missing'));
    return asked;
  }
  const channel = channelOfWord(cell);
  const words = CHANNELS_TOLD.join('、');
  const says = text(`不是授权方式，应为：${words}`, `is no way of authorisation: ${words}`);
  if (channel === undefined) faultAt(reading, 'channel', quoted(cell, says));
  return channel;
}

function noChannel(): Refusal {
  const message = text(
    '文件没有“授权方式”列：请以参数 channel 说明（如 channel=volume）。',
    'The file has no column for the way of authorisation: send the parameter channel, such as channel=volume.',
  );
  return new Refusal('invalid', 'import.channel', message, [{ pointer: '/query/channel', message: '' }]);
}
