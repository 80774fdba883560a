import type { Column } from '../../documents/index.ts';
import { dayOf, type Fen, type Instant, type Text, text } from '../../kernel/index.ts';
import type { Order } from '../../orders/index.ts';
import { stateWords } from '../chain/chain-table.ts';
import { SUM } from './execution-table.ts';

export interface CommittedMoney {
  readonly reserved: Fen;
  readonly encumbered: Fen;
  readonly spent: Fen;
}

/** An order as the report tells it; all but its id is null when it is gone. */
export interface CommittedOrder {
  readonly id: string;
  readonly reference: string | null;
  readonly state: Order['state'] | null;
  /** Masked where the reader may not see it. */
  readonly subject: string | null;
  readonly submittedAt: Instant | null;
}

/** What one order has of a line, or the last row, which is of no order. */
export interface Commitment {
  readonly order: CommittedOrder | null;
  readonly money: CommittedMoney;
}

export const COMMITMENT_COLUMNS: readonly Column<Commitment>[] = [
  {
    title: text('订单', 'Order'),
    kind: 'text',
    of: ({ order }, language) => (order === null ? SUM[language] : (order.reference ?? order.id)),
  },
  { title: text('采购内容', 'Subject'), kind: 'prose', of: ({ order }) => order?.subject ?? null },
  {
    title: text('提交日期', 'Submitted'),
    kind: 'day',
    of: ({ order }) => (order?.submittedAt ? dayOf(order.submittedAt) : null),
  },
  {
    title: text('订单状态', 'State'),
    kind: 'label',
    of: ({ order }, language) => (order?.state ? stateWords(order.state)[language] : null),
  },
  { title: text('预占', 'Reserved'), kind: 'money', of: ({ money }) => money.reserved },
  { title: text('占用', 'Encumbered'), kind: 'money', of: ({ money }) => money.encumbered },
  { title: text('支出', 'Spent'), kind: 'money', of: ({ money }) => money.spent },
];

export const COMMITMENT_NOTES: readonly Text[] = [
  text(
    '仅列有预占、占用或支出的订单；已全部释放的不列。',
    'Orders that have money reserved, encumbered or spent; what was released again is not listed.',
  ),
  text(
    '采购内容、提交日期和订单状态为订单现在的情况，金额为截至上述时点的金额。',
    'Subject, day and state are those of the order now; the amounts are as of the moment above.',
  ),
];
