import type { AgencyFacts } from '../agencies/index.ts';
import type { Judgement } from '../decisions/index.ts';
import { type CivilDate, type Fen, fen, parseYuan } from '../kernel/index.ts';
import type { RuleSet } from '../rules/index.ts';
import type { Books } from './books.ts';
import type { Contribution } from './contribution.ts';
import { exemptDevices } from './derive-facts/exemption.ts';
import { purchaseTotals } from './derive-facts/purchase-items.ts';
import { agencyTwinKey, exemptionKey, fundingOf, siblingKey } from './gather-order.ts';
import type { Purchase } from './order.ts';
import type { OrderSubmission } from './submission.ts';

/** Rules that guard money and seats: while one of them is open, a referred order holds neither. */
function guardsUnits(rule: string): boolean {
  return rule.startsWith('BUD-') || rule === 'LIC-02' || rule === 'LIC-06';
}

/** Whether every rule on money and seats passed, so that a referred order may hold what it asks for while it waits. */
export function mayHoldUnits(judgement: Judgement): boolean {
  return judgement.results
    .filter(({ rule }) => guardsUnits(rule))
    .every(({ instances }) => instances.every(({ result }) => result !== 'clause' && result !== 'indeterminate'));
}

export interface Taking {
  readonly books: Books;
  readonly ruleSet: RuleSet;
  readonly agency: AgencyFacts;
  readonly body: OrderSubmission;
  readonly revision: number;
  readonly submittedOn: CivilDate;
  readonly holdsUnits: boolean;
}

/** What a revision takes while it stands: money and seats if it may, and its place in the history that rules count. */
export function contributionOf(taking: Taking): Contribution {
  const { books, body, revision, submittedOn, holdsUnits } = taking;
  const filing = books.planFilings.get(body.planFilingNumber ?? '');
  const document = exemptionKey(body);
  return {
    revision,
    budget: holdsUnits ? fundingByLine(books, body) : new Map(),
    seats: holdsUnits ? seatsByEntitlement(books, body) : new Map(),
    purchases: purchasesOf(taking),
    twin: { key: agencyTwinKey(body), submittedOn },
    filing:
      filing && filing.agencyCode === body.agencyCode && body.total
        ? { number: filing.number, amountFen: parseYuan(body.total) }
        : null,
    exemption: document === null ? null : { document, devices: exemptDevices(body) },
  };
}

function fundingByLine(books: Books, body: OrderSubmission): ReadonlyMap<string, Fen> {
  const byLine = new Map<string, Fen>();
  for (const { budgetLine, amount } of fundingOf(body)) {
    const line = books.budgetLines.get(budgetLine ?? '');
    if (!line || line.agencyCode !== body.agencyCode || !amount) continue;
    byLine.set(line.code, fen((byLine.get(line.code) ?? 0) + parseYuan(amount)));
  }
  return new Map([...byLine].filter(([, amount]) => amount > 0));
}

/** Plan items draw seats, and so does a bare machine that gets its special operating system. Unlimited seats are not held. */
function seatsByEntitlement(books: Books, body: OrderSubmission): ReadonlyMap<string, number> {
  const seats = new Map<string, number>();
  const draw = (id: string | null | undefined, asked: number): void => {
    const entitlement = books.entitlements.get(id ?? '');
    if (entitlement && entitlement.seats !== null && asked > 0) {
      seats.set(entitlement.id, (seats.get(entitlement.id) ?? 0) + asked);
    }
  };
  for (const item of body.softwarePlan ?? []) draw(item.entitlementId, item.seats ?? 0);
  if (body.exemption?.kind === 'classified') draw(body.exemption.specialOsEntitlementId, exemptDevices(body));
  return seats;
}

/** Tender-equivalent methods and approved exceptions do not count towards splitting, so they leave no purchase. */
function purchasesOf({ books, ruleSet, agency, body, submittedOn }: Taking): readonly Purchase[] {
  const policy = ruleSet.policyFor({ region: agency.region, level: agency.level, on: submittedOn });
  const isTender = policy.tenderEquivalentMethods?.includes(body.method ?? '') ?? false;
  const isExcepted = (body.approvals ?? []).some(
    ({ kind, document }) => (kind === 'splitting-exception' || kind === 'budget-adjustment') && Boolean(document),
  );
  if (isTender || isExcepted) return [];
  const projectOf = (code: string): string | undefined => {
    const line = books.budgetLines.get(code);
    return line?.agencyCode === body.agencyCode ? line.project : undefined;
  };
  const itemsSeen = new Set<string>();
  return purchaseTotals(body, ruleSet.decoding, projectOf).map(({ project, item, totalFen }) => {
    // An item paid from two projects counts on each, but among siblings only once.
    const isFirst = !itemsSeen.has(item);
    itemsSeen.add(item);
    return {
      purchaseKey: `${body.agencyCode}/${body.fiscalYear}/${item}/${project}`,
      siblingKey: isFirst ? siblingKey(body, agency, item) : null,
      amountFen: totalFen,
      submittedOn,
    };
  });
}
