import type { Basis, Counts } from '../../campaigns/index.ts';
import { percentOf } from '../../documents/index.ts';
import { type Text, text } from '../../kernel/index.ts';

export const CAMPAIGN = text('报送任务', 'Campaign');
export const UNIT = text('单位名称', 'Agency');
export const CODE = text('统一社会信用代码', 'Credit code');
export const TIMELINESS = text('报送情况', 'Filed');
export const DUE = text('报送期限', 'Due');
export const FILED_ON = text('报送日期', 'Filed on');
export const BASIS = text('汇总口径', 'Filings that count');
export const TOTAL = text('合计', 'Total');
export const ITEM = text('项目', 'Item');

export const BASES: Readonly<Record<Basis, Text>> = {
  accepted: text('审核通过的报表', 'accepted by the office'),
  filed: text('已报送的报表', 'whatever was filed'),
  closed: text('任务关闭时的报表', 'as they stood at the close'),
  current: text('现行报表（含关闭后的更正）', 'as they stand, with later corrections'),
};

const EXCUSED = text('免报', 'excused');
const ON_TIME = text('按期', 'on time');
const LATE = text('逾期', 'late');
const MISSING = text('未报', 'missing');

/** How the only unit of a row has filed; null for the row of several. */
export function timelinessOf({ asked, excused, onTime, late }: Counts): Text | null {
  if (asked !== 1) return null;
  if (excused === 1) return EXCUSED;
  if (onTime === 1) return ON_TIME;
  return late === 1 ? LATE : MISSING;
}

/** 应报、已报、按期、逾期、未报 in a line. */
export function countsLine({ expected, filed, onTime, late, missing, excused }: Counts): Text {
  const complete = percentOf(filed, expected);
  const timely = percentOf(onTime, expected);
  const zh = [
    `应报 ${expected}，已报 ${filed}，按期 ${onTime}，逾期 ${late}，未报 ${missing}`,
    ...(excused > 0 ? [`另有免报 ${excused}`] : []),
    ...(complete === null ? [] : [`报送率 ${complete}%，按期率 ${timely}%`]),
  ];
  const en = [
    `expected ${expected}, filed ${filed}, on time ${onTime}, late ${late}, missing ${missing}`,
    ...(excused > 0 ? [`besides, excused ${excused}`] : []),
    ...(complete === null ? [] : [`completeness ${complete} %, timeliness ${timely} %`]),
  ];
  return text(zh.join('；'), en.join('; '));
}

export const REGION_NOTES: readonly Text[] = [
  text(
    '合计为各单位之和；比率由合计数计算，不取平均。空白为无人填报，与 0 不同。',
    'The total is the sum of the agencies; rates are worked out of sums and never averaged. A blank was filed by nobody, which is not 0.',
  ),
  text('按期、逾期以首次报送之日为准，应报不含免报单位。', 'On time by the first filing; nobody excused is expected.'),
];

export const OTHER_NOTE = text(
  '“其他”为涉密单位与合并列示的单位，不逐一列示。',
  '“Others” are classified agencies and those told together with them.',
);

export const JOINED_NOTE = text(
  '该地区单位较少且有涉密单位，与其他地区合并列示，合计为合并后的数据。',
  'The region has few agencies and a classified one: it is told together with others, and the total is of all of them.',
);
