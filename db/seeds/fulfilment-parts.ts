import type { components } from '../../src/http/openapi.generated.ts';
import { addDays, type CivilDate, fen, formatYuan, parseYuan } from '../../src/kernel/index.ts';
import type { OrderSubmission } from './order-parts.ts';

type Schemas = components['schemas'];
type Evidence = Schemas['AcceptanceEvidence'];

/** So many machines of the first line, and seats of each plan item in turn; nought is none of it. */
export interface Parts {
  readonly machines: number;
  readonly seats: readonly number[];
}

export interface DeliveredParts extends Parts {
  readonly department: string;
  /** The number of the first machine within the order; the next delivery goes on after the last. */
  readonly from?: number;
  /** Of the machines, so many at the end with another edition of the system than was contracted. */
  readonly differing?: { readonly count: number; readonly edition: string };
}

export interface InvoicedParts extends Parts {
  readonly invoice: string;
  readonly final?: boolean;
}

/** A contract as the order was approved. */
export function contractOf(order: OrderSubmission, day: CivilDate): Schemas['ContractStatement'] {
  const { creditCode, name } = order.supplier ?? {};
  return {
    number: `HT-${order.reference}`,
    signedOn: day,
    supplier: { creditCode: creditCode ?? '', name: name ?? '', creditCheckedOn: addDays(day, -1) },
    total: order.total ?? '0.00',
  };
}

/** A delivery with proofs of its own. */
export function deliveryOf(
  order: OrderSubmission,
  day: CivilDate,
  { machines, seats, department, from = 1, differing }: DeliveredParts,
): Schemas['AcceptanceStatement'] {
  const { product, edition, version } = order.lines[0]?.computer?.operatingSystem ?? {};
  const lot = `${order.reference}-${from}`;
  const devices = Array.from({ length: machines }, (_, index) => {
    const differs = differing !== undefined && index >= machines - differing.count;
    const system = { product, edition: differs ? differing.edition : edition, version };
    const assetNumber = `${order.reference}-${String(from + index).padStart(3, '0')}`;
    return {
      line: 1,
      serial: `SN${assetNumber.replaceAll('-', '')}`,
      assetNumber,
      department,
      operatingSystem: { ...system, evidence: proof('vendor-authorization-letter', `SQ-${lot}`) },
    };
  });
  const items = seats.flatMap((count, index) => {
    const item = index + 1;
    const evidence = proof('licence-certificate', `ZS-${lot}-${item}`);
    return count === 0 ? [] : [{ item, seats: count, licensee: order.agencyCode, evidence }];
  });
  return { acceptedOn: day, devices, items };
}

function proof(kind: Evidence['kind'], reference: string): Evidence[] {
  return [{ kind, reference }];
}

/** An invoice at the order's prices. */
export function invoiceOf(
  order: OrderSubmission,
  day: CivilDate,
  { machines, seats, invoice, final = false }: InvoicedParts,
): Schemas['PaymentStatement'] {
  const costs = [costOf(order.lines[0]?.unitPrice, machines)];
  const lines = machines === 0 ? [] : [{ line: 1, quantity: machines, amount: yuan(costs) }];
  const softwarePlan = seats.flatMap((count, index) => {
    const cost = costOf(order.softwarePlan?.[index]?.unitPrice, count);
    costs.push(cost);
    return count === 0 ? [] : [{ item: index + 1, seats: count, amount: yuan([cost]) }];
  });
  return { invoiceNumber: invoice, invoiceOn: day, amount: yuan(costs), final, lines, softwarePlan };
}

function costOf(price: string | null | undefined, count: number): number {
  return price ? parseYuan(price) * count : 0;
}

function yuan(amounts: readonly number[]): string {
  return formatYuan(fen(amounts.reduce((sum, amount) => sum + amount, 0)));
}
