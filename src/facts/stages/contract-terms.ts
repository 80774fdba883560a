import { canonicalJson, formatYuan, parseYuan, sha256 } from '../../kernel/index.ts';
import type { ContractTerms } from '../gathered.ts';
import { isPricedElsewhere } from '../line/priced-in.ts';
import type { OrderLine, OrderSubmission, PlanItem } from '../submission.ts';

/**
 * What was agreed, without how many: a supplement buys more of the same goods on the same terms. How it is paid, which
 * machines it replaces, which papers go with it and what the gate was answered are no terms between the parties.
 */
export function termsOf(order: OrderSubmission): ContractTerms {
  return {
    order: digestOf(orderTerms(order)),
    lines: countBy(order.lines, ({ quantity }) => quantity, termsOfLine),
    items: countBy((order.softwarePlan ?? []).filter(isSupplied), ({ seats }) => seats ?? 0, termsOfItem),
  };
}

/** What one line is bought on, under whatever number. */
export function termsOfLine(line: OrderLine): string {
  return digestOf(lineTerms(line));
}

export function termsOfItem(item: PlanItem): string {
  return digestOf(itemTerms(item));
}

/** Whether anything is bought on other terms than agreed, or less of it than agreed. */
export function areTermsChanged(agreed: ContractTerms, now: ContractTerms): boolean {
  return agreed.order !== now.order || !addsTo(agreed.lines, now.lines) || !addsTo(agreed.items, now.items);
}

type Counts = Readonly<Record<string, number>>;

function addsTo(agreed: Counts, now: Counts): boolean {
  const isKnown = Object.keys(now).every((terms) => Object.hasOwn(agreed, terms));
  return isKnown && Object.entries(agreed).every(([terms, quantity]) => (now[terms] ?? 0) >= quantity);
}

function orderTerms(order: OrderSubmission) {
  return {
    acquisition: order.acquisition ?? 'purchase',
    method: order.method,
    organisationForm: order.organisationForm,
    package: order.package ?? 'goods',
    supplier: order.supplier?.creditCode,
    expectedDeliveryOn: order.expectedDeliveryOn,
  };
}

function lineTerms(line: OrderLine) {
  const { line: _line, quantity: _quantity, funding: _funding, replaces: _replaces, ...said } = line;
  const { containsComputers: _answered, pricedIn, ...goods } = said;
  const { virtualDesktops: _virtualDesktops, ...computer } = goods.computer ?? {};
  // Under whatever number the goods stand that pay for it.
  const isPaidInOthers = isPricedElsewhere({ pricedIn }) || undefined;
  return { ...goods, computer, unitPrice: isPaidInOthers ? undefined : priceOf(goods.unitPrice), isPaidInOthers };
}

/** What the supplier brings; seats that are there already and free software are between nobody and him. */
function isSupplied({ provision }: PlanItem): boolean {
  return provision === 'new-purchase' || provision === 'bundled';
}

function itemTerms({ unitPrice, firstYearUnitPrice, ...item }: PlanItem) {
  const { category, product, edition, version, provision, licenceType, metric } = item;
  const { serviceMonths, validFrom, validUntil, platforms, deliverBy, licensee } = item;
  return {
    category,
    product,
    edition,
    version,
    provision,
    licenceType,
    metric,

    serviceMonths,
    validFrom,
    validUntil,
    platforms,
    deliverBy,
    licensee,

    unitPrice: priceOf(unitPrice),
    firstYearUnitPrice: priceOf(firstYearUnitPrice),
  };
}

/** `580` and `580.00` are one price. */
function priceOf(price: string | null | undefined): string | undefined {
  return price ? formatYuan(parseYuan(price)) : undefined;
}

function countBy<T>(parts: readonly T[], quantityOf: (part: T) => number, termsOfPart: (part: T) => string): Counts {
  const counts: Record<string, number> = {};
  for (const part of parts) {
    const terms = termsOfPart(part);
    counts[terms] = (counts[terms] ?? 0) + quantityOf(part);
  }
  return counts;
}

function digestOf(terms: unknown): string {
  return sha256(canonicalJson(stated(terms))).toString('hex');
}

/** What is absent, null or empty is not stated, whichever way it was written. */
function stated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stated);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, stated(member)] as const);
  return Object.fromEntries(entries.filter(([, member]) => !isEmpty(member)));
}

function isEmpty(member: unknown): boolean {
  if (member === null || member === undefined) return true;
  return typeof member === 'object' && Object.keys(member).length === 0;
}
