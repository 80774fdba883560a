import { stringify } from 'csv-stringify/sync';
import type { components } from '../../http/openapi.generated.ts';
import { type Text, text } from '../../kernel/index.ts';
import { citation } from '../print/print-decision.ts';
import type { FileResults, OrderResult } from './order-results.ts';
import type { Place } from './read-order.ts';

type LegalBasis = components['schemas']['LegalBasis'];

/** Spreadsheets take a file without it for one in the encoding of the machine. */
const BYTE_ORDER_MARK = '\uFEFF';

const HEADING = [
  ...['订单编号 reference', '单位代码 agencyCode', '结论 outcome', '结论', '订单状态 state', '订单标识 orderId'],
  ...[
    '审核标识 decisionId',
    '审核时间 decidedAt',
    '有效期至 expiresAt',
    '放行证 certificate',
    '规则 rule',
    '处理 effect',
  ],
  ...['行 row', '列 column', '位置 pointer', '说明', '依据', '改正办法', 'Message', 'Basis', 'Remedy'],
];

const OUTCOMES: Readonly<Record<OrderResult['outcome'], Text>> = {
  approved: text('通过', 'approved'),
  referred: text('转人工', 'referred'),
  rejected: text('不予通过', 'rejected'),
  refused: text('未受理', 'refused'),
};

/** What a row says besides the order: a finding, what could not be judged, what is wrong with it, or how it stands. */
interface ResultNote extends Place {
  readonly rule: string;
  readonly effect: string;
  readonly message: Text;
  readonly basis: Text;
  readonly remedy: Text;
}

const NOTHING = text('', '');
const SAYS_NOTHING = { message: NOTHING, basis: NOTHING, remedy: NOTHING };

/** The same as the JSON for people and for programs that read tables: a row for each thing that is told of an order. */
export function csvOfResults({ orders }: FileResults): string {
  const rows = orders.flatMap((order) => {
    const told = [...toldOf(order), ...toldOfNote(order)];
    const bare = { ...SAYS_NOTHING, rule: '', effect: '', pointer: '', row: order.rows[0] ?? null, column: null };
    return (told.length > 0 ? told : [bare]).map((each) => rowOf(order, each));
  });
  const options = { record_delimiter: 'windows', escape_formulas: true } as const;
  return BYTE_ORDER_MARK + stringify([HEADING, ...rows], options);
}

function rowOf(order: OrderResult, told: ResultNote): (string | number | null)[] {
  const { reference, agencyCode, outcome, state, orderId, decision, certificate } = order;
  return [
    ...[reference, agencyCode, outcome, OUTCOMES[outcome]['zh-CN'], state, orderId],
    ...[decision?.id ?? null, decision?.decidedAt ?? null, decision?.expiresAt ?? null, certificate],
    ...[told.rule, told.effect, told.row, told.column, told.pointer],
    ...[told.message['zh-CN'], told.basis['zh-CN'], told.remedy['zh-CN']],
    ...[told.message.en, told.basis.en, told.remedy.en],
  ];
}

function toldOf({ decision, problem }: OrderResult): readonly ResultNote[] {
  if (problem) return toldOfProblem(problem);
  const findings = (decision?.findings ?? []).map((finding) => ({
    ...placeIn(finding),
    ...{ rule: finding.rule, effect: finding.effect, message: finding.message },
    ...{ basis: basisOf(finding.legalBasis), remedy: finding.remedy },
  }));
  const undecided = (decision?.indeterminate ?? []).map((rule) => ({
    ...placeIn(rule),
    ...{ ...SAYS_NOTHING, rule: rule.rule, effect: 'indeterminate' },
    message: text(
      `无法判定，缺少：${rule.missing.join('、')}`,
      `Could not be judged without ${rule.missing.join(', ')}`,
    ),
  }));
  return [...findings, ...undecided];
}

function toldOfProblem({ code, text: says, errors }: NonNullable<OrderResult['problem']>): readonly ResultNote[] {
  const whole = { pointer: '', row: null, column: null, text: says };
  return (errors.length > 0 ? errors : [whole]).map((error) => ({
    ...placeIn(error),
    ...{ ...SAYS_NOTHING, rule: code, effect: 'refused', message: error.text },
  }));
}

function toldOfNote({ note, rows }: OrderResult): readonly ResultNote[] {
  if (!note) return [];
  const whole = { pointer: '', row: rows[0] ?? null, column: null };
  return [{ ...whole, ...SAYS_NOTHING, rule: note.code, effect: 'note', message: note.text }];
}

function basisOf(legalBasis: readonly LegalBasis[]): Text {
  const cited = legalBasis.map(citation);
  return text(cited.map((each) => each['zh-CN']).join('；'), cited.map(({ en }) => en).join('; '));
}

function placeIn({ pointer, row, column }: Place): Place {
  return { pointer, row, column };
}
