import type { components } from '../../src/http/openapi.generated.ts';
import { addDays, addMonths, type CivilDate, fen, formatYuan, parseYuan } from '../../src/kernel/index.ts';
import { AGENCY, type AgencyName } from './demo-agencies.ts';
import { filingNumber, lineCode } from './demo-money.ts';
import { SUPPLIER, type SupplierName } from './demo-suppliers.ts';

type Schemas = components['schemas'];
export type OrderSubmission = Schemas['OrderSubmission'];
type Line = OrderSubmission['lines'][number];
type Item = NonNullable<OrderSubmission['softwarePlan']>[number];

/** Whose order it is, and when it is sent. */
export interface Frame {
  readonly agency: AgencyName;
  readonly day: CivilDate;
  /** The fiscal year, which an amendment in the next one keeps. */
  readonly year: number;
  /** Behind the agency's prefix and the year. */
  readonly number: string;
}

export interface OrderDraft extends Partial<Omit<OrderSubmission, 'lines' | 'softwarePlan' | 'supplier'>> {
  readonly lines: readonly Omit<Line, 'line'>[];
  readonly plan?: readonly Omit<Item, 'item'>[];
  /** Null until a tender has found one. */
  readonly supplier?: SupplierName | null;
  readonly creditCheckedOn?: CivilDate;
  readonly deliveryDays?: number;
}

const DELIVERY_DAYS = 100;

/** A complete order of the day: every part is funded, the total is right, and whatever is wrong with it is said on purpose. */
export function orderOf(frame: Frame, wanted: OrderDraft): OrderSubmission {
  const { lines, plan = [], supplier = 'chuxin', creditCheckedOn, deliveryDays = DELIVERY_DAYS, ...rest } = wanted;
  const { agency, day, year, number } = frame;
  const delivery = addDays(day, deliveryDays);
  const numbered = lines.map((line, index) => ({
    line: index + 1,
    ...line,
    funding: line.funding ?? hardwareFunding(frame, line),
  }));
  const items = plan.map((item, index) => ({ item: index + 1, ...completed(frame, item, delivery) }));
  const amounts = [...numbered.map(amountOf), ...items.filter(isBought).map(costOf)];
  return {
    reference: `${AGENCY[agency].prefix}-${year}-${number}`,
    agencyCode: AGENCY[agency].code,
    fiscalYear: year,
    acquisition: 'purchase',
    method: 'e-mall',
    organisationForm: 'centralized',
    package: 'goods',
    classified: AGENCY[agency].classified,
    planFilingNumber: filingNumber(agency, year),
    supplier: supplier && {
      creditCode: SUPPLIER[supplier].creditCode,
      name: SUPPLIER[supplier].name,
      creditCheckedOn: creditCheckedOn ?? addDays(day, -3),
    },
    expectedDeliveryOn: delivery,
    total: formatYuan(fen(amounts.reduce((sum, amount) => sum + amount, 0))),
    lines: numbered,
    softwarePlan: items,
    approvals: [],
    exemption: null,
    justification: '现有设备已满最低使用年限，拟更新并同步配置正版软件。',
    ...rest,
  };
}

function amountOf({ unitPrice, quantity, leaseMonths }: Pick<Line, 'unitPrice' | 'quantity' | 'leaseMonths'>): number {
  return unitPrice ? parseYuan(unitPrice) * quantity * (leaseMonths ?? 1) : 0;
}

function costOf({ unitPrice, seats }: Item): number {
  return unitPrice ? parseYuan(unitPrice) * (seats ?? 0) : 0;
}

function isBought({ provision, orderLine }: Item): boolean {
  return provision === 'new-purchase' && !orderLine;
}

function hardwareFunding({ agency, year }: Frame, line: Omit<Line, 'line'>): Line['funding'] {
  const amount = amountOf(line);
  return amount === 0 ? [] : [{ budgetLine: lineCode(agency, year, '31002'), amount: formatYuan(fen(amount)) }];
}

/** Dates, licensee and funding are those of the order unless the item says otherwise. */
function completed(frame: Frame, item: Omit<Item, 'item'>, delivery: CivilDate): Item {
  const isSubscription = item.licenceType === 'subscription';
  const isNew = item.provision === 'new-purchase';
  const cost = costOf(item);
  const funding = isBought(item) && cost > 0 ? [softwareFunding(frame, cost)] : [];
  return {
    metric: 'device',
    licensee: AGENCY[frame.agency].code,
    validFrom: isNew ? delivery : null,
    validUntil: isSubscription ? addDays(addMonths(delivery, 12), -1) : null,
    serviceMonths: isSubscription ? 12 : null,
    firstYearUnitPrice: isSubscription ? (item.unitPrice ?? null) : null,
    deliverBy: isNew || item.provision === 'bundled' ? delivery : null,
    entitlementId: null,
    orderLine: null,
    replacesEntitlements: [],
    forExistingDevices: 0,
    funding,
    evidence: isNew ? [{ kind: 'licence-certificate', reference: null, seats: item.seats ?? null }] : [],
    ...item,
  };
}

function softwareFunding({ agency, year }: Frame, cost: number) {
  return { budgetLine: lineCode(agency, year, '31007'), amount: formatYuan(fen(cost)) };
}
