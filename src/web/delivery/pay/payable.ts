import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { type Fen, fenOf, yuanOf } from '../../ui/fen.ts';

type Submission = Schemas['OrderSubmission'];
type Payment = Schemas['Payment'];

/** A line, or an item of the plan that no line buys: what an invoice is for. */
export interface PayablePart {
  /** `line.1` or `item.2`. */
  readonly key: string;
  readonly of: 'line' | 'item';
  readonly number: number;
  readonly what: string;
  readonly contracted: number;
  readonly contractedFen: Fen;
  /** What came and matches. */
  readonly accepted: number;
  readonly paid: number;
  readonly paidFen: Fen;
  /** How many have come and are not paid yet, and what they cost. The gate has the last word. */
  readonly payable: number;
  readonly payableFen: Fen;
  /** How many are paid and not there any more, and what was paid for them beyond what is there. */
  readonly overpaid: number;
  readonly overpaidFen: Fen;
}

/** What can still be paid of an order, part by part. */
export function payableParts(
  checklist: AnswerOf<'getChecklist'>,
  submission: Submission,
  payments: readonly Payment[],
): readonly PayablePart[] {
  const paid = paidIn(payments);
  // Machines that another line pays for are paid with it.
  const paying = submission.lines.filter(({ pricedIn }) => (pricedIn ?? null) === null);
  const lines = paying.map((line) => {
    const accepted = checklist.lines.find((known) => known.line === line.line)?.whole ?? 0;
    const what = [line.brand, line.model].filter(Boolean).join(' ') || line.description;
    return partOf({
      ...{ key: `line.${line.line}`, of: 'line' as const, number: line.line, what, accepted },
      ...{ contracted: line.quantity, price: line.unitPrice, paid: paid.get(`line.${line.line}`) },
    });
  });
  const items = (submission.softwarePlan ?? []).flatMap((item, index) => {
    const number = item.item ?? index + 1;
    const isBought = item.provision === 'new-purchase' && (item.orderLine ?? null) === null;
    if (!isBought) return [];
    const { accepted = 0 } = checklist.items.find((known, at) => (known.item ?? at + 1) === number) ?? {};
    const what = [item.product, item.edition, item.version].filter(Boolean).join(' ');
    return partOf({
      ...{ key: `item.${number}`, of: 'item' as const, number, what, accepted },
      ...{ contracted: item.seats ?? 0, price: item.unitPrice, paid: paid.get(`item.${number}`) },
    });
  });
  return [...lines, ...items];
}

interface Paid {
  readonly count: number;
  readonly fen: Fen;
}

interface PartFacts extends Pick<PayablePart, 'key' | 'of' | 'number' | 'what' | 'accepted' | 'contracted'> {
  readonly price: string | null | undefined;
  readonly paid: Paid | undefined;
}

function partOf({ price, paid, ...part }: PartFacts): PayablePart {
  const { accepted, contracted } = part;
  const contractedFen = price ? fenOf(price) * BigInt(contracted) : 0n;
  const { count, fen } = paid ?? { count: 0, fen: 0n };
  const payable = Math.max(0, accepted - count);
  const facts = { ...part, contractedFen, paid: count, paidFen: fen };
  const overpaid = Math.max(0, count - accepted);
  const dueFen = costOf({ ...facts, paid: 0, paidFen: 0n }, accepted);
  const overpaidFen = overpaid > 0 && fen > dueFen ? fen - dueFen : 0n;
  return { ...facts, payable, payableFen: costOf(facts, payable), overpaid, overpaidFen };
}

/** Why nothing can be paid; nothing where something can. */
export function whyNothingPayable(
  parts: readonly PayablePart[],
): 'notAccepted' | 'acceptedPaid' | 'allPaid' | undefined {
  if (parts.some(({ payable }) => payable > 0)) return undefined;
  if (parts.every(({ paid, accepted, contracted }) => paid >= contracted && accepted >= contracted)) return 'allPaid';
  return parts.some(({ paid }) => paid > 0) ? 'acceptedPaid' : 'notAccepted';
}

/** What so many more of a part cost at the contract's price, beside what was paid of it. */
export function costOf(
  { contracted, contractedFen, paid, paidFen }: Pick<PayablePart, 'contracted' | 'contractedFen' | 'paid' | 'paidFen'>,
  count: number,
): Fen {
  if (contracted === 0) return 0n;
  const most = (contractedFen * BigInt(paid + count)) / BigInt(contracted) - paidFen;
  return most > 0n ? most : 0n;
}

/** Approved payments less their credit notes; what was not approved took no money. */
function paidIn(payments: readonly Payment[]): ReadonlyMap<string, Paid> {
  const sums = new Map<string, Paid>();
  const add = (key: string, count: number, amount: string, sign: 1 | -1): void => {
    const before = sums.get(key) ?? { count: 0, fen: 0n };
    sums.set(key, { count: before.count + sign * count, fen: before.fen + BigInt(sign) * fenOf(amount) });
  };
  for (const payment of payments) {
    if (payment.outcome !== 'approved') continue;
    for (const [part, sign] of [[payment, 1] as const, ...payment.creditNotes.map((note) => [note, -1] as const)]) {
      for (const { line, quantity, amount } of part.lines) add(`line.${line}`, quantity, amount, sign);
      for (const { item, seats, amount } of part.softwarePlan) add(`item.${item}`, seats, amount, sign);
    }
  }
  return sums;
}

/** The sum of all parts, as the contract writes amounts. */
export function sumOf(amounts: readonly Fen[]): string {
  return yuanOf(amounts.reduce((sum, amount) => sum + amount, 0n));
}
