import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { composed, itemsOf, lineFor, lineOf } from '../../orders/tricky-cases/tricky-orders.ts';
import type { Gate } from '../../support/gate.ts';
import { type Office, openEntitlement } from '../../support/office.ts';

export const LESSOR = '某租赁有限公司';

/** Two desktops leased for a year with the lessor's office suite; rent is an expense, and so is the software for its term. */
export async function leased(gate: Gate, office: Office): Promise<OrderSubmission> {
  const rent = await lineFor(gate, office, '30214');
  const letter = { kind: 'allocation-letter' as const, reference: '租赁合同附件二' };
  const term = { validUntil: '2027-08-31', licensee: LESSOR, evidence: [letter] };
  const order = office.order({ quantity: 2, unitPrice: '1800.00', office: term, order: { acquisition: 'lease' } });
  const paidAsRent = <Part extends { funding?: OrderSubmission['lines'][number]['funding'] }>(part: Part): Part => ({
    ...part,
    funding: (part.funding ?? []).map((entry) => ({ ...entry, budgetLine: rent })),
  });
  const lines = order.lines.map((line) => ({ ...paidAsRent(line), unitPrice: '150.00', leaseMonths: 12 }));
  return { ...order, lines, softwarePlan: (order.softwarePlan ?? []).map(paidAsRent) };
}

/** Two desktops that cost nothing, with office and antivirus seats that the agency has to spare. */
export async function received(
  gate: Gate,
  office: Office,
  acquisition: 'donation' | 'transfer-in',
): Promise<OrderSubmission> {
  const { agencyCode } = office;
  const spare = { provision: 'spare-entitlement', unitPrice: null, deliverBy: null } as const;
  const antivirus = { category: 'antivirus-client', product: '奇安信天擎', edition: 'Enterprise', version: '10' };
  const order = office.order({
    quantity: 2,
    line: { unitPrice: null, catalogue: null, domestic: null },
    office: { ...spare, entitlementId: await openEntitlement(gate, { agencyCode }) },
    antivirus: { ...spare, entitlementId: await openEntitlement(gate, { agencyCode, ...antivirus }) },
  });
  const free = { method: null, organisationForm: null, total: null, supplier: null, planFilingNumber: null } as const;
  return { ...order, ...free, acquisition, lines: order.lines.map((line) => ({ ...line, funding: [] })) };
}

/** Three terminals at three virtual desktops, with a system, office and antivirus for each desktop. */
export function cloud(office: Office): OrderSubmission {
  const { officeItem, antivirus } = itemsOf(office);
  const terminals = { category: 'thin-client', intendedUse: 'office', virtualDesktops: 3 } as const;
  const line = { ...lineOf(office), quantity: 3, description: '云终端' };
  return composed(office, {
    lines: [
      {
        ...{ ...line, unitPrice: '2900.00', catalogue: { edition: '2022', code: 'A02010199' } },
        computer: { ...terminals, operatingSystem: { state: 'none' } },
      },
    ],
    items: [
      { ...officeItem, seats: 3 },
      { ...antivirus, seats: 3 },
      {
        ...{ ...officeItem, item: 3, category: 'operating-system', product: 'UnionTech UOS Desktop', version: '20' },
        ...{ seats: 3, unitPrice: '1700.00' },
      },
    ],
  });
}

/** Two bare servers of 32 cores each, and a system for all 64. */
export function byCore(office: Office): OrderSubmission {
  const { officeItem, antivirus } = itemsOf(office);
  const line = { ...lineOf(office), quantity: 2, unitPrice: '30000.00', description: '服务器' };
  const server = { category: 'server', intendedUse: 'server', cores: 32, operatingSystem: { state: 'none' } } as const;
  const catalogue = { edition: '2022', code: 'A02010104' } as const;
  return composed(office, {
    lines: [{ ...line, catalogue, computer: { ...line.computer, ...server } }],
    items: [
      { ...antivirus, item: 1, category: 'antivirus-server', seats: 2 },
      {
        ...{ ...officeItem, item: 2, category: 'operating-system', product: 'Kylin Server', edition: null },
        ...{ version: 'V10', metric: 'core', seats: 64, unitPrice: '100.00' },
      },
    ],
  });
}

type Row = Readonly<Record<string, unknown>>;

/** What the register has of an agency, alike things counted together. */
export async function registerOf(gate: Gate, { agencyCode }: Office) {
  const rows = async (what: string): Promise<readonly Row[]> =>
    (await gate.installer.get(`/v1/${what}?agencyCode=${agencyCode}&limit=200`)).body.items;
  const rights = await rows('entitlements');
  const categories = new Map(rights.map(({ id, category }) => [id, category]));
  return {
    devices: counted((await rows('devices')).map(({ category, state }) => `${category} ${state}`)),
    rights: rights.map((right) => rightIn(right, agencyCode)).sort(),
    allocations: counted(
      (await rows('allocations')).map(
        ({ entitlementId, takenFrom }) => `${categories.get(entitlementId)} ${takenFrom}`,
      ),
    ),
    installations: counted((await rows('installations')).map(({ product }) => String(product))),
  };
}

/** Seats that a later order could count on, over everything that an agency has. */
export async function freeSeatsOf(gate: Gate, { agencyCode }: Office): Promise<number> {
  const { body } = await gate.installer.get(`/v1/entitlements?agencyCode=${agencyCode}&limit=200`);
  return body.items.reduce((sum: number, { free }: { free: number }) => sum + free, 0);
}

function rightIn({ seats, category, channel, metric, licensee, allocated, ...row }: Row, agencyCode: string): string {
  const name = licensee === agencyCode ? 'the agency' : licensee;
  return `${seats} ${category} ${channel} by ${metric} for ${name} ${row.validFrom} to ${row.validUntil}, ${allocated} allocated`;
}

function counted(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} ${name}`).sort();
}
