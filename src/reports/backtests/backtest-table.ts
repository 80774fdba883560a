import { type BacktestReport, CUTS, type Cut, NOTHING_IN_BUCKETS, OTHERS } from '../../backtests/index.ts';
import type { Column, Sections } from '../../documents/index.ts';
import { type Language, type Text, text } from '../../kernel/index.ts';
import { BUCKET_WORDS, type Bucket } from '../../rules/index.ts';

/** What rows are put together by: the cuts, and before them why decisions could not be tried at all. */
type Part = Cut | 'reason';

/** The counts of one value of a cut, or of a reason; the last row is of all decisions. */
export interface BacktestRow {
  readonly cut: Part | null;
  readonly place: number;
  readonly key: Text;
  readonly counts: Readonly<Record<Bucket, number>>;
}

/** What the values of cuts and the facts that are lacking are called. */
export interface CutNames {
  readonly facts: ReadonlyMap<string, Text>;
  readonly agencies: ReadonlyMap<string, string>;
  readonly suppliers: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, Text>;
}

const CUT_WORDS: Readonly<Record<Part, Text>> = {
  reason: text('无法重放的原因', 'Why not replayable'),
  agency: text('按单位', 'By agency'),
  supplier: text('按供应商', 'By supplier'),
  month: text('按提交月份', 'By month of submission'),
  amount: text('按金额', 'By amount'),
  rule: text('按规则', 'By rule'),
};

const SHOWN: readonly Bucket[] = [
  ...(['stricter', 'looser', 'other-findings'] as const),
  ...(['became-indeterminate', 'not-replayable', 'unchanged'] as const),
];

const SUM = text('合计', 'All decisions');

export const BACKTEST_COLUMNS: readonly Column<BacktestRow>[] = [
  { title: text('项目', 'Value'), kind: 'text', of: ({ key }, language) => key[language] },
  ...SHOWN.map((bucket): Column<BacktestRow> => {
    return { title: BUCKET_WORDS[bucket], kind: 'count', of: ({ counts }) => counts[bucket] };
  }),
  {
    title: text('决定数', 'Decisions'),
    kind: 'count',
    of: ({ counts }) => SHOWN.reduce((sum, bucket) => sum + counts[bucket], 0),
  },
];

export const BACKTEST_SECTIONS: Sections<BacktestRow> = {
  keyOf: ({ cut }) => (cut === null ? '' : CUT_WORDS[cut]['zh-CN']),
  headOf: (row, language) => cutWords(row, language),
  columns: [{ title: text('口径', 'Cut'), kind: 'text', of: (row, language) => cutWords(row, language) }],
};

function cutWords({ cut }: BacktestRow, language: Language): string {
  return (cut === null ? SUM : CUT_WORDS[cut])[language];
}

export function backtestRows(report: BacktestReport, names: CutNames): readonly BacktestRow[] {
  const cuts = CUTS.flatMap((cut) => {
    const values = Object.entries(report.cuts[cut]);
    const rows = values.map(([value, counts]) => ({ cut, key: nameOf(cut, value, names), counts }));
    return rows.sort((one, other) => changedIn(other) - changedIn(one));
  });
  return [...reasonRows(report, names), ...cuts].map((row, place) => ({ ...row, place }));
}

function reasonRows({ notReplayable }: BacktestReport, { facts }: CutNames): readonly Omit<BacktestRow, 'place'>[] {
  const reasons = Object.entries(notReplayable).sort(([, one], [, other]) => other - one);
  return reasons.map(([reason, count]) => {
    const title = facts.get(reason);
    const lacking = title && text(`缺少事实：${title['zh-CN']}（${reason}）`, `missing fact: ${title.en} (${reason})`);
    const key = REASON_WORDS[reason] ?? lacking ?? text(`缺少事实：${reason}`, `missing fact: ${reason}`);
    return { cut: 'reason', key, counts: { ...NOTHING_IN_BUCKETS, 'not-replayable': count } };
  });
}

const REASON_WORDS: Readonly<Record<string, Text>> = {
  erased: text('涉密订单的明细已删除', 'the detail of a classified order was erased'),
  unreadable: text('订单记录已无法按原样读取', 'the record or its order cannot be read as it was written'),
};

/** What would have changed most comes first. */
function changedIn({ counts }: Pick<BacktestRow, 'counts'>): number {
  return counts.stricter + counts.looser + counts['other-findings'] + counts['became-indeterminate'];
}

export function backtestTotal({ buckets }: BacktestReport): BacktestRow {
  return { cut: null, place: -1, key: SUM, counts: buckets };
}

const OTHERS_WORDS = text('其余', 'all others');
const NOT_STATED = text('未注明', 'not stated');

function nameOf(cut: Cut, value: string, { agencies, suppliers, rules }: CutNames): Text {
  if (value === OTHERS) return OTHERS_WORDS;
  if (value === 'not-stated') return NOT_STATED;
  if (cut === 'amount') return bandWords(Number(value));
  if (cut === 'rule') {
    const title = rules.get(value);
    return title ? text(`${value} ${title['zh-CN']}`, `${value} ${title.en}`) : text(value, value);
  }
  const name = cut === 'agency' ? agencies.get(value) : suppliers.get(value);
  return name === undefined ? text(value, value) : text(`${name}（${value}）`, `${name} (${value})`);
}

/** A band is told by where it begins; the lowest begins with nothing. */
function bandWords(fromWan: number): Text {
  if (fromWan === 0) return text('不足 1 万元', 'below 10,000 yuan');
  return text(`${fromWan} 万元起`, `from ${(fromWan * 10_000).toLocaleString('en-US')} yuan`);
}

export const BACKTEST_TITLE = text('规则集回测报告', 'Back-test of a rule set');

export const BACKTEST_NOTES: readonly Text[] = [
  text(
    '本表说明结论“本会改变”的决定，不表示哪一个结论正确。事实采用当时记录，不重新采集；一项决定的变化对其后订单的影响不计。',
    'It counts decisions that would have changed, and does not say which of two is right. Facts are those of the time; what a change would have left to later orders is not followed.',
  ),
  text(
    '“无法重放”指候选规则需要当时没有的事实，或涉密订单的明细已删除、记录无法读取。一项决定可计入多个原因、多条规则。',
    'Not replayable: the candidate needs facts that nobody has of these orders, or the detail of a classified order was erased, or the record cannot be read. A decision may count for several reasons and for several rules.',
  ),
];
