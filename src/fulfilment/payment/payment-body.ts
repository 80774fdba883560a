import { MASK, seesTexts } from '../../decisions/index.ts';
import type { components } from '../../http/openapi.generated.ts';
import { type Actor, addFen, civilDate, type Fen, fen, formatYuan, parseYuan, ZERO_FEN } from '../../kernel/index.ts';
import type { PaymentRequest } from './decide-payment.ts';
import type { AskedPart } from './paid-parts.ts';
import {
  type CreditNote,
  type FundedAmount,
  type FundedPart,
  type PaidPart,
  type Payment,
  sumByLine,
} from './payment.ts';

type Schemas = components['schemas'];

/** A payment and a credit note as they are put to the gate: the contract's bodies, already validated. */
export type PaymentStatement = Schemas['PaymentStatement'];
export type CreditNoteStatement = Schemas['CreditNoteStatement'];

/** What is stated, in whole fen: the lines first, then the items of the plan. */
export function askedPayment(statement: PaymentStatement): PaymentRequest {
  const { invoiceNumber, invoiceOn, amount, final = false } = statement;
  return {
    invoiceNumber,
    invoiceOn: invoiceOn === null ? null : civilDate(invoiceOn),
    amountFen: parseYuan(amount),
    isFinal: final,
    parts: askedParts(statement),
  };
}

export function askedParts({
  lines = [],
  softwarePlan = [],
}: Pick<PaymentStatement, 'lines' | 'softwarePlan'>): readonly AskedPart[] {
  return [
    ...lines.map(({ line, quantity, amount }, index) => {
      return { pointer: `/lines/${index}`, part: `line/${line}`, quantity, amountFen: parseYuan(amount) };
    }),
    ...softwarePlan.map(({ item, seats, amount }, index) => {
      return { pointer: `/softwarePlan/${index}`, part: `item/${item}`, quantity: seats, amountFen: parseYuan(amount) };
    }),
  ];
}

/** Whoever pays sees which invoices; of a classified order nobody else does but its agency. */
export function isMaskedFor({ isClassified }: { readonly isClassified: boolean }, reader: Actor): boolean {
  return isClassified && reader.role !== 'finance' && !seesTexts(reader);
}

export interface ShownPayment {
  readonly payment: Payment;
  readonly notes: readonly CreditNote[];
  readonly isMasked: boolean;
}

export function toPaymentBody({ payment, notes, isMasked }: ShownPayment): Schemas['Payment'] {
  const {
    id,
    orderId,
    agencyCode,
    sequence,
    invoiceNumber,
    invoiceOn,
    outcome,
    parts,
    decisionId,
    decidedAt,
    logIndex,
  } = payment;
  return {
    ...{ id, orderId, agencyCode, sequence, invoiceOn, outcome, decisionId, decidedAt, logIndex },
    invoiceNumber: invoiceNumber !== null && isMasked ? MASK : invoiceNumber,
    amount: formatYuan(payment.amountFen),
    final: payment.isFinal,
    ...partsBody(parts),
    budget: toFundingBody(parts),
    released: formatYuan(payment.releasedFen),
    credited: formatYuan(creditedOf(notes)),
    creditNotes: notes.map((note) => toCreditNoteBody(note, isMasked)),
  };
}

function creditedOf(notes: readonly CreditNote[]): Fen {
  return addFen(ZERO_FEN, ...notes.map(({ amountFen }) => amountFen));
}

export function toCreditNoteBody(note: CreditNote, isMasked: boolean): Schemas['CreditNote'] {
  const { id, paymentId, orderId, number, creditedOn, goesTo, recordedAt, logIndex, parts } = note;
  return {
    ...{ id, paymentId, orderId, creditedOn, goesTo, recordedAt, logIndex },
    number: isMasked ? MASK : number,
    amount: formatYuan(note.amountFen),
    ...partsBody(parts),
    budget: toFundingBody(parts),
  };
}

function partsBody(parts: readonly PaidPart[]): Pick<Schemas['Payment'], 'lines' | 'softwarePlan'> {
  const of = (kind: string) =>
    parts
      .filter(({ part }) => part.startsWith(`${kind}/`))
      .map(({ part, ...rest }) => ({ ...rest, number: Number(part.slice(kind.length + 1)) }))
      .sort((a, b) => a.number - b.number);
  return {
    lines: of('line').map(({ number, quantity, amountFen }) => ({
      line: number,
      quantity,
      amount: formatYuan(amountFen),
    })),
    softwarePlan: of('item').map(({ number, quantity, amountFen }) => {
      return { item: number, seats: quantity, amount: formatYuan(amountFen) };
    }),
  };
}

function toFundingBody(parts: readonly Pick<FundedPart, 'funding'>[]): Schemas['PaidFunding'][] {
  return sumByLine(parts).map(toFundedBody);
}

export function toFundedBody({ budgetLine, amountFen }: FundedAmount): Schemas['PaidFunding'] {
  return { budgetLine, amount: formatYuan(fen(amountFen)) };
}
