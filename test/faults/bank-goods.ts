import { type BankOrder, pricesOf, quantityOf } from './bank-order.ts';
import type { Random } from './random.ts';

interface GoodsAct {
  readonly path: 'acceptances' | 'payments';
  readonly body: object;
  readonly after: Partial<BankOrder>;
}

interface PaperNames {
  readonly random: Random;
  /** Of nobody else: in serials and in the numbers of papers. */
  readonly name: string;
}

/** What follows a contract: some machines come, or all that are left; what was accepted is paid, and the last payment closes. */
export function goodsOf(order: BankOrder, { random, name }: PaperNames): GoodsAct {
  const { serials, paid } = order;
  const left = quantityOf(order) - serials.length;
  const isPaidNow = left === 0 || (serials.length > paid && random.whole(1, 2) === 1);
  return isPaidNow ? payment(order, name) : delivery(order, { random, name }, left);
}

/** Each machine with a seat of each kind, and everything with its proof. */
function delivery(order: BankOrder, { random, name }: PaperNames, left: number): GoodsAct {
  const count = random.whole(1, 2) === 1 ? left : random.whole(1, left);
  const came = Array.from({ length: count }, (_, place) => `SN-${name}-${place}`);
  const letter = { kind: 'vendor-authorization-letter', reference: `SQ-${name}` };
  const operatingSystem = {
    product: 'UnionTech UOS Desktop',
    edition: 'Professional',
    version: '20',
    evidence: [letter],
  };
  return {
    path: 'acceptances',
    body: {
      acceptedOn: ON,
      devices: came.map((serial) => ({ line: 1, serial, operatingSystem })),
      items: [1, 2].map((item) => ({
        ...{ item, seats: count, licensee: order.office.agencyCode },
        evidence: [{ kind: 'licence-certificate', reference: `ZS-${name}-${item}`, seats: count }],
      })),
    },
    after: { serials: [...order.serials, ...came], state: count === left ? 'accepted' : 'contracted' },
  };
}

const ON = '2026-06-01';

/** Whatever was accepted and is not paid yet; what completes the order is its final payment. */
function payment(order: BankOrder, name: string): GoodsAct {
  const count = order.serials.length - order.paid;
  const isFinal = order.serials.length === quantityOf(order);
  const [machine, ...licences] = pricesOf(order);
  const parts = licences.map((price, index) => ({ item: index + 1, seats: count, amount: yuan(count * price) }));
  const amount = count * pricesOf(order).reduce((sum, price) => sum + price, 0);
  const invoiceNumber = `FP-${name}`;
  return {
    path: 'payments',
    body: {
      ...{ invoiceNumber, invoiceOn: ON, final: isFinal, amount: yuan(amount), softwarePlan: parts },
      lines: [{ line: 1, quantity: count, amount: yuan(count * (machine ?? 0)) }],
    },
    after: {
      ...{ paid: order.serials.length, invoices: [...order.invoices, invoiceNumber] },
      state: isFinal ? 'closed' : 'contracted',
    },
  };
}

function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}
