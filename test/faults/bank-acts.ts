import type { OrderSubmission } from '../../src/facts/submission.ts';
import type { BenchOffice } from '../bench/world.ts';
import * as given from '../support/given.ts';
import type { Answer, FaultRequest } from './ask.ts';
import { goodsOf } from './bank-goods.ts';
import type { BankOrder } from './bank-order.ts';
import type { Random } from './random.ts';

export interface BankAct {
  readonly asking: FaultRequest;
  /** By which key: whoever bought something neither accepts nor pays it. */
  readonly by: 'orders' | 'contracts' | 'goods';
  /** The order as the answer must leave it, except for its id and tag. */
  readonly after: Omit<BankOrder, 'id' | 'etag'>;
}

export interface Lane {
  readonly random: Random;
  readonly offices: readonly BenchOffice[];
  /** Different in every lane of every client. */
  readonly name: string;
}

const PRICE_FEN = 499_900;

/** A new order; one in ten comes without a system, which nothing approves. */
export function submission({ random, offices, name }: Lane, count: number): BankAct {
  const office = offices[random.whole(0, offices.length - 1)];
  if (!office) throw new Error('a bank needs offices');
  const reference = `${name}-${count}`;
  const clean = orderOf(office, reference, random.whole(1, 12));
  const isRejected = random.whole(1, 10) === 1;
  const body = isRejected ? given.withoutSystem(clean) : clean;
  const state = isRejected ? 'rejected' : 'approved';
  const after = { state, office, submission: body, serials: [], paid: 0, invoices: [] } as const;
  return { asking: { path: '/v1/orders', headers: {}, body }, after, by: 'orders' };
}

/** Bought in the centralized batch, because thousands of e-mall orders would be splitting; each with its own model. */
function orderOf(office: BenchOffice, reference: string, quantity: number): OrderSubmission {
  const order = given.order({ ...office, reference, quantity, order: { method: 'batch-centralized' } });
  const lines = order.lines.map((line) => ({ ...line, model: `型号 ${reference}` }));
  return { ...order, lines };
}

/** What may follow in an order's life: of ten acts four amend, and the others lead towards a contract, its goods and its end. */
export function nextAct({ random, name }: Lane, order: BankOrder, count: number): BankAct | undefined {
  const { id, etag, ...known } = order;
  const { state } = known;
  const headers = { 'if-match': etag, 'idempotency-key': `${name}-${count}` };
  const act = (path: string, body: object, after: Partial<BankAct['after']>): BankAct => ({
    asking: { path: `/v1/orders/${id}/${path}`, headers, body },
    after: { ...known, ...after },
    by: 'orders',
  });
  const dice = random.whole(1, 10);
  if (state === 'contracted' && dice <= 2)
    return { ...act('termination', { reason: '供应商不能交货' }, { state: 'terminated' }), by: 'contracts' };
  if (state === 'contracted' || state === 'accepted') {
    const next = goodsOf(order, { random, name: `${name}-${count}` });
    return { ...act(next.path, next.body, next.after), by: 'goods' };
  }
  if (state !== 'approved' && state !== 'rejected') return undefined;
  if (dice <= 4) {
    const amended = orderOf(order.office, order.submission.reference, random.whole(1, 12));
    return act('amendments', amended, { state: 'approved', submission: amended });
  }
  if (dice <= 6 || state === 'rejected') return act('withdrawal', { reason: '不再需要' }, { state: 'withdrawn' });
  const contracted = cheaper(order.submission, random.whole(0, 9));
  const signed = contractFor(contracted, `HT-${name}-${count}`);
  return { ...act('contract', signed, { state: 'contracted', submission: contracted }), by: 'contracts' };
}

/** A contract may be for some fen less than was approved. */
function cheaper(submission: OrderSubmission, fen: number): OrderSubmission {
  const unitPrice = yuan(PRICE_FEN - fen);
  const lines = submission.lines.map((line) => {
    const amount = yuan((PRICE_FEN - fen) * line.quantity);
    return { ...line, unitPrice, funding: (line.funding ?? []).map((entry) => ({ ...entry, amount })) };
  });
  const total = yuan(Math.round(Number(submission.total) * 100) - fen * (submission.lines[0]?.quantity ?? 0));
  return { ...submission, lines, total };
}

function contractFor({ supplier, total, lines }: OrderSubmission, number: string): object {
  const stated = lines.map(({ line, unitPrice }) => ({ line, unitPrice }));
  return { number, signedOn: '2026-06-01', supplier, total, lines: stated };
}

function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}

/** The order as an answer shows it: withdrawals and terminations answer the order alone, the others with a decision. */
export function orderIn({ body }: Answer): Readonly<Record<string, unknown>> {
  return body.order ?? (body as Readonly<Record<string, unknown>>);
}
