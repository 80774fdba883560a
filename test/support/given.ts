import type { OrderLine, OrderSubmission, PlanItem } from '../../src/facts/submission.ts';
import { creditCodeChecksum } from '../../src/kernel/credit-code.ts';
import { fen, formatYuan, parseYuan } from '../../src/kernel/index.ts';

let count = 0;

/** A number that no other call in this run gets: references, codes and models must differ between tests. */
export function nextNumber(): number {
  count += 1;
  return count;
}

/** A valid unified social credit code that nobody else in this run has. */
export function creditCode(kind: 'agency' | 'supplier' = 'agency'): string {
  const prefix = kind === 'agency' ? '11421000MB1' : '91420000MA4';
  const first17 = `${prefix}${String(nextNumber()).padStart(6, '0')}`;
  return `${first17}${creditCodeChecksum(first17)}`;
}

/** Firms have names of their own: one with that of another goes to a person. */
export function supplierName(code: string): string {
  return `测试供应商${code}`;
}

export interface OrderWish {
  readonly agencyCode: string;
  readonly hardwareLine: string;
  readonly softwareLine: string;
  readonly supplier?: string | null;
  readonly reference?: string;
  readonly quantity?: number;
  /** In yuan. */
  readonly unitPrice?: string;
  readonly line?: Partial<OrderLine>;
  readonly office?: Partial<PlanItem>;
  readonly antivirus?: Partial<PlanItem>;
  readonly order?: Partial<OrderSubmission>;
}

/**
 * An order that nothing speaks against: domestic desktops with a genuine system, office and antivirus for each, paid from
 * both lines. A test names only the values it is about; the sums follow.
 */
export function order(wish: OrderWish): OrderSubmission {
  const { agencyCode, quantity = 1, unitPrice = '4999.00' } = wish;
  const number = nextNumber();
  const line = { ...orderLine(wish, { number, quantity, unitPrice }), ...wish.line };
  const softwarePlan = [
    { ...officeItem(wish, quantity), ...wish.office },
    { ...antivirusItem(wish, quantity), ...wish.antivirus },
  ].map(withFunding(wish.softwareLine));
  const bought = softwarePlan.filter(({ provision, orderLine: byLine }) => provision === 'new-purchase' && !byLine);
  const total =
    amountOf(line.quantity, line.unitPrice) +
    bought.reduce((sum, item) => sum + amountOf(item.seats, item.unitPrice), 0);
  return {
    reference: wish.reference ?? `CG-${number}`,
    agencyCode,
    fiscalYear: 2026,
    acquisition: 'purchase',
    method: 'e-mall',
    organisationForm: 'centralized',
    package: 'goods',
    planFilingNumber: `JZCG-${agencyCode}`,
    supplier: wish.supplier
      ? { creditCode: wish.supplier, name: supplierName(wish.supplier), creditCheckedOn: '2026-06-01' }
      : null,
    expectedDeliveryOn: '2026-09-01',
    total: yuan(total),
    lines: [
      { ...line, funding: [{ budgetLine: wish.hardwareLine, amount: yuan(amountOf(line.quantity, line.unitPrice)) }] },
    ],
    softwarePlan,
    ...wish.order,
  };
}

function orderLine(
  _wish: OrderWish,
  { number, quantity, unitPrice }: { number: number; quantity: number; unitPrice: string },
): OrderLine {
  return {
    line: 1,
    goods: 'computer',
    catalogue: { edition: '2022', code: 'A02010105' },
    // Tests make other machines of it, and what they say of themselves must stay true.
    description: '办公用计算机',
    brand: '长城',
    // Orders with one model in one month would look like twins of one another.
    model: `型号 ${number}`,
    quantity,
    unitPrice,
    domestic: true,
    computer: {
      category: 'desktop',
      cpu: { model: 'Kunpeng 920', architecture: 'arm64', securityRating: { level: 'I', announcement: '2023-1' } },
      intendedUse: 'office',
      operatingSystem: {
        state: 'preinstalled',
        product: 'UnionTech UOS Desktop',
        edition: 'Professional',
        version: '20',
        licenceType: 'oem',
        securityRating: { level: 'I', announcement: '2023-1' },
        evidence: [{ kind: 'vendor-authorization-letter', reference: 'SQ-1' }],
      },
    },
  };
}

function officeItem({ agencyCode }: OrderWish, seats: number): PlanItem {
  return {
    item: 1,
    category: 'office',
    product: 'WPS Office',
    edition: 'Professional',
    version: '2023',
    provision: 'new-purchase',
    licenceType: 'perpetual',
    metric: 'device',
    seats,
    unitPrice: '580.00',
    validFrom: '2026-09-01',
    platforms: ['linux-arm64'],
    deliverBy: '2026-09-01',
    licensee: agencyCode,
    evidence: [{ kind: 'licence-certificate', reference: 'WPS-1' }],
  };
}

function antivirusItem({ agencyCode }: OrderWish, seats: number): PlanItem {
  return {
    item: 2,
    category: 'antivirus-client',
    product: '奇安信天擎',
    edition: 'Enterprise',
    version: '10',
    provision: 'new-purchase',
    licenceType: 'subscription',
    metric: 'device',
    seats,
    unitPrice: '91.00',
    serviceMonths: 12,
    validFrom: '2026-09-01',
    validUntil: '2027-08-31',
    platforms: ['linux-arm64'],
    deliverBy: '2026-09-01',
    licensee: agencyCode,
    evidence: [{ kind: 'licence-certificate', reference: 'QAX-1' }],
  };
}

/** An order that is refused for its machines, which come without a system. */
export function withoutSystem(order: OrderSubmission): OrderSubmission {
  const bare = { state: 'none' } as const;
  const lines = order.lines.map((line) => ({ ...line, computer: { ...line.computer, operatingSystem: bare } }));
  return { ...order, lines };
}

/** New purchases that no line buys name the line that pays, and everything else names none. */
function withFunding(budgetLine: string) {
  return (item: PlanItem): PlanItem => {
    if (item.funding || item.provision !== 'new-purchase' || item.orderLine) return item;
    return { ...item, funding: [{ budgetLine, amount: yuan(amountOf(item.seats, item.unitPrice)) }] };
  };
}

function amountOf(quantity: number | null | undefined, unitPrice: string | null | undefined): number {
  return (quantity ?? 0) * parseYuan(unitPrice ?? '0');
}

function yuan(amount: number): string {
  return formatYuan(fen(amount));
}
