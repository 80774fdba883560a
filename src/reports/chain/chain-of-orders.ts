import { type Fen, fen, formatYuan, groupBy, type Text, text } from '../../kernel/index.ts';
import type { StoredRow } from '../../reference/index.ts';
import { MASK } from '../software/ledgers/ledger-words.ts';
import { type ChainLink, missingLink } from './chain-link.ts';

/** What is on file about some orders, as the tables have it. */
export interface OrderFile {
  readonly orders: readonly StoredRow[];
  /** The revision that stands of each. */
  readonly bodies: ReadonlyMap<string, OrderBody>;
  readonly decisions: readonly StoredRow[];
  readonly contracts: readonly StoredRow[];
  readonly commitments: readonly { order_id: string; account: string; log_index: number; sums: Readonly<Sums> }[];
  readonly acceptances: readonly StoredRow[];
  readonly payments: readonly StoredRow[];
  /** Parts of payments and of the credit notes on them, which are below nought. */
  readonly paid: readonly StoredRow[];
}

interface Sums {
  readonly reserved: Fen;
  readonly encumbered: Fen;
  readonly spent: Fen;
}

/** Of an order's body what a chain shows. */
export interface OrderBody {
  readonly lines: readonly { readonly line: number; readonly description: string; readonly quantity: number }[];
  readonly softwarePlan?: readonly PlanItem[] | null;
}

interface PlanItem {
  readonly item: number;
  readonly product?: string | null;
  readonly seats?: number | null;
}

export interface OrdersWish {
  readonly isMasked: (orderId: string) => boolean;
  /** The lines and items that the rest of the chain comes from, as ids; null: all of them. */
  readonly places: ReadonlySet<string> | null;
}

export function lineId(orderId: string, line: unknown): string {
  return `${orderId}/line/${line}`;
}

export function itemId(orderId: string, item: unknown): string {
  return `${orderId}/item/${item}`;
}

/** The links from a purchase to its delivery and its payment. */
export function chainOfOrders(file: OrderFile, wish: OrdersWish): readonly ChainLink[] {
  const contracts = groupBy(file.contracts, ({ order_id }) => String(order_id));
  const decisions = groupBy(file.decisions, ({ order_id }) => String(order_id));
  const commitments = groupBy(file.commitments, ({ order_id }) => order_id);
  const payments = groupBy(file.payments, ({ order_id }) => String(order_id));
  const parts = groupBy(file.paid, ({ payment_id }) => String(payment_id));
  const acceptances = groupBy(file.acceptances, ({ order_id }) => String(order_id));
  return file.orders.flatMap((order) => {
    const id = String(order.id);
    const mine = decisions.get(id) ?? [];
    const shown = (value: string): string => (wish.isMasked(id) ? MASK : value);
    return [
      orderLink(order, shown),
      ...placesOf(order, { body: file.bodies.get(id), wish, shown }),
      ...mine.map((row) => decisionLink(row)),
      ...orMissing(commitments.get(id)?.map(commitmentLink), missingLink('commitment', id, NO_COMMITMENT)),
      ...orMissing(
        contracts.get(id)?.map((row) => contractLink(row, mine, shown)),
        missingLink('contract', id, NO_CONTRACT),
      ),
      ...orMissing(acceptances.get(id)?.map(acceptanceLink), missingLink('acceptance', id, NO_ACCEPTANCE)),
      ...orMissing(
        payments.get(id)?.flatMap((row) => paymentLink(row, { parts: parts.get(String(row.id)) ?? [], wish, shown })),
        missingLink('payment', id, NO_PAYMENT),
      ),
    ];
  });
}

const NO_COMMITMENT = text('无资金占用记录', 'no commitment on file');
const NO_CONTRACT = text('无合同记录', 'no contract on file');
const NO_ACCEPTANCE = text('无验收记录', 'no acceptance on file');
const NO_PAYMENT = text('无付款记录', 'no payment on file');
const NO_LINES = text('无生效的订单版本', 'no revision of the order stands');

function orMissing(links: readonly ChainLink[] | undefined, missing: ChainLink): readonly ChainLink[] {
  return links === undefined || links.length === 0 ? [missing] : links;
}

type Mask = (value: string) => string;

function orderLink(order: StoredRow, shown: Mask): ChainLink {
  const reference = shown(String(order.reference));
  return {
    ...{ step: 'order', id: String(order.id), of: [], about: text(`订单 ${reference}`, `order ${reference}`) },
    ...{ on: String(order.submitted_at), state: String(order.state), logIndex: Number(order.log_index) },
  };
}

interface PlacesParts {
  readonly body: OrderBody | undefined;
  readonly wish: OrdersWish;
  readonly shown: Mask;
}

function placesOf(order: StoredRow, { body, wish, shown }: PlacesParts): readonly ChainLink[] {
  const id = String(order.id);
  if (!body) return [missingLink('order-line', id, NO_LINES)];
  const link = (place: string, about: Text): ChainLink => {
    return { step: 'order-line', id: place, of: [id], about, on: null, state: null, logIndex: Number(order.log_index) };
  };
  const lines = body.lines.map(({ line, description, quantity }) =>
    link(
      lineId(id, line),
      text(
        `第 ${line} 行：${shown(description)}，数量 ${quantity}`,
        `line ${line}: ${shown(description)}, quantity ${quantity}`,
      ),
    ),
  );
  const items = (body.softwarePlan ?? []).map(({ item, product = null, seats = null }) => {
    const name = shown(product ?? '—');
    return link(
      itemId(id, item),
      text(
        `软件配置计划第 ${item} 项：${name}，许可数 ${seats ?? '—'}`,
        `item ${item} of the software plan: ${name}, seats ${seats ?? '—'}`,
      ),
    );
  });
  return [...lines, ...items].filter((one) => wish.places === null || (one.id !== null && wish.places.has(one.id)));
}

const STAGES: Readonly<Record<string, Text>> = {
  submission: text('采购审核', 'at submission'),
  contract: text('合同审核', 'at the contract'),
  acceptance: text('验收审核', 'at acceptance'),
  payment: text('支付审核', 'at payment'),
};

function decisionLink(row: StoredRow): ChainLink {
  const stage = STAGES[String(row.stage)] ?? text(String(row.stage), String(row.stage));
  return {
    ...{ step: 'decision', id: String(row.id), of: [String(row.order_id)] },
    about: text(
      `${stage['zh-CN']}，第 ${row.revision} 版，规则集 ${row.rule_set}`,
      `${stage.en}, revision ${row.revision}, rule set ${row.rule_set}`,
    ),
    ...{ on: String(row.decided_at), state: String(row.outcome), logIndex: Number(row.log_index) },
  };
}

function commitmentLink({ order_id, account, log_index, sums }: OrderFile['commitments'][number]): ChainLink {
  const [reserved, encumbered, spent] = [sums.reserved, sums.encumbered, sums.spent].map((sum) => formatYuan(fen(sum)));
  return {
    ...{ step: 'commitment', id: `${order_id}/budget-line/${account}`, of: [order_id] },
    about: text(
      `预算指标 ${account}：预占 ${reserved}，占用 ${encumbered}，支出 ${spent}`,
      `budget line ${account}: reserved ${reserved}, encumbered ${encumbered}, spent ${spent}`,
    ),
    ...{ on: null, state: null, logIndex: Number(log_index) },
  };
}

function contractLink(row: StoredRow, decisions: readonly StoredRow[], shown: Mask): ChainLink {
  const id = String(row.order_id);
  const decided = decisions.find(({ stage, revision }) => stage === 'contract' && revision === row.revision);
  const amount = formatYuan(fen(Number(row.amount_fen)));
  return {
    ...{ step: 'contract', id: `${id}/contract/${row.revision}`, of: [decided ? String(decided.id) : id] },
    about: text(
      `合同 ${shown(String(row.number))}，金额 ${amount}`,
      `contract ${shown(String(row.number))}, ${amount} yuan`,
    ),
    ...{ on: String(row.signed_on), state: decided ? String(decided.outcome) : null },
    logIndex: decided ? Number(decided.log_index) : null,
  };
}

function acceptanceLink(row: StoredRow): ChainLink {
  return {
    ...{ step: 'acceptance', id: String(row.id), of: [String(row.decision_id)] },
    about: text(`第 ${row.sequence} 次验收`, `acceptance ${row.sequence} of the order`),
    ...{ on: String(row.accepted_on), state: null, logIndex: Number(row.log_index) },
  };
}

interface PaidParts {
  readonly parts: readonly StoredRow[];
  readonly wish: OrdersWish;
  readonly shown: Mask;
}

/** Of a payment that paid for other lines and items only, a chain from one of them says nothing. */
function paymentLink(row: StoredRow, { parts, wish, shown }: PaidParts): readonly ChainLink[] {
  const isOfPlace = parts.some(({ order_id, part }) => wish.places?.has(`${order_id}/${part}`) ?? true);
  if (wish.places !== null && !isOfPlace) return [];
  const invoice = row.invoice_number === null ? '—' : shown(String(row.invoice_number));
  const amount = formatYuan(fen(Number(row.amount_fen)));
  const credited = parts.reduce((sum, { amount_fen: part }) => sum + Math.max(0, -Number(part)), 0);
  const back = formatYuan(fen(credited));
  return [
    {
      ...{ step: 'payment', id: String(row.id), of: [String(row.decision_id)] },
      about: text(
        `第 ${row.sequence} 次付款：发票 ${invoice}，金额 ${amount}${credited > 0 ? `，已冲回 ${back}` : ''}`,
        `payment ${row.sequence}: invoice ${invoice}, ${amount} yuan${credited > 0 ? `, ${back} credited` : ''}`,
      ),
      ...{ on: row.invoice_on === null ? null : String(row.invoice_on), state: String(row.outcome) },
      logIndex: Number(row.log_index),
    },
  ];
}
