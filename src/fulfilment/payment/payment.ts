import type { Outcome, RecordedPayment } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import {
  addFen,
  type CivilDate,
  type Fen,
  fen,
  foldedNumber,
  type Instant,
  subtractFen,
  ZERO_FEN,
} from '../../kernel/index.ts';
import type { OrderProgress } from '../delivery/progress.ts';
import type { SupplierInvoice } from './invoice-number.ts';

/** One part of an order, `line/1` or `item/2`, and how much of it a payment pays or a credit note takes back. */
export interface PaidPart {
  readonly part: string;
  readonly quantity: number;
  readonly amountFen: Fen;
}

export interface FundedPart extends PaidPart {
  /** The budget lines that paid; none of a payment that was not approved. */
  readonly funding: readonly FundedAmount[];
}

export interface FundedAmount {
  readonly budgetLine: string;
  readonly amountFen: Fen;
}

/** A payment as it was put and decided. */
export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly agencyCode: string;
  /** Which of the order's payments it is, approved or not. */
  readonly sequence: number;
  readonly invoiceNumber: string | null;
  readonly invoiceOn: CivilDate | null;
  readonly amountFen: Fen;
  /** What a final payment gave back, because the contract needs it no more. */
  readonly releasedFen: Fen;
  readonly isFinal: boolean;
  readonly outcome: Outcome;
  readonly decisionId: string;
  readonly decidedAt: Instant;
  readonly logIndex: number;
  readonly parts: readonly FundedPart[];
}

export interface PaymentToWrite {
  readonly payment: Payment;
  /** Of an approved payment with an invoice; null for every other. */
  readonly invoice: SupplierInvoice | null;
}

/** A supplier's credit note. It takes back what its payment paid, or a part of it. */
export interface CreditNote {
  readonly id: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly agencyCode: string;
  readonly number: string;
  readonly creditedOn: CivilDate;
  readonly amountFen: Fen;
  readonly goesTo: CreditTarget;
  readonly recordedAt: Instant;
  readonly logIndex: number;
  readonly parts: readonly FundedPart[];
}

/** Encumbered again, to be paid against another invoice; or back on the line, because nothing more is to be paid. */
export type CreditTarget = 'encumbered' | 'available';

/** What was paid of each part, less what was credited. */
export type PaidSums = ReadonlyMap<string, { readonly quantity: number; readonly amountFen: Fen }>;

export const NOTHING_PAID: NonNullable<ReturnType<PaidSums['get']>> = { quantity: 0, amountFen: ZERO_FEN };

/** What a batch knows of an order that is to be paid. */
export interface PaymentProgress {
  readonly progress: OrderProgress;
  readonly paid: PaidSums;
  /** How many payments were put for it, approved or not. */
  readonly payments: number;
  readonly carriedOver: readonly CarriedLine[];
}

/** Money of the order was carried from one line to another. */
export interface CarriedLine {
  readonly from: string;
  readonly to: string;
}

/** The invoice of the supplier that an order names. */
export function supplierInvoice({ supplier }: Pick<OrderSubmission, 'supplier'>, number: string): SupplierInvoice {
  return { supplier: supplier?.creditCode ?? '', number };
}

/** One invoice of a supplier, however it was typed: in another width, with spaces, in small letters. */
export function invoiceKey({ supplier, number }: SupplierInvoice): string {
  return `${supplier}/${foldedNumber(number)}`;
}

/** Every line on which money of a line may stand now: the line itself, and where closed years carried it. */
export function accountsOf(budgetLine: string, carriedOver: PaymentProgress['carriedOver']): readonly string[] {
  const accounts = [budgetLine];
  for (const account of accounts) {
    const targets = carriedOver.filter(({ from }) => from === account).map(({ to }) => to);
    accounts.push(...new Set(targets.filter((to) => !accounts.includes(to))));
  }
  return accounts;
}

/** Adds up what came from or goes to each line. */
export function sumByLine(parts: readonly Pick<FundedPart, 'funding'>[]): readonly FundedAmount[] {
  const sums = new Map<string, Fen>();
  for (const { budgetLine, amountFen } of parts.flatMap(({ funding }) => funding)) {
    sums.set(budgetLine, addFen(sums.get(budgetLine) ?? ZERO_FEN, amountFen));
  }
  return [...sums]
    .map(([budgetLine, amountFen]) => ({ budgetLine, amountFen }))
    .sort((a, b) => (a.budgetLine < b.budgetLine ? -1 : 1));
}

/** What the record of a decision of the payment stage says of its payment. */
export function recordedPayment(payment: Payment): RecordedPayment {
  const { id, sequence, invoiceNumber, invoiceOn, amountFen, releasedFen, isFinal, parts } = payment;
  return { id, sequence, invoiceNumber, invoiceOn, amountFen, releasedFen, isFinal, parts };
}

/** What a credit note takes back of a payment part, from the lines that paid last first. */
export function takenBack(
  part: FundedPart,
  { credited, amountFen }: { readonly credited: readonly FundedPart[]; readonly amountFen: Fen },
): readonly FundedAmount[] {
  const gone = new Map(sumByLine(credited).map((sum) => [sum.budgetLine, sum.amountFen]));
  let wanted: number = amountFen;
  return part.funding.toReversed().flatMap(({ budgetLine, amountFen: paid }) => {
    const left = subtractFen(paid, gone.get(budgetLine) ?? ZERO_FEN);
    const taken = fen(Math.min(left, wanted));
    wanted -= taken;
    return taken > 0 ? [{ budgetLine, amountFen: taken }] : [];
  });
}

/** A credit note was carried out. */
export const CREDITED = 'payment.credited';
