import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import type { CreditNoteStatement, PaymentStatement } from '../../../src/fulfilment/payment/payment-body.ts';
import { idOf } from '../../orders/life-support.ts';
import type { Caller, Gate, Headers } from '../../support/gate.ts';
import { nextNumber } from '../../support/given.ts';
import type { Office } from '../../support/office.ts';
import { sign } from '../../two-people/two-people.ts';
import { deliveriesOf, found, licences, machines } from '../delivery/acceptance-support.ts';
import { contracted } from '../fulfilment-support.ts';

/** What came of an order: so many machines of its first line, and seats by plan item. */
export interface DeliveredGoods {
  readonly machines?: number;
  /** Of them, so many without the system that was contracted. */
  readonly differing?: number;
  readonly items?: readonly { readonly item: number; readonly seats: number; readonly proof?: number }[];
}

/** Has a delivery accepted. Answers the order, with its tag. */
export async function came(
  office: Office,
  last: Response,
  { machines: count = 0, differing = 0, items = [] }: DeliveredGoods,
): Promise<Response> {
  const bare = machines(differing, { operatingSystem: found({ edition: 'Home' }) });
  const answer = await deliveriesOf(office).accept(last, {
    acceptedOn: '2026-06-01',
    devices: [...machines(count - differing), ...bare],
    items: items.map(({ item, seats, proof }) => licences(office, item, seats, proofOf(seats, proof))),
  });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer;
}

/** A certificate of its own for fewer seats than came. */
function proofOf(seats: number, proof = seats) {
  if (proof === seats) return {};
  const reference = `ZS-${nextNumber()}`;
  return { evidence: [{ kind: 'licence-certificate' as const, reference, seats: proof }] };
}

export interface Payers {
  readonly maker: Caller;
  readonly signer: Caller;
}

/** Two people of the finance bureau. */
export async function payersOf(gate: Gate): Promise<Payers> {
  return {
    maker: await gate.as('finance', { who: 'who pays' }),
    signer: await gate.as('finance', { who: 'who signs' }),
  };
}

/** An invoice over so many of the first line and so many seats of items, at the order's prices. */
export function invoice(
  order: OrderSubmission,
  {
    machines: count = 0,
    items = [],
    ...own
  }: Partial<PaymentStatement> & {
    readonly machines?: number;
    readonly items?: readonly (readonly [number, number])[];
  },
): PaymentStatement {
  const [line] = order.lines;
  const lines = count > 0 ? [{ line: 1, quantity: count, amount: times(line?.unitPrice, count) }] : [];
  const softwarePlan = items.map(([item, seats]) => {
    const planned = order.softwarePlan?.find((each) => each.item === item);
    return { item, seats, amount: times(planned?.unitPrice, seats) };
  });
  const cents = [...lines, ...softwarePlan].reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  return {
    ...{
      final: false,
      invoiceNumber: `FP-${nextNumber()}`,
      invoiceOn: '2026-06-01',
      amount: (cents / 100).toFixed(2),
      lines,
      softwarePlan,
    },
    ...own,
  };
}

function times(price: string | null | undefined, count: number): string {
  return ((Math.round(Number(price ?? '0') * 100) * count) / 100).toFixed(2);
}

export async function pay(
  payer: Caller,
  last: Response,
  statement: PaymentStatement,
  headers: Headers = {},
): Promise<Response> {
  return payer.post(`/v1/orders/${idOf(last)}/payments`, statement, {
    'if-match': String(last.headers.etag),
    ...headers,
  });
}

/** A credit note, by both. Answers the signature. */
export async function credit(
  { maker, signer }: Payers,
  payment: string,
  own: Partial<CreditNoteStatement>,
): Promise<Response> {
  const proposal = await maker.post(`/v1/payments/${payment}/credit-notes`, creditNote(own));
  if (proposal.status !== 202) return proposal;
  return sign(signer, proposal.body);
}

export function creditNote(own: Partial<CreditNoteStatement>): CreditNoteStatement {
  return { number: `HZ-${nextNumber()}`, creditedOn: '2026-06-01', amount: '0.00', reason: '退货', ...own };
}

/** An order of machines under contract of which everything has come. */
export async function delivered(office: Office, order: OrderSubmission): Promise<Response> {
  const signed = await contracted(office, order);
  const count = order.lines[0]?.quantity ?? 0;
  const items = (order.softwarePlan ?? []).map(({ item, seats }) => ({ item: item ?? 0, seats: seats ?? 0 }));
  return came(office, signed, { machines: count, items });
}

export async function moneyOf(gate: Gate, budgetLine: string) {
  const { available, encumbered, spent } = (await gate.installer.get(`/v1/budget-lines/${budgetLine}`)).body;
  return { available, encumbered, spent };
}

export function assertPaid(answer: Response): void {
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  const { outcome, findings, indeterminate } = answer.body.decision;
  assert.deepEqual({ outcome, findings, indeterminate }, { outcome: 'approved', findings: [], indeterminate: [] });
}

export function findingsIn(answer: Response): readonly string[] {
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  const found = answer.body.decision.findings as readonly { rule: string; clause: string; pointer: string }[];
  return [
    answer.body.decision.outcome,
    ...found.map(({ rule, clause, pointer }) => `${rule} ${clause} ${pointer}`.trim()),
  ];
}
