import type { DeliveryStatement } from '../../src/facts/stages/delivery-statement.ts';
import type { CreditNoteStatement, PaymentStatement } from '../../src/fulfilment/payment/payment-body.ts';
import type { Delivery } from './goods-acts.ts';
import type { Invoice } from './payment-acts.ts';
import { at } from './plan-orders.ts';
import { dayAt, type PaidPart, type World } from './world.ts';
import { yuan } from './written-orders.ts';

const SYSTEM = { product: 'UnionTech UOS Desktop', edition: 'Professional', version: '20' } as const;

interface PaperFrame {
  readonly agency: string;
  /** Of the step: in the numbers of papers. */
  readonly number: number;
}

/** What came, as whoever takes it in writes it down: each licence with a certificate of its own. */
export function writtenDelivery(
  { agencies, now }: World,
  { serials, differing, items }: Delivery,
  { agency, number }: PaperFrame,
): DeliveryStatement {
  const letter = { kind: 'vendor-authorization-letter', reference: `SQ-${number}` } as const;
  const other = at(
    agencies.filter(({ code }) => code !== agency),
    number,
  ).code;
  return {
    acceptedOn: dayAt(now),
    devices: serials.map((serial) => {
      const system = differing.includes(serial) ? { ...SYSTEM, edition: 'Home' } : SYSTEM;
      return { line: 1, serial, operatingSystem: { ...system, evidence: [letter] } };
    }),
    items: items.map(({ item, seats, proof, isForeign }) => ({
      ...{ item, seats, licensee: isForeign ? other : agency },
      evidence: [{ kind: 'licence-certificate', reference: `ZS-${number}-${item}`, seats: proof }],
    })),
  };
}

export function writtenInvoice({ number, parts, isFinal }: Invoice, on: string): PaymentStatement {
  const amount = sumOf(parts);
  return {
    ...{ final: isFinal, amount: yuan(amount), ...writtenParts(parts) },
    ...(amount === 0 ? { invoiceNumber: null, invoiceOn: null } : { invoiceNumber: number, invoiceOn: on }),
  };
}

export function writtenCredit(number: string, parts: readonly PaidPart[], on: string): CreditNoteStatement {
  return { number, creditedOn: on, amount: yuan(sumOf(parts)), reason: '退货', ...writtenParts(parts) };
}

function sumOf(parts: readonly PaidPart[]): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}

function writtenParts(parts: readonly PaidPart[]): Required<Pick<PaymentStatement, 'lines' | 'softwarePlan'>> {
  const numbered = parts.map(({ part, ...rest }) => ({ ...rest, number: Number(part.split('/')[1]), part }));
  return {
    lines: numbered
      .filter(({ part }) => part.startsWith('line/'))
      .map(({ number, quantity, amount }) => ({ line: number, quantity, amount: yuan(amount) })),
    softwarePlan: numbered
      .filter(({ part }) => part.startsWith('item/'))
      .map(({ number, quantity, amount }) => ({ item: number, seats: quantity, amount: yuan(amount) })),
  };
}
