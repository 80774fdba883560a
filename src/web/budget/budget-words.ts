import type { Schemas } from '../client/operation.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const kindsZh: WordsFor<Schemas['SoftwareOrHardware']> = {
  software: '软件',
  hardware: '硬件',
  expense: '运维、租赁等费用',
  other: '其他科目',
};
const kindsEn: WordsFor<Schemas['SoftwareOrHardware']> = {
  software: 'software',
  hardware: 'hardware',
  expense: 'maintenance, rent and the like',
  other: 'other classes',
};

const zh = {
  asOf: (year: number, day: string, last: string) =>
    `${year} 年度，截至 ${day}${last === '' ? '' : `（最后一条记录 ${last}）`}。金额单位：元。`,
  total: (lines: number) => `合计（${lines} 条指标）`,
  sum: '合计',
  negative: '超支',
  executionRate: '执行率 %',
  usedRate: '使用率 %',
  spent: { nearly: '将用完', all: '已用完' },
  buckets: {
    appropriation: '指标金额',
    elsewhere: '系统外使用',
    reserved: '预占',
    encumbered: '占用',
    spent: '支出',
    available: '可用',
  },
  columns: {
    line: '指标编号',
    agency: '单位',
    project: '项目、经济分类',
    projectName: '项目',
    economicClass: '经济分类科目',
    kind: '类别',
    region: '行政区划（本级单位）',
    lines: '指标数',
    document: '指标文号',
  },
  paper: { workbook: '导出 Excel', print: '导出 PDF', page: '打印视图' },
  filters: {
    year: '年度',
    on: '截至日期',
    badDay: '日期不对，例如 2026-06-30。',
    apply: '筛选',
  },
  sort: {
    label: '排序',
    usual: '按编号',
    by: {
      available: '可用少的在前',
      '-available': '可用多的在前',
      '-appropriation': '指标金额大的在前',
      '-spent': '支出多的在前',
    },
  },
  list: {
    title: '预算指标',
    empty: '本年度没有预算指标。财政部门导入或新增后会出现在这里。',
    noneMatch: '没有符合条件的预算指标。',
    reset: '清除筛选',
    frozen: (count: number) => `${count} 条指标与流水不符，已冻结，暂停预占、调整和调剂：`,
    frozenMany: (count: number) => `多条指标与流水不符，已冻结，暂停预占、调整和调剂。先列出 ${count} 条：`,
    since: (day: string) => `自 ${day}`,
  },
  execution: {
    title: '预算执行情况',
    by: '统计口径',
    groups: {
      region: '按行政区划',
      agency: '按单位',
      project: '按项目',
      economicClass: '按经济分类科目',
      softwareHardware: '按软件与硬件',
    },
    kinds: kindsZh,
    onlyIn: (region: string) => `仅 ${region} 本级单位。`,
    allRegions: '全部行政区划',
    toAgencies: (region: string) => `${region} 的单位`,
  },
  unused: {
    title: '存量资金',
    atLeast: '可用占比不低于',
    usual: '50%',
    shares: { '10': '10%', '25': '25%', '75': '75%', '90': '90%', '100': '100%' },
    bound: '预占、占用和支出',
    rate: '可用占比 %',
    none: '没有闲置到这个程度的指标。',
    sum: (elapsed: string, lines: number, available: string) =>
      `年度已过 ${elapsed}%；共 ${lines} 条指标，可用合计 ${available} 元。`,
  },
};

const en: Words<typeof zh> = {
  asOf: (year, day, last) =>
    `Fiscal year ${year}, as of ${day}${last === '' ? '' : ` (last entry ${last})`}. Amounts in yuan.`,
  total: (lines) => (lines === 1 ? 'Total (1 line)' : `Total (${lines} lines)`),
  sum: 'Total',
  negative: 'overspent',
  executionRate: 'Spent %',
  usedRate: 'Used %',
  spent: { nearly: 'nearly spent', all: 'all spent' },
  buckets: {
    appropriation: 'Appropriation',
    elsewhere: 'Used outside the gate',
    reserved: 'Reserved',
    encumbered: 'Encumbered',
    spent: 'Spent',
    available: 'Available',
  },
  columns: {
    line: 'Budget line',
    agency: 'Agency',
    project: 'Project, economic class',
    projectName: 'Project',
    economicClass: 'Economic class',
    kind: 'Kind',
    region: 'Region (its own agencies)',
    lines: 'Lines',
    document: 'Document',
  },
  paper: { workbook: 'Export (Excel)', print: 'Export (PDF)', page: 'Print view' },
  filters: {
    year: 'Year',
    on: 'As of the day',
    badDay: 'This is no day; write 2026-06-30.',
    apply: 'Filter',
  },
  sort: {
    label: 'Sort',
    usual: 'by code',
    by: {
      available: 'least available first',
      '-available': 'most available first',
      '-appropriation': 'largest appropriation first',
      '-spent': 'most spent first',
    },
  },
  list: {
    title: 'Budget lines',
    empty: 'There is no budget line of this year. Those that the finance bureau imports or adds appear here.',
    noneMatch: 'No budget line matches.',
    reset: 'Clear the filters',
    frozen: (count) =>
      count === 1
        ? '1 line does not reconcile with its moves. It is frozen: no reservation, revision or transfer.'
        : `${count} lines do not reconcile with their moves. They are frozen: no reservation, revision or transfer.`,
    frozenMany: (count) =>
      `Many lines do not reconcile with their moves. They are frozen: no reservation, revision or transfer. The first ${count}:`,
    since: (day) => `since ${day}`,
  },
  execution: {
    title: 'Budget execution',
    by: 'Summed',
    groups: {
      region: 'by region',
      agency: 'by agency',
      project: 'by project',
      economicClass: 'by economic class',
      softwareHardware: 'software against hardware',
    },
    kinds: kindsEn,
    onlyIn: (region) => `Only agencies of ${region} itself, none of those below it.`,
    allRegions: 'All regions',
    toAgencies: (region) => `Agencies of ${region}`,
  },
  unused: {
    title: 'Unused money',
    atLeast: 'Available at least',
    usual: '50%',
    shares: { '10': '10%', '25': '25%', '75': '75%', '90': '90%', '100': '100%' },
    bound: 'Reserved, encumbered or spent',
    rate: 'Available %',
    none: 'No line has so much left.',
    sum: (elapsed, lines, available) =>
      `${elapsed}% of the year is over. ${lines === 1 ? '1 line has' : `${lines} lines have`} ${available} available.`,
  },
};

export const BUDGET_WORDS: BothLanguages<typeof zh> = { zh, en };
