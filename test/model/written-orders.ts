import type { OrderSubmission } from '../../src/facts/submission.ts';
import { fen, formatYuan } from '../../src/kernel/index.ts';
import type { ContractStatement } from '../../src/orders/contract/contract-body.ts';
import * as given from '../support/given.ts';
import { hardwareShares, OFFICE_PRICE, totalOf } from './body-costs.ts';
import type { Agency, Body } from './world.ts';

const THIN = { evidence: [] };
const BARE = { state: 'none' } as const;
const SPARE = { provision: 'spare-entitlement', unitPrice: null, deliverBy: null, validFrom: null } as const;

/** Seats that are there fit other machines than those of the other orders, or those would have to use them first. */
export const SPARE_PLATFORM = 'linux-x64';
const SPARE_CPU = {
  model: 'Hygon C86-3G',
  architecture: 'x64',
  securityRating: { level: 'I', announcement: '2023-1' },
} as const;

/** Days far beyond those of a run, so that no undertaking is overdue while it lasts. */
const DELIVERED = { validFrom: '2027-06-01', deliverBy: '2027-06-01' } as const;

/** A body in full, as an officer would write it. */
export function writtenOrder(agency: Agency, reference: string, body: Body): OrderSubmission {
  const { flavour, quantity, unitPrice, software, entitlement } = body;
  const order = given.order({
    ...{ agencyCode: agency.code, hardwareLine: '', softwareLine: software, reference, quantity },
    unitPrice: yuan(unitPrice),
    office:
      flavour === 'spare'
        ? { ...SPARE, platforms: [SPARE_PLATFORM], entitlementId: entitlement }
        : { ...DELIVERED, unitPrice: yuan(OFFICE_PRICE[flavour]) },
    antivirus: {
      ...{ ...DELIVERED, validUntil: '2028-05-31' },
      ...(flavour === 'spare' && { platforms: [SPARE_PLATFORM] }),
    },
    order: {
      fiscalYear: body.year,
      method: 'batch-centralized',
      expectedDeliveryOn: '2027-06-01',
      supplier: supplierOf(agency, body),
    },
  });
  const lines = order.lines.map((line) => ({
    ...line,
    model: `型号 ${reference}`,
    funding: fundingOf(body),
    computer: {
      ...line.computer,
      operatingSystem: systemOf(flavour, line.computer?.operatingSystem),
      ...(flavour === 'spare' && { cpu: SPARE_CPU }),
    },
  }));
  return { ...order, lines };
}

type System = NonNullable<NonNullable<OrderSubmission['lines'][number]['computer']>['operatingSystem']>;

function systemOf(flavour: Body['flavour'], system: System | null | undefined): System {
  if (flavour === 'bare' || !system) return BARE;
  return flavour === 'thin' ? { ...system, ...THIN } : system;
}

/** The contract for what stands of an order, at the price that was agreed. */
export function writtenContract(
  agency: Agency,
  number: string,
  stated: { body: Body; signedOn: string },
): ContractStatement {
  const { body, signedOn } = stated;
  return {
    ...{ number, signedOn, supplier: supplierOf(agency, body), total: yuan(totalOf(body)) },
    lines: [{ line: 1, unitPrice: yuan(body.unitPrice), funding: fundingOf(body) }],
  };
}

function supplierOf({ supplier }: Agency, { checkedOn }: Body) {
  return { creditCode: supplier, name: given.supplierName(supplier), creditCheckedOn: checkedOn };
}

function fundingOf(body: Body) {
  return hardwareShares(body).map(([budgetLine, amount]) => ({ budgetLine, amount: yuan(amount) }));
}

export function yuan(amount: number): string {
  return formatYuan(fen(amount));
}
