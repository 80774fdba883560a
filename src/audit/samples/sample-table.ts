import type { Column } from '../../documents/index.ts';
import { type Fen, type Text, text } from '../../kernel/index.ts';
import type { OrderStanding } from '../../orders/index.ts';
import type { Paper } from '../../reports/index.ts';
import { stateWords } from '../words.ts';
import type { AuditSample } from './audit-sample.ts';
import type { DrawnOrder } from './find-samples.ts';
import { WHOLE_MAX } from './lot.ts';
import { wordsOf } from './risk-score.ts';

const BY_WORDS: Readonly<Record<AuditSample['by'], Text>> = {
  random: text('随机抽样', 'at random'),
  risk: text('按风险分值', 'by risk'),
};

const REASON_SEPARATOR: Text = text('；', '; ');

const ORDER_COLUMNS: readonly Column<DrawnOrder>[] = [
  { title: text('订单编号', 'Order'), kind: 'code', of: ({ orderId }) => orderId },
  { title: text('采购编号', 'Reference'), kind: 'text', of: ({ reference }) => reference },
  { title: text('单位', 'Agency'), kind: 'text', of: ({ agencyName }) => agencyName },
  { title: text('最近申报时间', 'Last submitted'), kind: 'instant', of: ({ submittedAt }) => submittedAt },
  { title: text('金额', 'Total'), kind: 'money', of: totalOf },
  {
    title: text('当前状态', 'State now'),
    kind: 'text',
    of: (order, language) => standingWords(order)[language],
  },
];

/** What stands of it, which is not always what was submitted last; nothing while it waits. */
function standingOf({ state, standing }: DrawnOrder): OrderStanding | null {
  return state === 'referred' ? null : standing;
}

function totalOf(order: DrawnOrder): Fen | null {
  const standing = standingOf(order);
  return standing ? standing.totalFen : order.total;
}

/** Its state, and which revision the total is of, where a newer one was rejected or waits. */
function standingWords(order: DrawnOrder): Text {
  const { state, latestRevision: latest } = order;
  const standing = standingOf(order);
  const words = stateWords(state);
  if (!standing || standing.revision === latest) return words;
  return text(
    `${words['zh-CN']}（第 ${standing.revision} 版有效，第 ${latest} 版未生效）`,
    `${words.en} (revision ${standing.revision} stands, revision ${latest} is not in force)`,
  );
}

const RISK_COLUMNS: readonly Column<DrawnOrder>[] = [
  { title: text('风险分值', 'Score'), kind: 'count', of: ({ score }) => score },
  {
    title: text('分值构成', 'Why'),
    kind: 'text',
    of: ({ parts }, language) =>
      parts.map((part) => `${wordsOf(part)[language]}（${part.points}）`).join(REASON_SEPARATOR[language]),
  },
];

const NOTES: Readonly<Record<AuditSample['by'], readonly Text[]>> = {
  random: [
    text(
      '每张订单以“种子＋换行＋订单编号”的 SHA-256 值由小到大排序，取前若干张；种子、期间、范围与日志条数相同，结果即相同。',
      'Orders are sorted by the SHA-256 of the seed, a line feed and the order, and the first are taken. The same seed, window, scope and size of the log give the same list.',
    ),
  ],
  risk: [
    text(
      '风险分值为本闸口的建议，并非法定标准；分值相同的订单以“种子＋换行＋订单编号”的 SHA-256 值排序。未列出的订单分值较低或为零。',
      'The score is a proposal of this gate and no legal standard. Orders of the same score are sorted by the SHA-256 of the seed, a line feed and the order. What is not listed scores less, or nothing.',
    ),
    text(
      '申报前的试审（dry run）不留存，故以不予通过次数与修改次数反映反复试报的情形。',
      'Checks before an order are not kept; how often it was rejected and amended stands in their place.',
    ),
  ],
};

const NOTE_OF_GROUPS = text(
  `总体超过 ${WHOLE_MAX} 张，故先按组排序：组号为订单编号 SHA-256 值的前两位十六进制数字，各组以“种子＋换行＋组号”的 SHA-256 值由小到大排列，组内再按上述方法排序。`,
  `As the population is of more than ${WHOLE_MAX} orders, groups are sorted first: the group of an order is the first two hexadecimal digits of the SHA-256 of its id, and groups are sorted by the SHA-256 of the seed, a line feed and the group. Within a group, orders are sorted as said.`,
);

export interface PrintedSample {
  readonly sample: AuditSample;
  readonly leftOut: number;
  readonly scope: readonly [Text, Text | string];
}

/** A sample as a working paper: how it was drawn stands above the list, so that anybody can draw it again. */
export function sampleTable({ sample, leftOut, scope }: PrintedSample): Paper<DrawnOrder>['table'] {
  return {
    name: `audit-sample-${sample.id}`,
    title: text('审计抽样清单', 'Audit sample'),
    head: [
      [text('编号', 'Id'), sample.id],
      scope,
      [text('期间', 'Submitted'), `${sample.from} — ${sample.until}`],
      [text('抽样方式', 'Drawn'), BY_WORDS[sample.by]],
      [text('种子', 'Seed'), sample.seed],
      [text('日志条数', 'Size of the log'), String(sample.logSize)],
      [text('总体', 'Population'), String(sample.population)],
      [text('样本', 'Sample'), `${sample.items.length} / ${sample.size}`],
      [text('超出查阅权限未列出', 'Left out as beyond the reader’s reach'), String(leftOut)],
    ],
    columns: sample.by === 'risk' ? [...ORDER_COLUMNS, ...RISK_COLUMNS] : ORDER_COLUMNS,
    total: null,
    notes: sample.population > WHOLE_MAX ? [...NOTES[sample.by], NOTE_OF_GROUPS] : NOTES[sample.by],
  };
}
