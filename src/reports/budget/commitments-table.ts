import type { Column } from '../../documents/index.ts';
import { type Fen, type Text, text } from '../../kernel/index.ts';
import { SUM } from './execution-table.ts';

export interface CommittedMoney {
  readonly reserved: Fen;
  readonly encumbered: Fen;
  readonly spent: Fen;
}

/** What one order has of a line, or the last row, which is of no order. */
export interface Commitment {
  readonly order: { readonly id: string; readonly reference: string | null } | null;
  readonly money: CommittedMoney;
}

export const COMMITMENT_COLUMNS: readonly Column<Commitment>[] = [
  {
    title: text('订单', 'Order'),
    kind: 'text',
    of: ({ order }, language) => (order === null ? SUM[language] : (order.reference ?? order.id)),
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
];
