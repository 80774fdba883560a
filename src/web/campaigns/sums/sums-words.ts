import type { Schemas } from '../../client/operation.ts';
import type { BothLanguages, Words } from '../../words/use-words.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const basesZh: WordsFor<Schemas['FilingBasis']> = {
  accepted: '已通过的报表',
  filed: '已报送的报表',
  closed: '关闭时的报表',
  current: '含关闭后更正',
};
const basesEn: WordsFor<Schemas['FilingBasis']> = {
  accepted: 'accepted filings',
  filed: 'whatever was filed',
  closed: 'as of the close',
  current: 'with later corrections',
};

const groupsZh: WordsFor<Schemas['RollUp']['by']> = {
  region: '按地区',
  kind: '按单位种类',
  parent: '按主管单位',
  agency: '按单位',
};
const groupsEn: WordsFor<Schemas['RollUp']['by']> = {
  region: 'by region',
  kind: 'by kind of agency',
  parent: 'by parent agency',
  agency: 'by agency',
};

const zh = {
  title: '汇总',
  titled: (campaign: string) => `汇总：${campaign}`,
  back: '报送任务',
  basis: '汇总口径',
  by: '分组',
  accepted: '已通过的报表',
  bases: basesZh,
  groups: groupsZh,
  level: '地区层级',
  levels: { province: '省级', city: '市级', county: '县级' },
  own: '按单位所在地区',
  region: (name: string) => `仅 ${name} 及下级`,
  onlyIn: (name: string) => `仅 ${name} 本级`,
  all: '全部地区',
  reporters: (count: number, index: number) => `汇总 ${count} 份报表，存证序号 ${index}。`,
  group: '分组',
  expected: '应报',
  filed: '已报',
  late: '逾期已报',
  missing: '未报',
  completeness: '报送率（%）',
  timeliness: '按期率（%）',
  others: '“其他”：涉密单位在各种汇总中都与同样的至少 2 个单位合并列示；会将其拆开的分组并入此行，不单独列出。',
  reported: (count: number) => `${count} 个单位填报`,
  wide: (columns: number) => `表中有 ${columns} 项数据，右侧的列请左右滚动查看。`,
  noneAccepted: (filed: number) => `尚无已通过的报表；已有 ${filed} 个单位报送。`,
  seeFiled: '改看已报送的报表',
  none: '没有报表。',
  paper: { workbook: '导出汇总表（Excel）', print: '导出汇总表（PDF）', page: '打印视图' },
  download: '导出 CSV',
  downloading: '正在导出……',
  drill: (name: string) => `查看 ${name} 的单位`,
  counts: '报送情况',
  cells: '报表数据',
  hint: '“—”表示无人填报，与 0 不同。比率由合计数计算，不取平均。',
};

const en: Words<typeof zh> = {
  title: 'Sums',
  titled: (campaign) => `Sums: ${campaign}`,
  back: 'Campaign',
  basis: 'Of which filings',
  by: 'Groups',
  accepted: 'accepted filings',
  bases: basesEn,
  groups: groupsEn,
  level: 'Level of regions',
  levels: { province: 'provinces', city: 'cities', county: 'counties' },
  own: 'regions of the agencies',
  region: (name) => `only ${name} and below`,
  onlyIn: (name) => `only ${name} itself`,
  all: 'all regions',
  reporters: (count, index) => `${count === 1 ? 'One filing' : `${count} filings`}, as of log index ${index}.`,
  group: 'Group',
  expected: 'expected',
  filed: 'filed',
  late: 'filed late',
  missing: 'not filed',
  completeness: 'filed, %',
  timeliness: 'on time, %',
  others:
    '“Others”: a classified agency is told with the same two or more agencies in every sum; groups that would part them are joined here and not shown by themselves.',
  reported: (count) => (count === 1 ? 'one agency filed it' : `${count} agencies filed it`),
  wide: (columns) => `The table has ${columns} cells of the form; scroll sideways for those on the right.`,
  noneAccepted: (filed) =>
    `No filing is accepted yet; ${filed === 1 ? 'one agency has' : `${filed} agencies have`} filed.`,
  seeFiled: 'See whatever was filed',
  none: 'No filings.',
  paper: { workbook: 'Export the summary (Excel)', print: 'Export the summary (PDF)', page: 'Print view' },
  download: 'Export CSV',
  downloading: 'Exporting…',
  drill: (name) => `See the agencies of ${name}`,
  counts: 'Who filed',
  cells: 'What was filed',
  hint: '“—” means that nobody filed it, which is not 0. Rates are worked out of sums and never averaged.',
};

export const SUMS_WORDS: BothLanguages<typeof zh> = { zh, en };
