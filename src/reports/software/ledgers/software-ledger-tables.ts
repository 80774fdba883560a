import type { Column, Sections } from '../../../documents/index.ts';
import { type Text, text } from '../../../kernel/index.ts';
import { CHANNEL_WORDS, DEVICE_WORDS, softwareWords, wholeName } from '../../../register/index.ts';
import { agreementWords, type LedgerMask, SOURCE_WORDS, softwareNumber } from './ledger-words.ts';
import type { Computer } from './list-computers.ts';
import type { AgencySummary, SoftwareFigures } from './list-software-summary.ts';
import type { ChangeRow } from './software-ledger-rows.ts';
import type { Pairing } from './software-match.ts';

/** Who puts a name to a ledger. */
export const LEDGER_SIGNATURES: readonly Text[] = [
  text('填表人', 'Filled in by'),
  text('负责人', 'In charge'),
  text('（单位盖章）', 'Seal'),
  text('填表日期', 'Date'),
];

const BASIS = text(
  '依据：《政府机关使用正版软件管理办法》（国办发〔2013〕88号，条款号未核实）要求建立软件使用台账；表式参照国家软件正版化台账范本。',
  'Basis: 国办发〔2013〕88号 (article unverified) asks for ledgers of software; the tables follow the national models.',
);

/** A row of the summary; the last one has no agency. */
export interface SummaryRow {
  readonly agency: AgencySummary | null;
  readonly figures: SoftwareFigures;
}

const counted = (title: Text, of: (figures: SoftwareFigures) => number | null): Column<SummaryRow> => ({
  title,
  kind: 'count',
  of: ({ figures }) => of(figures),
});

const SUM = text('合计', 'Total');

export const SUMMARY_COLUMNS: readonly Column<SummaryRow>[] = [
  {
    title: text('单位', 'Agency'),
    kind: 'text',
    of: ({ agency }, language) => agency?.agencyName ?? SUM[language],
  },
  counted(text('人数', 'People'), ({ headcount }) => headcount),
  counted(text('计算机总数', 'Computers'), ({ computers }) => computers),
  counted(text('台式机', 'Desktops'), ({ desktops }) => desktops),
  counted(text('便携机', 'Laptops'), ({ laptops }) => laptops),
  counted(text('服务器', 'Servers'), ({ servers }) => servers),
  counted(text('其他', 'Others'), ({ others }) => others),
  counted(text('商业软件', 'Bought'), ({ commercial }) => commercial),
  counted(text('随机预装', 'Pre-installed'), ({ preinstalled }) => preinstalled),
  counted(text('免费软件', 'Free'), ({ free }) => free),
  counted(text('无有效授权', 'No licence in force'), ({ unlicensed }) => unlicensed),
  counted(text('安装总数', 'Installed'), ({ installed }) => installed),
  counted(text('操作系统', 'Operating systems'), ({ operatingSystems }) => operatingSystems),
  counted(text('办公软件', 'Office'), ({ office }) => office),
  counted(text('杀毒软件', 'Antivirus'), ({ antivirus }) => antivirus),
  counted(text('其他软件', 'Other'), ({ otherSoftware }) => otherSoftware),
];

export const SUMMARY_NOTES: readonly Text[] = [
  BASIS,
  text(
    '软件按安装数统计；台式机含一体机；人数为单位登记的现有人数，未登记的不计。',
    'Software is counted by installed copies; desktops include all-in-ones; people are those that the agency has on file now.',
  ),
];

/** A row of the detailed ledger: a computer, and one piece of its software if it has any. */
export interface InUseRow {
  readonly computer: Computer;
  readonly software: Pairing | null;
}

export function inUseRows(computer: Computer): readonly InUseRow[] {
  if (computer.software.length === 0) return [{ computer, software: null }];
  return computer.software.map((software) => ({ computer, software }));
}

/** Whose a computer is stands in every row only where they are not all of one agency. */
export function inUseColumns(shown: LedgerMask, isOfOne: boolean): readonly Column<InUseRow>[] {
  const of = (read: (computer: Computer) => string | null, kind: 'text' | 'name') => {
    return ({ computer }: InUseRow): string | null => shown[kind](read(computer), computer.isClassified);
  };
  return [
    ...(isOfOne ? [] : [AGENCY_COLUMN]),
    { title: text('资产编号', 'Asset number'), kind: 'code', of: of(({ assetNumber }) => assetNumber, 'text') },
    {
      title: text('计算机类别', 'Computer'),
      kind: 'text',
      of: ({ computer }, language) => DEVICE_WORDS[computer.category][language],
    },
    { title: text('序列号', 'Serial'), kind: 'text', of: of(({ serial }) => serial, 'text') },
    { title: text('使用部门', 'Department'), kind: 'text', of: of(({ department }) => department, 'text') },
    { title: text('使用者', 'User'), kind: 'text', of: of(({ usedBy }) => usedBy, 'name') },
    {
      title: text('软件类别', 'Software'),
      kind: 'text',
      of: ({ software }, language) => software && softwareWords(software.category)[language],
    },
    {
      title: text('授权软件及版本', 'Licensed'),
      kind: 'text',
      of: ({ software }) => (software?.right ? wholeName(software.right) : null),
    },
    {
      title: text('授权方式', 'Authorisation'),
      kind: 'text',
      of: ({ software }, language) => (software?.right ? CHANNEL_WORDS[software.right.channel][language] : null),
    },
    {
      title: text('实际安装情况', 'Installed'),
      kind: 'text',
      of: ({ software }) => (software?.copy ? wholeName(software.copy) : null),
    },
    {
      title: text('核对', 'Compared'),
      kind: 'text',
      of: ({ software }, language) => (software ? agreementWords(software) : NO_SOFTWARE)[language],
    },
  ];
}

const AGENCY_COLUMN: Column<InUseRow> = {
  title: text('单位', 'Agency'),
  kind: 'text',
  of: ({ computer }) => computer.agencyName,
};

const NO_SOFTWARE = text('无软件记录', 'no software on file');

export const IN_USE_NOTES: readonly Text[] = [
  BASIS,
  text(
    '授权方式为登记的授权渠道；“与授权不一致”指所装软件的产品、版本类型或版本与授权登记不同，是否允许由授权条款（升级、降级）决定；“授权未生效”“授权已到期”的授权当日不能使用，汇总表计入无有效授权。',
    'The authorisation is the channel on file. “Differs” means another product, edition or version than the licence names; whether that is allowed is for its terms to say (upgrade, downgrade). A licence that is not yet valid or has expired allows nothing on the day; the summary counts its copies among those without a licence in force.',
  ),
];

const HAPPENED: Readonly<Record<ChangeRow['happened'], Text>> = {
  installed: text('安装', 'installed'),
  uninstalled: text('卸载', 'uninstalled'),
};

export function changeColumns(shown: LedgerMask): readonly Column<ChangeRow>[] {
  const isClassified = (row: ChangeRow): boolean => Number(row.is_classified) === 1;
  return [
    { title: text('日期', 'Day'), kind: 'day', of: (row) => row.happened_on },
    { title: text('安装或卸载', 'Change'), kind: 'text', of: ({ happened }, language) => HAPPENED[happened][language] },
    { title: text('单位', 'Agency'), kind: 'text', of: (row) => row.agency_name },
    {
      title: text('资产编号', 'Asset number'),
      kind: 'code',
      of: (row) => shown.text(row.asset_number, isClassified(row)),
    },
    { title: text('使用部门', 'Department'), kind: 'text', of: (row) => shown.text(row.department, isClassified(row)) },
    { title: text('使用者', 'User'), kind: 'text', of: (row) => shown.name(row.used_by, isClassified(row)) },
    {
      title: text('登记来源', 'Known from'),
      kind: 'text',
      of: ({ source }, language) => SOURCE_WORDS[source][language],
    },
    { title: text('安装记录号', 'Installation'), kind: 'code', of: ({ id }) => id },
    { title: text('日志序号', 'Leaf'), kind: 'count', of: (row) => Number(row.log_index) },
  ];
}

const NUMBER = text('软件编号', 'Software number');
const NAME = text('软件名称及版本', 'Software');
const KIND = text('软件类别', 'Kind');

/** One sheet for each software number. */
export const CHANGE_SECTIONS: Sections<ChangeRow> = {
  keyOf: (row) => softwareNumber(row.category, row),
  headOf: (row, language) =>
    [
      `${NUMBER[language]} ${softwareNumber(row.category, row)}`,
      `${NAME[language]} ${wholeName(row)}`,
      `${KIND[language]} ${softwareWords(row.category)[language]}`,
    ].join('\u3000\u3000'),
  columns: [
    { title: NUMBER, kind: 'code', of: (row) => softwareNumber(row.category, row) },
    { title: KIND, kind: 'text', of: ({ category }, language) => softwareWords(category)[language] },
    { title: NAME, kind: 'text', of: wholeName },
  ],
};

export const CHANGE_NOTES: readonly Text[] = [
  BASIS,
  text(
    '软件升级记为旧编号卸载、新编号安装；卸载日期为最后在用之日。',
    'An upgrade is an uninstallation on the old number and an installation on the new one; an uninstallation is dated with the last day on which the software was there.',
  ),
];
