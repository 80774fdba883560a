import type { OrderSubmission } from '../../src/facts/submission.ts';
import type { BenchOffice } from '../bench/world.ts';

/** What a client of the bank checker knows of its own order; money in fen. */
export interface BankOrder {
  readonly id: string;
  readonly etag: string;
  readonly state: 'rejected' | 'approved' | 'contracted' | 'accepted' | 'closed' | 'withdrawn' | 'terminated';
  readonly office: BenchOffice;
  readonly submission: OrderSubmission;
  /** Machines that were accepted, each with its licences, by serial. */
  readonly serials: readonly string[];
  /** How many of them are paid, and the invoices that they were paid by. */
  readonly paid: number;
  readonly invoices: readonly string[];
}

/** In fen, on one budget line. */
export interface LineSums {
  readonly reserved: number;
  readonly encumbered: number;
  readonly spent: number;
}

/** What an order has of each budget line as it stands: what is paid is spent for good, the rest as its state has it. */
export function bookedBy(order: BankOrder): readonly (readonly [string, LineSums])[] {
  const [machine = 0, ...licences] = pricesOf(order);
  const { hardwareLine, softwareLine } = order.office;
  const each = [
    [hardwareLine, machine],
    [softwareLine, licences.reduce((sum, price) => sum + price, 0)],
  ] as const;
  return each.map(([code, price]) => {
    const unpaid = (quantityOf(order) - order.paid) * price;
    const reserved = order.state === 'approved' ? unpaid : 0;
    const encumbered = order.state === 'contracted' || order.state === 'accepted' ? unpaid : 0;
    return [code, { reserved, encumbered, spent: order.paid * price }];
  });
}

export function quantityOf({ submission }: Pick<BankOrder, 'submission'>): number {
  return submission.lines[0]?.quantity ?? 0;
}

/** In fen: of a machine, and of each licence for it. */
export function pricesOf({ submission: { lines, softwarePlan } }: Pick<BankOrder, 'submission'>): readonly number[] {
  return [...lines, ...(softwarePlan ?? [])].map(({ unitPrice }) => Math.round(Number(unitPrice) * 100));
}
