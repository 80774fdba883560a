import {
  type Column,
  clockTime,
  type FormFact,
  type FormPart,
  formTable,
  groupedYuan,
  type Opinion,
  textIn,
} from '../../documents/index.ts';
import type { OrderLine, PlanItem } from '../../facts/index.ts';
import { type Fen, type Instant, parseYuan, type Text, text, timesFen } from '../../kernel/index.ts';
import { describedWords, type OrderStanding } from '../../orders/index.ts';
import { valueWords } from '../../rules/index.ts';
import { stateWords } from '../chain/chain-table.ts';
import type { LineOfForm, OrderForm } from './find-order-form.ts';
import {
  categoryWords,
  FINDING_TITLES,
  type FindingRow,
  fact,
  findingRows,
  NO_FINDINGS,
  outcomeFacts,
  placeWords,
  productWords,
  same,
} from './form-words.ts';

export const ORDER_FORM_TITLE = text('政府采购订单审核表', 'Review form of a procurement order');

/** The review form (采购审核表): what is asked for, of which money, what the rules say, and who signs. */
export function orderFormParts(form: OrderForm): readonly FormPart[] {
  const { submission, decision } = form;
  const plan = submission.softwarePlan ?? [];
  return [
    { kind: 'facts', facts: headFacts(form) },
    formTable({
      ...{ title: text('采购明细', 'What is bought'), empty: NONE, columns: LINE_COLUMNS },
      ...{ rows: submission.lines, total: totalLine(form) },
    }),
    formTable({ title: text('软件配置计划', 'Software plan'), empty: NO_PLAN, columns: PLAN_COLUMNS, rows: plan }),
    formTable({
      ...{ title: text('资金来源', 'Money'), empty: text('未填报资金来源。', 'No funding is stated.') },
      ...{ columns: MONEY_COLUMNS, rows: form.money },
    }),
    formTable({
      ...{ title: text('审核意见', 'Findings'), empty: NO_FINDINGS },
      ...{ columns: FINDING_COLUMNS, rows: findingRows(decision, placeWords) },
    }),
    { kind: 'facts', title: text('审核结论', 'Outcome'), facts: conclusionFacts(form) },
  ];
}

/** Who writes on the form by hand: the unit, and the two bureaus that review. */
export const ORDER_OPINIONS: readonly Opinion[] = [
  { office: text('采购单位意见', 'The agency'), signs: [text('经办人', 'Handled by'), text('负责人', 'In charge')] },
  {
    office: text('财政部门意见', 'The finance bureau'),
    signs: [text('审核人', 'Reviewed by'), text('负责人', 'In charge')],
  },
  {
    office: text('软件正版化工作机构意见', 'The legalization office'),
    signs: [text('审核人', 'Reviewed by'), text('负责人', 'In charge')],
  },
];

export const ORDER_FORM_NOTES: readonly Text[] = [
  text(
    '本表由正版软件采购闸口按存证记录生成，审核结论以存证记录为准；“审核后余额”为审核当时扣除本订单后的指标余额，未占用指标的不填。',
    'This form is drawn from what the gate has recorded, and the record is what counts. “Left afterwards” is what the line had left right after the decision; it is empty where nothing was reserved.',
  ),
];

const NONE = text('无', 'none');
const NO_PLAN = text('没有软件配置计划。', 'There is no software plan.');

function headFacts(form: OrderForm): readonly FormFact[] {
  const { order, submission, agencyName, officer, submittedAt, contract } = form;
  const { supplier } = submission;
  const seller = [supplier?.name, supplier?.creditCode].filter(Boolean).join('  ');
  const revision = text(
    `${order.reference}（第 ${form.revision} 版）`,
    `${order.reference} (revision ${form.revision})`,
  );
  return [
    fact(text('采购单位', 'Agency'), `${agencyName}\n${order.agencyCode}`),
    fact(text('采购编号', 'Reference'), revision),
    fact(text('预算年度', 'Fiscal year'), String(order.fiscalYear)),
    fact(text('申报时间', 'Submitted'), clockTime(submittedAt as Instant)),
    fact(text('经办人', 'Officer'), officer ?? text('接口程序', 'a program')),
    fact(text('当前状态', 'State'), stateWords(order.state)),
    fact(text('采购方式', 'Method'), valueWords('order.method', submission.method ?? 'not-stated')),
    fact(
      text('组织形式', 'Organised as'),
      valueWords('order.organisationForm', submission.organisationForm ?? 'not-stated'),
    ),
    fact(text('实施计划备案号', 'Filed plan'), submission.planFilingNumber),
    fact(text('预计交货', 'Delivery by'), submission.expectedDeliveryOn),
    fact(text('供应商', 'Supplier'), seller || text('未指定', 'not named yet'), true),
    ...(contract ? [fact(text('采购合同', 'Contract'), contractWords(contract), true)] : []),
    ...(form.standing ? [fact(text('变更情况', 'Amendment'), amendmentWords(form, form.standing), true)] : []),
    ...(submission.justification ? [fact(text('采购说明', 'Reason'), submission.justification, true)] : []),
  ];
}

function contractWords({ number, signedOn, amount }: NonNullable<OrderForm['contract']>): Text {
  const yuan = groupedYuan(parseYuan(amount));
  return text(`${number}，${signedOn} 签订，金额 ${yuan} 元`, `${number}, signed on ${signedOn}, ${yuan} yuan`);
}

/** That one revision stands and a newer one does not, whichever of them the form is of. */
function amendmentWords({ order }: OrderForm, { revision, totalFen }: OrderStanding): Text {
  const { latestRevision: latest, outcome } = order;
  const [zh, en] = outcome === 'rejected' ? ['不予通过', 'was rejected'] : ['尚待人工审核', 'waits for a review'];
  const total = totalFen === null ? null : groupedYuan(totalFen);
  return text(
    `现行有效的是第 ${revision} 版${total === null ? '' : `，总额 ${total} 元`}。第 ${latest} 版变更${zh}，未生效。`,
    `Revision ${revision} stands${total === null ? '' : `, with a total of ${total} yuan`}. Revision ${latest} ${en} and is not in force.`,
  );
}

type ShownLine = Pick<
  Partial<OrderLine>,
  'brand' | 'model' | 'computer' | 'containsComputers' | 'pricedIn' | 'leaseMonths' | 'unitPrice'
> & {
  readonly description: string | Text;
  readonly quantity: number;
  /** Of the last row. */
  readonly sum?: Fen;
};

const LINE_COLUMNS: readonly Column<ShownLine>[] = [
  {
    title: text('名称', 'Description'),
    kind: 'text',
    of: ({ description, ...said }, language) =>
      textIn(typeof description === 'string' ? describedWords({ description, ...said }) : description, language),
  },
  {
    title: text('品牌型号', 'Brand, model'),
    kind: 'text',
    of: ({ brand, model }) => [brand, model].filter(Boolean).join(' '),
  },
  {
    title: text('操作系统', 'System'),
    kind: 'text',
    of: ({ computer }) => productWords(computer?.operatingSystem ?? {}),
  },
  { title: text('数量', 'Quantity'), kind: 'count', of: ({ quantity }) => quantity || null },
  {
    title: text('单价', 'Unit price'),
    kind: 'money',
    of: ({ unitPrice }) => (unitPrice ? parseYuan(unitPrice) : null),
  },
  {
    title: text('金额', 'Amount'),
    kind: 'money',
    of: ({ sum, unitPrice, quantity, leaseMonths }) =>
      sum ?? (unitPrice ? timesFen(parseYuan(unitPrice), quantity * (leaseMonths ?? 1)) : null),
  },
];

const TOTAL = text('订单总额', 'Total of the order');
const TOTAL_WITH_PLAN = text('订单总额（含软件配置计划）', 'Total of the order, with its plan');

/** The order's own total: with what the plan buys besides. */
function totalLine({ submission }: OrderForm): ShownLine | null {
  const { total, softwarePlan } = submission;
  const isMore = (softwarePlan ?? []).some((item) => planAmount(item) !== null);
  return total ? { description: isMore ? TOTAL_WITH_PLAN : TOTAL, quantity: 0, sum: parseYuan(total) } : null;
}

const PLAN_COLUMNS: readonly Column<PlanItem>[] = [
  { title: text('类别', 'Kind'), kind: 'text', of: ({ category }, language) => categoryWords(category)[language] },
  { title: text('产品', 'Product'), kind: 'text', of: (item) => productWords(item) },
  {
    title: text('来源', 'Source'),
    kind: 'text',
    of: ({ provision }, language) => valueWords('item.provision', provision ?? 'not-stated')[language],
  },
  { title: text('套数', 'Seats'), kind: 'count', of: ({ seats }) => seats ?? null },
  {
    title: text('单价', 'Unit price'),
    kind: 'money',
    of: ({ unitPrice }) => (unitPrice ? parseYuan(unitPrice) : null),
  },
  { title: text('金额', 'Amount'), kind: 'money', of: planAmount },
  { title: text('到位日期', 'Delivered by'), kind: 'day', of: ({ deliverBy }) => (deliverBy ?? null) as never },
];

/** What an item adds to the total: nothing where a line of the order buys it, or where nobody buys it anew. */
function planAmount({ provision, orderLine, unitPrice, seats }: PlanItem): Fen | null {
  const isBought = provision === 'new-purchase' && (orderLine ?? null) === null;
  return isBought && unitPrice && seats ? timesFen(parseYuan(unitPrice), seats) : null;
}

const MONEY_COLUMNS: readonly Column<LineOfForm>[] = [
  { title: text('预算指标', 'Budget line'), kind: 'text', of: ({ code }) => code },
  { title: text('项目', 'Project'), kind: 'text', of: ({ project }) => project },
  { title: text('本订单金额', 'This order'), kind: 'money', of: ({ stated }) => stated },
  { title: text('审核后余额', 'Left afterwards'), kind: 'money', of: ({ after }) => after },
];

export const FINDING_COLUMNS: readonly Column<FindingRow>[] = [
  { title: FINDING_TITLES.rule, kind: 'code', of: ({ rule }) => rule },
  { title: FINDING_TITLES.effect, kind: 'text', of: ({ effect }, language) => effect[language] },
  { title: FINDING_TITLES.place, kind: 'text', of: ({ place }, language) => place[language] },
  { title: FINDING_TITLES.says, kind: 'prose', of: ({ says }, language) => says[language] },
  { title: FINDING_TITLES.basis, kind: 'text', of: ({ basis }) => basis },
];

function conclusionFacts({ order, decision, digest, turnedDown }: OrderForm): readonly FormFact[] {
  const { expiresAt, decidedAt } = decision;
  return [
    ...outcomeFacts(decision, clockTime(decidedAt as Instant)),
    fact(text('有效期至', 'Good until'), expiresAt === null ? null : clockTime(expiresAt as Instant)),
    fact(text('闸口订单号', 'Order at the gate'), same(order.id)),
    fact(text('订单散列', 'Digest of the order'), digest, true),
    ...(turnedDown ? [fact(text('退回理由', 'Turned down'), turnedDownWords(turnedDown), true)] : []),
  ];
}

function turnedDownWords({ by, reason }: NonNullable<OrderForm['turnedDown']>): string {
  return [by, reason].filter(Boolean).join('：');
}
