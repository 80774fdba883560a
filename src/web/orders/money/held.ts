import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { fenOf, yuanOf } from '../../ui/fen.ts';

type Move = Pick<Schemas['BudgetMove'], 'from' | 'to' | 'amount'>;
type CarriedOver = NonNullable<AnswerOf<'getOrder'>['carriedOver']>;

export const HELD_BUCKETS = ['reserved', 'encumbered', 'spent'] as const;
type Bucket = (typeof HELD_BUCKETS)[number];
/** In yuan. */
export type Held = { readonly [bucket in Bucket]: string };

/** What stands for an order in each bucket of a budget line, of all its moves there. */
export function heldAfter(moves: readonly Move[]): Held {
  const sumOf = (bucket: Bucket): string =>
    yuanOf(
      moves.reduce((sum, { from, to, amount }) => {
        const fen = fenOf(amount);
        return sum + (to === bucket ? fen : 0n) - (from === bucket ? fen : 0n);
      }, 0n),
    );
  return { reserved: sumOf('reserved'), encumbered: sumOf('encumbered'), spent: sumOf('spent') };
}

/** Every budget line that money of an order has ever stood on: of each decision, and where closed years carried it. */
export function linesOfOrder(
  decisions: readonly Pick<Schemas['Decision'], 'budget'>[],
  carriedOver: CarriedOver = [],
): readonly string[] {
  const decided = decisions.flatMap(({ budget }) => budget.map(({ budgetLine }) => budgetLine));
  return [...new Set([...decided, ...carriedOver.flatMap(({ from, to }) => [from, to])])].sort();
}
