import { type CivilDate, plainWord, text } from '../../../kernel/index.ts';
import { namesOf, openTable, saysNothing, type TableHeading, type TableRow } from '../../../tables/index.ts';
import {
  COMPUTER_COLUMNS,
  cellOf,
  dayAt,
  faultAt,
  quoted,
  type ReadingRow,
  readAgency,
  readDevice,
} from '../lists/computer-columns.ts';
import type { SeenAgency, SeenDevice, SeenFault, SeenSoftware } from '../seen.ts';
import { kindOfWord } from '../software-words.ts';

export type MaintenanceAct = 'install' | 'uninstall' | 'upgrade';

/** One line of 软件安装维护情况明细表: somebody installed, removed or upgraded something on a computer. */
export interface SeenMaintenance {
  readonly row: number;
  /** Of a workbook, the sheet that the row stands in. */
  readonly sheet: string | undefined;
  readonly agency: SeenAgency;
  readonly device: SeenDevice;
  readonly act: MaintenanceAct;
  readonly on: CivilDate | null;
  readonly software: SeenSoftware;
  /** The gate's own number of the installation, as its ledger prints it. */
  readonly installationId: string | null;
  /** Of an upgrade, where the ledger says what was there before. */
  readonly versionBefore: string | null;
  readonly columns: ReadonlyMap<string, string>;
  readonly faults: readonly SeenFault[];
}

const COLUMNS = {
  ...COMPUTER_COLUMNS,
  on: [
    '日期',
    '安装日期',
    '维护日期',
    '操作日期',
    '时间',
    '安装时间',
    '维护时间',
    '变动日期',
    '安装(卸载)日期',
    '安装/卸载日期',
    'day',
  ],
  act: [
    ...[
      '操作',
      '操作类型',
      '维护类型',
      '维护内容',
      '安装/卸载',
      '安装或卸载',
      '安装卸载',
      '变动类型',
      '变动情况',
      '类型',
    ],
    ...['维护情况', '操作内容', 'change'],
  ],
  name: ['软件名称', '软件', '软件名称及版本', '产品名称', '软件产品', 'software'],
  edition: ['版本类型', '版次'],
  version: ['版本', '软件版本', '版本号', '软件版本号', '升级后版本', '新版本'],
  versionBefore: ['升级前版本', '原版本'],
  softwareKind: ['软件类别', '软件类型', '软件种类', 'kind'],
  installationId: ['安装记录号', 'installation'],
  /** Printed for a reader, and not read: what else they say follows from the installation. */
  number: ['序号', 'no.'],
  softwareNumber: ['软件编号', 'softwarenumber'],
  source: ['登记来源', 'knownfrom'],
  leaf: ['日志序号', 'leaf'],
} as const;

export interface OpenMaintenance {
  readonly take: (row: TableRow) => SeenMaintenance | undefined;
  readonly heading: () => TableHeading;
}

/** One sheet is about one software number as a rule: then its name stands above the heading, and in no column. */
export function openMaintenanceLedger(): OpenMaintenance {
  const wanted = ['日期', '操作', '资产编号', '软件名称'];
  const table = openTable({ read: namesOf(COLUMNS), recognisedMin: 3, wanted });
  let titled: SeenSoftware | undefined;
  return {
    take: (row) => {
      const heading = table.take(row);
      const cells = row.cells.map((cell) => cell.trim());
      if (!heading || saysNothing(cells)) return undefined;
      titled ??= softwareAbove(table.above());
      return readMaintenance({ heading, cells, faults: [] }, { row: row.row, sheet: row.sheet, titled });
    },
    heading: table.heading,
  };
}

/** A label and what it labels may share a cell, with others or not, or stand in two. */
function softwareAbove(rows: readonly (readonly string[])[]): SeenSoftware {
  const cells = rows.map((row) => row.flatMap((cell) => cell.trim().split(/\s{2,}|\t/)).filter((cell) => cell !== ''));
  const after = (label: RegExp): string | null => {
    for (const row of cells) {
      const at = row.findIndex((cell) => label.test(cell));
      const inCell = row[at]?.replace(label, '').trim() ?? '';
      if (at >= 0) return inCell === '' ? (row[at + 1] ?? null) : inCell;
    }
    return null;
  };
  const category = kindOfWord(after(/^(?:软件类别|Kind)\s*[:：]?/) ?? '') ?? null;
  // In English the label is a word that titles begin with, too: it counts beside the number that stands before it.
  const isEnglish = cells.some(([first = '', second]) => /^Software number /.test(first) && second !== undefined);
  const name = after(isEnglish ? /^Software (?!number |installed and )/ : /^软件名称(?:及版本)?\s*[:：]?/) ?? '';
  return { name, edition: null, version: after(/^(?:软件)?版本号?\s*[:：]?/), category };
}

interface Row {
  readonly row: number;
  readonly sheet: string | undefined;
  readonly titled: SeenSoftware;
}

function readMaintenance(reading: ReadingRow, { row, sheet, titled }: Row): SeenMaintenance {
  const cell = (field: keyof typeof COLUMNS): string => cellOf(reading, field);
  const own = cell('name');
  const version = cell('version') || (own === '' ? titled.version : null);
  const name = own === '' ? titled.name : own;
  if (name === '') faultAt(reading, 'name', text('缺少软件名称', 'the name of the software is missing'));
  const on = dayAt(reading, 'on') ?? null;
  if (on === null && cell('on') === '') faultAt(reading, 'on', text('缺少日期', 'the day is missing'));
  const category = kindOfWord(cell('softwareKind')) ?? (own === '' ? titled.category : null);
  return {
    ...{ row, sheet },
    ...{ agency: readAgency(reading), device: readDevice(reading), act: actIn(reading), on },
    software: { name, edition: cell('edition') || null, version, category },
    versionBefore: cell('versionBefore') || null,
    installationId: cell('installationId') || null,
    columns: reading.heading.nameOf,
    faults: reading.faults,
  };
}

const ACTS: Readonly<Record<MaintenanceAct, readonly string[]>> = {
  install: ['安装', '新装', '新安装', '重装', '装机', 'install', 'installed'],
  uninstall: ['卸载', '删除', '移除', '停用', 'uninstall', 'uninstalled'],
  upgrade: ['升级', '更新', '版本升级', 'upgrade', 'upgraded'],
};

function actIn(reading: ReadingRow): MaintenanceAct {
  const cell = cellOf(reading, 'act');
  const acts = Object.keys(ACTS) as MaintenanceAct[];
  const act = acts.find((each) => ACTS[each].includes(plainWord(cell)));
  if (act === undefined) {
    const says = text('应为安装、卸载或升级', 'must be 安装, 卸载 or 升级 (install, uninstall, upgrade)');
    faultAt(reading, 'act', cell === '' ? says : quoted(cell, says));
  }
  return act ?? 'install';
}
