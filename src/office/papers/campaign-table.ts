import type { Timeliness, UnitOfCampaign } from '../../campaigns/index.ts';
import type { Column } from '../../documents/index.ts';
import { dayOf, type Text, text } from '../../kernel/index.ts';

const TIMELINESS: Readonly<Record<Timeliness, Text>> = {
  pending: text('未到期', 'not yet due'),
  'on-time': text('按期', 'on time'),
  late: text('逾期', 'late'),
  missing: text('未报', 'missing'),
};

const STATES: Readonly<Record<UnitOfCampaign['state'], Text>> = {
  asked: text('待报送', 'not filed'),
  'awaiting-signature': text('待审核人签署', 'waits for a signature'),
  filed: text('已报送', 'filed'),
  returned: text('已退回', 'returned'),
  accepted: text('已通过', 'accepted'),
  excused: text('免报', 'excused'),
};

const LATE_EXCUSED = text('准予延期至', 'late, excused until');
const EXCUSED = text('免报：', 'Excused: ');
const COVERED = text('由承继单位代报', 'filed by the successor');
const ERASED = '—';
const PAPER = text('纸质', 'on paper');

/** 报送情况表: who was asked, by which day, and what came of it. */
export const CAMPAIGN_COLUMNS: readonly Column<UnitOfCampaign>[] = [
  { title: text('单位', 'Agency'), kind: 'text', of: (unit) => unit.participant.name },
  { title: text('统一社会信用代码', 'Credit code'), kind: 'code', of: (unit) => unit.participant.agencyCode },
  { title: text('应报日期', 'Due'), kind: 'day', of: (unit) => unit.participant.dueOn },
  {
    title: text('首次报送', 'First filed'),
    kind: 'day',
    of: (unit) => (unit.filing ? dayOf(unit.filing.firstFiledAt) : null),
  },
  {
    title: text('是否按期', 'In time'),
    kind: 'label',
    of: (unit, language) => unit.timeliness && TIMELINESS[unit.timeliness][language],
  },
  { title: text('退回次数', 'Returned'), kind: 'count', of: (unit) => unit.returns },
  { title: text('当前状态', 'State'), kind: 'label', of: (unit, language) => STATES[unit.state][language] },
  { title: text('备注', 'Remarks'), kind: 'text', of: (unit, language) => remarksOf(unit, language) },
];

function remarksOf({ participant, basis, reasons }: UnitOfCampaign, language: keyof Text): string | null {
  const { extensions, excuse, coveredBy } = participant;
  const late = extensions.filter(({ moves }) => !moves).at(-1);
  const remarks = [
    ...(late ? [`${LATE_EXCUSED[language]} ${late.dueOn}`] : []),
    ...(excuse ? [`${EXCUSED[language]}${reasons.excuse ?? ERASED}`] : []),
    ...(coveredBy === null ? [] : [COVERED[language]]),
    ...(basis === 'paper' ? [PAPER[language]] : []),
  ];
  return remarks.join(language === 'en' ? '; ' : '；') || null;
}

export const CAMPAIGN_NOTES: readonly Text[] = [
  text(
    '是否按期以首次报送之日为准；退回后重报不改变。',
    'In time by the day of the first filing, whatever is returned later.',
  ),
  text('应报数为报送单位数减去免报数。', 'Expected are those asked, without those excused.'),
];
