import { type FundingEntry, itemOfPart, type OrderSubmission } from '../../facts/index.ts';
import { addFen, type Fen, fen, parseYuan, subtractFen, ZERO_FEN } from '../../kernel/index.ts';
import type { Move } from '../../ledger/index.ts';
import type { Contribution } from '../../orders/index.ts';
import {
  accountsOf,
  type FundedAmount,
  type FundedPart,
  NOTHING_PAID,
  type PaidPart,
  type PaymentProgress,
  sumByLine,
} from './payment.ts';

/** How a payment is met from what an order has encumbered. */
export interface Settlement {
  readonly parts: readonly FundedPart[];
  /** What a final payment gives back. */
  readonly released: readonly FundedAmount[];
  /** What is encumbered nowhere: above nought, the payment cannot be met. */
  readonly shortFen: Fen;
}

export interface PaymentToSettle extends Pick<PaymentProgress, 'paid' | 'carriedOver'> {
  readonly body: OrderSubmission;
  readonly contribution: Pick<Contribution, 'budget' | 'spent'>;
  readonly parts: readonly PaidPart[];
  readonly isFinal: boolean;
}

/**
 * Takes each part from the budget lines that fund it, in the order in which they are named there, and from where closed
 * years carried them; what they lack comes from what else the order has encumbered. A final payment gives back the rest.
 */
export function settle({ body, contribution, parts, paid, carriedOver, isFinal }: PaymentToSettle): Settlement {
  const left = encumberedOf(contribution);
  let shortFen = 0;
  const funded = parts.map((part): FundedPart => {
    const before = (paid.get(part.part) ?? NOTHING_PAID).amountFen;
    const wanted = sharesOf(fundingOfPart(body, part.part), before, part.amountFen);
    const taken = wanted.flatMap((share) => takeFrom(left, accountsOf(share.budgetLine, carriedOver), share.amountFen));
    const missing = subtractFen(part.amountFen, sumOf(taken));
    taken.push(...takeFrom(left, [...left.keys()].sort(), missing));
    shortFen += part.amountFen - sumOf(taken);
    return { ...part, funding: inOrderOfPaying(taken) };
  });
  const rest = [...left].filter(([, amountFen]) => amountFen > 0);
  return {
    parts: funded,
    released: isFinal ? rest.map(([budgetLine, amountFen]) => ({ budgetLine, amountFen })).sort(byLine) : [],
    shortFen: fen(shortFen),
  };
}

function encumberedOf({ budget, spent }: PaymentToSettle['contribution']): Map<string, Fen> {
  return new Map([...budget].map(([line, amount]) => [line, subtractFen(amount, spent.get(line) ?? ZERO_FEN)]));
}

/** The funding of `line/1` or `item/2`. */
function fundingOfPart(order: OrderSubmission, part: string): readonly FundingEntry[] {
  const funded = order.lines.find(({ line }) => part === `line/${line}`) ?? itemOfPart(order, part);
  return funded?.funding ?? [];
}

/** What each entry pays of an amount, when so much was paid before: the first pays first. */
function sharesOf(entries: readonly FundingEntry[], before: Fen, amount: Fen): readonly FundedAmount[] {
  let done: number = before;
  let wanted: number = amount;
  return entries.flatMap(({ budgetLine, amount: stated }) => {
    const most = stated ? parseYuan(stated) : ZERO_FEN;
    const paid = Math.min(done, most);
    const share = fen(Math.min(wanted, most - paid));
    done -= paid;
    wanted -= share;
    return budgetLine && share > 0 ? [{ budgetLine, amountFen: share }] : [];
  });
}

/** Takes as much as there is on these lines, one after the other. */
function takeFrom(left: Map<string, Fen>, lines: readonly string[], amount: Fen): FundedAmount[] {
  let wanted: number = amount;
  return lines.flatMap((budgetLine) => {
    const there = left.get(budgetLine) ?? ZERO_FEN;
    const taken = fen(Math.min(there, wanted));
    if (taken <= 0) return [];
    wanted -= taken;
    left.set(budgetLine, subtractFen(there, taken));
    return [{ budgetLine, amountFen: taken }];
  });
}

/** Each line once, the one that paid first before the others: a credit note goes back to the last first. */
function inOrderOfPaying(taken: readonly FundedAmount[]): readonly FundedAmount[] {
  const lines = [...new Set(taken.map(({ budgetLine }) => budgetLine))];
  return lines.map((budgetLine) => ({
    budgetLine,
    amountFen: sumOf(taken.filter((each) => each.budgetLine === budgetLine)),
  }));
}

function sumOf(amounts: readonly FundedAmount[]): Fen {
  return addFen(...amounts.map(({ amountFen }) => amountFen));
}

function byLine(a: FundedAmount, b: FundedAmount): number {
  return a.budgetLine < b.budgetLine ? -1 : 1;
}

/** Seats that no machine took go back with the final payment: nothing more will come that could take them. */
export function movesOfLeftSeats(orderId: string, { seats }: Pick<Contribution, 'seats'>): readonly Move[] {
  const base = { accountKind: 'entitlement', orderId, from: 'held', to: 'free', cause: 'release' } as const;
  return [...seats].filter(([, left]) => left > 0).map(([account, quantity]) => ({ ...base, account, quantity }));
}

/** The moves of an approved payment. */
export function movesOfPayment(
  orderId: string,
  { parts, released }: Pick<Settlement, 'parts' | 'released'>,
): readonly Move[] {
  const base = { accountKind: 'budget-line', orderId } as const;
  return [
    ...sumByLine(parts).map(({ budgetLine, amountFen }): Move => {
      return { ...base, account: budgetLine, from: 'encumbered', to: 'spent', cause: 'payment', quantity: amountFen };
    }),
    ...released.map(({ budgetLine, amountFen }): Move => {
      return {
        ...base,
        account: budgetLine,
        from: 'encumbered',
        to: 'available',
        cause: 'release',
        quantity: amountFen,
      };
    }),
  ];
}

/** What an order takes after moves of its own: what was paid is spent, and what was given back is its own no more. */
export function contributionAfter(contribution: Contribution, moves: readonly Move[]): Contribution {
  const [budget, spent] = [new Map(contribution.budget), new Map(contribution.spent)];
  const freed = new Set(moves.flatMap(({ from, account }) => (from === 'held' ? [account] : [])));
  const add = (sums: Map<string, Fen>, { account, quantity }: Move, sign: 1 | -1): void => {
    sums.set(account, fen((sums.get(account) ?? 0) + sign * quantity));
  };
  for (const move of moves) {
    if (move.to === 'spent') add(spent, move, 1);
    if (move.from === 'spent') add(spent, move, -1);
    if (move.to === 'available') add(budget, move, -1);
  }
  const present = (sums: Map<string, Fen>) => new Map([...sums].filter(([, amount]) => amount > 0));
  const seats = new Map([...contribution.seats].filter(([account]) => !freed.has(account)));
  return { ...contribution, budget: present(budget), spent: present(spent), seats };
}
