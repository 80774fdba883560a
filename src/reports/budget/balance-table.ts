import type { Column } from '../../documents/index.ts';
import { type Fen, type Instant, type Text, text } from '../../kernel/index.ts';
import { CAUSE_WORDS } from '../../ledger/index.ts';
import { availableOf, type Buckets } from './buckets.ts';
import type { ExplainedMove } from './list-balance.ts';

/** A move with what stood after it, or the last row, which is the balance itself. */
export interface BalanceRow {
  readonly move: ExplainedMove | null;
  readonly balance: Buckets;
}

export const BUCKET_WORDS: Readonly<Record<ExplainedMove['from'], Text>> = {
  outside: text('系统外来源', 'outside'),
  available: text('可用', 'available'),
  elsewhere: text('系统外使用', 'elsewhere'),
  reserved: text('预占', 'reserved'),
  encumbered: text('占用', 'encumbered'),
  spent: text('支出', 'spent'),
};

const BALANCE = text('余额', 'Balance');

const balanceOf =
  (name: keyof Buckets): ((row: BalanceRow) => Fen) =>
  ({ balance }) =>
    balance[name];

export const BALANCE_COLUMNS: readonly Column<BalanceRow>[] = [
  { title: text('日志序号', 'Leaf'), kind: 'count', of: ({ move }) => move?.logIndex ?? null },
  { title: text('时间', 'When'), kind: 'instant', of: ({ move }): Instant | null => move?.at ?? null },
  {
    title: text('事由', 'Why'),
    kind: 'text',
    of: ({ move }, language) => (move === null ? BALANCE : CAUSE_WORDS[move.cause])[language],
  },
  {
    title: text('订单', 'Order'),
    kind: 'text',
    of: ({ move }) => move?.order?.reference ?? move?.order?.id ?? null,
  },
  { title: text('经办', 'By'), kind: 'text', of: ({ move }) => move?.actor.personId ?? move?.actor.keyId ?? null },
  {
    title: text('由', 'From'),
    kind: 'text',
    of: ({ move }, language) => (move === null ? null : BUCKET_WORDS[move.from][language]),
  },
  {
    title: text('至', 'To'),
    kind: 'text',
    of: ({ move }, language) => (move === null ? null : BUCKET_WORDS[move.to][language]),
  },
  { title: text('金额', 'Amount'), kind: 'money', of: ({ move }) => move?.amount ?? null },
  { title: text('指标金额', 'Appropriation'), kind: 'money', of: balanceOf('appropriation') },
  { title: text('系统外使用', 'Elsewhere'), kind: 'money', of: balanceOf('elsewhere') },
  { title: text('预占', 'Reserved'), kind: 'money', of: balanceOf('reserved') },
  { title: text('占用', 'Encumbered'), kind: 'money', of: balanceOf('encumbered') },
  { title: text('支出', 'Spent'), kind: 'money', of: balanceOf('spent') },
  { title: text('可用', 'Available'), kind: 'money', of: ({ balance }) => availableOf(balance) },
];

export const BALANCE_NOTES: readonly Text[] = [
  text(
    '每行右侧为该笔流水之后各项金额；每笔流水均载于日志中所列序号的记录，可据根散列验证。',
    'The right-hand columns show what stood after the move. Each move stands in the leaf of the log that is named, and can be proven by the root hash.',
  ),
];
