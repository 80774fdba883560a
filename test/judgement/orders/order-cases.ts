import type { OrderLine, OrderSubmission, PlanItem } from '../../../src/facts/submission.ts';
import { addDays, civilDate } from '../../../src/kernel/index.ts';
import {
  composed,
  INTEL,
  itemsOf,
  lineOf,
  onMachines,
  onSystems,
  WINDOWS_PRO,
} from '../../orders/tricky-cases/tricky-orders.ts';
import type { Office, OfficeWish } from '../../support/office.ts';

/** An order as an office might write it. Each is judged by itself: an office of its own has nothing else in hand. */
export interface OrderCase {
  readonly says: string;
  readonly office: OfficeWish;
  readonly order: (office: Office) => OrderSubmission;
}

type Computer = NonNullable<OrderLine['computer']>;
type System = NonNullable<Computer['operatingSystem']>;

/** An organ of a county, which must buy rated products. */
const ORGAN: OfficeWish = { kind: 'party-government-organ', level: 'county' };
/** A hospital or a school that supports no organ, and may buy what is not rated. */
const SCHOOL: OfficeWish = { kind: 'other-institution', level: 'county' };

/** The usual order of an organ, with these words on its line. */
export function writtenOnLine(says: string, line: Partial<OrderLine> = { description: says }): OrderCase {
  return { says, office: ORGAN, order: (office) => office.order({ line }) };
}

export function justifiedBy(justification: string): OrderCase {
  return {
    says: `justified by ${justification}`,
    office: ORGAN,
    order: (office) => ({ ...office.order(), justification }),
  };
}

/** Domestic machines whose system is named as a whole, as it stands on a quotation. */
export function onSystemNamed(product: string, more: Partial<System> = {}): OrderCase {
  const system = { product, edition: null, version: null, ...more };
  return { says: product, office: ORGAN, order: (office) => onSystems(office.order(), system) };
}

/** The usual order, whose system is proven by a paper of this name. */
export function onPaper(reference: string): OrderCase {
  const evidence: System['evidence'] = [{ kind: 'vendor-authorization-letter', reference }];
  return {
    says: `a letter called ${reference}`,
    office: ORGAN,
    order: (office) => onSystems(office.order(), { evidence }),
  };
}

/** Domestic machines whose processor is named as it stands on a quotation. */
export function onProcessor(model: string, architecture: 'arm64' | 'x64' | 'loongarch64' = 'arm64'): OrderCase {
  const cpu = { model, architecture, securityRating: { level: 'I', announcement: '2023-1' } } as const;
  const item = { platforms: [`linux-${architecture}`] } as Partial<PlanItem>;
  const plan = { office: item, antivirus: item };
  return { says: model, office: ORGAN, order: (office) => onMachines(office.order(plan), { cpu }) };
}

/** A school's machines with an Intel processor and Windows. */
export function atSchool(says: string, system: Partial<System>, line: Partial<OrderLine> = {}): OrderCase {
  return { says, office: SCHOOL, order: (office) => schoolOrder(office, system, line) };
}

function schoolOrder(office: Office, system: Partial<System>, line: Partial<OrderLine>): OrderSubmission {
  const item = { platforms: ['windows-x64'] } as Partial<PlanItem>;
  const order = onMachines(office.order({ office: item, antivirus: item, line }), { cpu: INTEL });
  return onSystems(order, { ...WINDOWS_PRO, ...system });
}

/** Something that stands on a second line, beside a desktop that nothing speaks against. */
export function besideDesktop(description: string, more: Partial<OrderLine> = {}): OrderCase {
  const order = (office: Office): OrderSubmission =>
    composed(office, {
      lines: [lineOf(office), { ...lineOf(office), ...OTHER_GOODS, description, ...more }],
      items: Object.values(itemsOf(office)),
    });
  return { says: description, office: ORGAN, order };
}

const OTHER_GOODS = {
  ...{ line: 2, goods: 'other', catalogue: { edition: '2022', code: 'A05010201' } },
  ...{ brand: null, model: null, computer: null, quantity: 4, unitPrice: '800.00' },
} as const satisfies Partial<OrderLine>;

export function withPlan(says: string, plan: { office?: Partial<PlanItem>; antivirus?: Partial<PlanItem> }): OrderCase {
  return { says, office: ORGAN, order: (office) => office.order(plan) };
}

export function changed(says: string, change: (order: OrderSubmission) => OrderSubmission): OrderCase {
  return { says, office: ORGAN, order: (office) => change(office.order()) };
}

function lastOfYear(day: string): string {
  const next = civilDate(`${Number(day.slice(0, 4)) + 1}${day.slice(4)}`);
  return addDays(next, -1);
}

/** The usual order, with machine, plan and days of licences that follow the day of delivery. */
export function deliveredOn(expectedDeliveryOn: string): OrderCase {
  const validFrom = expectedDeliveryOn;
  const validUntil = lastOfYear(validFrom);
  const plan = {
    office: { validFrom, deliverBy: validFrom },
    antivirus: { validFrom, validUntil, serviceMonths: 12, deliverBy: validFrom },
  };
  const order = (office: Office): OrderSubmission => ({ ...office.order(plan), expectedDeliveryOn });
  return { says: `delivered on ${expectedDeliveryOn}`, office: ORGAN, order };
}

/** Machines of another category, without any plan. */
export function machines(says: string, line: Partial<OrderLine>, computer: Partial<Computer>): OrderCase {
  const order = (office: Office): OrderSubmission => {
    const { lines } = onMachines(office.order({ line }), computer);
    return composed(office, { lines, items: [] });
  };
  return { says, office: ORGAN, order };
}
