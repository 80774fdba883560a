import { type BacktestReport, BUCKET_WORDS, type Bucket, CUTS, type Cut, OTHERS } from '../backtests/index.ts';
import { type Language, type Text, text } from '../kernel/index.ts';
import type { Column, ReportTable, Sections } from './report-table.ts';

/** The counts of one value of a cut; the last row is of all decisions. */
export interface BacktestRow {
  readonly cut: Cut | null;
  readonly place: number;
  readonly key: Text;
  readonly counts: Readonly<Record<Bucket, number>>;
}

/** What the values of cuts are called. */
export interface CutNames {
  readonly agencies: ReadonlyMap<string, string>;
  readonly suppliers: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, Text>;
}

const CUT_WORDS: Readonly<Record<Cut, Text>> = {
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

export function backtestRows({ cuts }: BacktestReport, names: CutNames): readonly BacktestRow[] {
  return CUTS.flatMap((cut) => {
    const rows = Object.entries(cuts[cut]).map(([value, counts]) => ({ cut, key: nameOf(cut, value, names), counts }));
    return rows.sort((one, other) => changedIn(other) - changedIn(one));
  }).map((row, place) => ({ ...row, place }));
}

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
  if (cut === 'amount') return text(`${value} 万元起`, `from ${value}0,000 yuan`);
  if (cut === 'rule') {
    const title = rules.get(value);
    return title ? text(`${value} ${title['zh-CN']}`, `${value} ${title.en}`) : text(value, value);
  }
  const name = cut === 'agency' ? agencies.get(value) : suppliers.get(value);
  return name === undefined ? text(value, value) : text(`${name}（${value}）`, `${name} (${value})`);
}

const DISTRUSTED_TITLE = text('编译判定', 'Compiled evaluator');
const DISTRUSTED = text(
  '本程序版本的编译判定曾与 json-rules-engine 不一致，其筛选结果不可信',
  'was once found to judge otherwise than json-rules-engine; what it screened is not believed',
);

export const BACKTEST_TITLE = text('规则集回测报告', 'Back-test of a rule set');

/** What was asked, and whether the answer can be relied on. */
export function backtestHead(report: BacktestReport, digest: string): ReportTable<BacktestRow>['head'] {
  const { ruleSet, from, until, stages, asIfOn, isValid, baseline, reference, sampledOneIn, evaluator } = report;
  const { decisions } = report;
  return [
    [text('规则集', 'Rule set'), `${ruleSet.number ?? '—'}（${ruleSet.digest}）`],
    [text('提交日期', 'Submitted'), `${from} – ${until}`],
    [text('环节', 'Stages'), stages.join('、')],
    [text('按此日规则', 'Law as of'), asIfOn],
    [text('审核决定', 'Decisions'), String(decisions)],
    [
      text('报告是否有效', 'Valid'),
      isValid
        ? text('有效', 'yes')
        : text(
            `无效：${baseline.differ} 项与原记录不符，${reference.differ} 项与 json-rules-engine 不符`,
            `no: ${baseline.differ} differ from the record, ${reference.differ} from json-rules-engine`,
          ),
    ],
    ...(evaluator.isTrusted ? [] : [[DISTRUSTED_TITLE, DISTRUSTED] as const]),
    [
      text('json-rules-engine 复核', 'Judged by json-rules-engine as well'),
      text(
        `有变化的 ${reference.changed} 项，不变的抽取 ${reference.unchanged} 项（每 ${sampledOneIn} 项抽 1 项）`,
        `${reference.changed} changed, and ${reference.unchanged} of the unchanged, one in ${sampledOneIn}`,
      ),
    ],
    [text('报告摘要', 'Digest'), digest],
  ];
}

export const BACKTEST_NOTES: readonly Text[] = [
  text(
    '本表说明结论“本会改变”的决定，不表示哪一个结论正确。事实采用当时记录，不重新采集；一项决定的变化对其后订单的影响不计。',
    'It counts decisions that would have changed, and does not say which of two is right. Facts are those of the time; what a change would have left to later orders is not followed.',
  ),
  text(
    '“无法重放”指候选规则需要当时没有的事实，或涉密订单的明细已删除。按规则的行，一项决定可计入多条规则。',
    'Not replayable: the candidate needs facts that nobody has of these orders, or the detail of a classified order was erased. A decision may count for several rules.',
  ),
];
