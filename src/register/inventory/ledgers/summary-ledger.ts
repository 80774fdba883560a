import { plainAmount, type Text, text } from '../../../kernel/index.ts';
import { namesOf, openTable, saysNothing, type TableHeading, type TableRow } from '../../../tables/index.ts';
import { cellOf, faultAt, quoted, type ReadingRow } from '../lists/computer-columns.ts';
import type { SeenAgency, SeenFault } from '../seen.ts';

/** Figures of 软件使用情况汇总表, as the gate draws it of the register as well. */
export const SUMMARY_FIGURES = [
  ...(['headcount', 'computers', 'desktops', 'laptops', 'servers', 'others'] as const),
  ...(['commercial', 'preinstalled', 'free', 'unlicensed', 'installed'] as const),
  ...(['operatingSystems', 'office', 'antivirus', 'otherSoftware'] as const),
] as const;
export type SummaryFigure = (typeof SUMMARY_FIGURES)[number];

const COLUMNS = {
  /** Of the row; it is not read. */
  number: ['序号', 'no.'],
  agencyCode: ['agencyCode', '统一社会信用代码', '社会信用代码', '单位代码'],
  agencyName: ['单位', '单位名称', '单位全称', '填报单位', 'agency'],
  headcount: ['人数', '现有人数', '在职人数', '人员数量', 'people'],
  computers: [
    '计算机总数',
    '计算机数量',
    '计算机台数',
    '计算机总台数',
    '计算机合计',
    '计算机数',
    '计算机',
    '总台数',
    'computers',
  ],
  desktops: ['台式机', '台式计算机', '台式机数量', '台式计算机数量', '计算机台式机', 'desktops'],
  laptops: ['便携机', '便携式计算机', '笔记本', '便携机数量', '便携式计算机数量', '计算机便携机', 'laptops'],
  servers: ['服务器', '服务器数量', '计算机服务器', 'servers'],
  others: ['其他', '其他计算机', '计算机其他', 'others'],
  commercial: ['商业软件', '商业软件总数', '商业软件数量', '商业软件合计', '商业软件套数', 'bought'],
  preinstalled: [
    '随机预装',
    '随机预装软件',
    '随机预装软件总数',
    '随机预装总数',
    '预装软件',
    '预装软件总数',
    '随机预装数量',
    'pre-installed',
  ],
  free: ['免费软件', '免费软件总数', '免费软件数量', '免费软件合计', 'free'],
  unlicensed: ['无授权记录', '无有效授权', '无授权', '无授权软件', 'nolicenceonfile', 'nolicenceinforce'],
  installed: ['安装总数', '软件安装总数', '安装合计', 'installed'],
  operatingSystems: ['操作系统', '操作系统数量', 'operatingsystems'],
  office: ['办公软件', '办公软件数量', 'office'],
  antivirus: ['杀毒软件', '杀毒软件数量', '防病毒软件', 'antivirus'],
  otherSoftware: ['其他软件', '其他软件数量', 'other'],
} as const;

export const FIGURE_WORDS: Readonly<Record<SummaryFigure, Text>> = {
  headcount: text('人数', 'people'),
  computers: text('计算机总数', 'computers'),
  desktops: text('台式机', 'desktops'),
  laptops: text('便携机', 'laptops'),
  servers: text('服务器', 'servers'),
  others: text('其他计算机', 'other computers'),
  commercial: text('商业软件', 'bought software'),
  preinstalled: text('随机预装软件', 'pre-installed software'),
  free: text('免费软件', 'free software'),
  unlicensed: text('无授权记录的软件', 'software without a licence on file'),
  installed: text('安装总数', 'installed copies'),
  operatingSystems: text('操作系统', 'operating systems'),
  office: text('办公软件', 'office software'),
  antivirus: text('杀毒软件', 'antivirus software'),
  otherSoftware: text('其他软件', 'other software'),
};

/** What the register has of one agency; null: nobody has said. */
export type SummaryFigures = Readonly<Record<SummaryFigure, number | null>>;

/** One row of a summary: what is said of one agency. A summary has no computers to register; it is only compared. */
export interface SeenSummary {
  readonly row: number;
  readonly agency: SeenAgency;
  readonly figures: ReadonlyMap<SummaryFigure, number>;
  readonly columns: ReadonlyMap<string, string>;
  readonly faults: readonly SeenFault[];
}

export interface OpenSummary {
  readonly take: (row: TableRow) => SeenSummary | undefined;
  readonly heading: () => TableHeading;
}

export function openSummaryLedger(): OpenSummary {
  const wanted = ['单位名称', '计算机总数', '商业软件', '随机预装', '免费软件'];
  const table = openTable({ read: namesOf(COLUMNS), recognisedMin: 3, wanted });
  return {
    take: (row) => {
      const heading = table.take(row);
      const cells = row.cells.map((cell) => cell.trim());
      if (!heading || saysNothing(cells)) return undefined;
      const reading: ReadingRow = { heading, cells, faults: [] };
      return {
        row: row.row,
        agency: { code: cellOf(reading, 'agencyCode') || null, name: cellOf(reading, 'agencyName') || null },
        figures: new Map(SUMMARY_FIGURES.flatMap((figure) => figureIn(reading, figure))),
        columns: heading.nameOf,
        faults: reading.faults,
      };
    },
    heading: table.heading,
  };
}

function figureIn(reading: ReadingRow, figure: SummaryFigure): readonly (readonly [SummaryFigure, number])[] {
  const cell = plainAmount(cellOf(reading, figure).replace(/[台套个人]$/, ''));
  if (cell === '') return [];
  if (/^\d{1,9}$/.test(cell)) return [[figure, Number(cell)]];
  faultAt(reading, figure, quoted(cell, text('不是数量', 'is no number')));
  return [];
}
