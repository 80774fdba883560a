import type { AgencyFacts } from '../../agencies/index.ts';
import type { Judgement } from '../../decisions/index.ts';
import { exemptDevices, type MachineCost, machineCostsOf, type OrderSubmission } from '../../facts/index.ts';
import { type CivilDate, type Fen, fen, parseYuan } from '../../kernel/index.ts';
import { freeSeatsOf } from '../../register/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import { type Books, planFilingOf } from '../batch/books.ts';
import { countedProofs, countedPurchases } from '../history/counted-history.ts';
import type { Purchase } from '../order.ts';
import type { Contribution } from './contribution.ts';
import { citationsOf, fundingOf } from './order-citations.ts';

/** Rules that guard money and seats: while one of them is open, a referred order holds neither. */
function guardsUnits(rule: string): boolean {
  return rule.startsWith('BUD-') || rule === 'LIC-02' || rule === 'LIC-06';
}

/** Whether every rule on money and seats passed or was set aside, so that a referred order may hold what it asks for while it waits. */
export function mayHoldUnits(judgement: Judgement): boolean {
  const isGuarded = judgement.findings.some(({ rule, waiver }) => guardsUnits(rule) && waiver === null);
  // EXC-01 always goes to people; only where it cannot be judged is it unknown whether its special system has seats.
  return !isGuarded && !judgement.indeterminate.some(({ rule }) => guardsUnits(rule) || rule === 'EXC-01');
}

export interface ContributionParts {
  readonly books: Books;
  readonly ruleSet: RuleSet;
  readonly agency: AgencyFacts;
  readonly body: OrderSubmission;
  readonly revision: number;
  readonly submittedOn: CivilDate;
  readonly holdsUnits: boolean;
  /** Seats that stay held as they are: a contract asks for no others than the approval took. */
  readonly keptSeats?: Contribution['seats'] | undefined;
  /** Seats that machines of the order were given already: they are not held once more. */
  readonly allocated?: Contribution['allocated'] | undefined;
  /** Machines by waiver, for the waivers that it stands on. */
  readonly waivers: Contribution['waivers'];
  /** What was paid before: a supplement finds it there. */
  readonly spent?: Contribution['spent'] | undefined;
  /** A contract encumbers what an approval reserves. */
  readonly bucket?: Contribution['bucket'];
}

/** What a revision takes while it stands: money and seats if it may, and its place in the history that rules count. */
export function contributionOf(taking: ContributionParts): Contribution {
  const { books, body, revision, submittedOn, holdsUnits, bucket = 'reserved', allocated = NO_SEATS } = taking;
  const { planFiling, exemptionDocument: document, twinKey, looseTwinKey, machineLines, devices } = citationsOf(body);
  const filing = planFilingOf(books, planFiling);
  return {
    revision,
    bucket,
    budget: holdsUnits ? fundingByLine(books, body) : new Map(),
    spent: taking.spent ?? new Map(),
    seats: taking.keptSeats ?? (holdsUnits ? withoutSeats(seatsByEntitlement(books, body), allocated) : NO_SEATS),
    allocated,
    purchases: purchasesOf(taking),
    twin: { key: twinKey, looseKey: looseTwinKey, machineLines, submittedOn },
    costs: { entries: costsOf(taking), submittedOn },
    filing:
      filing && filing.agencyCode === body.agencyCode && body.total
        ? { number: filing.number, amountFen: parseYuan(body.total) }
        : null,
    exemption: document === null ? null : { document, devices: exemptDevices(body) },
    proofs: new Map(countedProofs({ ...taking, decidedOn: books.on }).map(({ proofKey, ...use }) => [proofKey, use])),
    oldMachines: devices.ids,
    waivers: taking.waivers,
  };
}

const NO_SEATS: ReadonlyMap<string, number> = new Map();

function withoutSeats(asked: ReadonlyMap<string, number>, given: ReadonlyMap<string, number>) {
  const left = [...asked].map(([id, seats]) => [id, seats - (given.get(id) ?? 0)] as const);
  return new Map(left.filter(([, seats]) => seats > 0));
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

/**
 * Plan items draw seats, and so does a bare machine that gets its special operating system. Unlimited seats are not held,
 * nor are seats that the register does not have: where the rule against that was waived, what is free is held.
 */
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
  for (const [id, asked] of seats) {
    const entitlement = books.entitlements.get(id);
    const free = (entitlement && freeSeatsOf(entitlement)) ?? 0;
    if (free >= asked) continue;
    if (free > 0) seats.set(id, free);
    else seats.delete(id);
  }
  return seats;
}

function costsOf({ agency: { region, level }, ruleSet, body, submittedOn }: ContributionParts): readonly MachineCost[] {
  return machineCostsOf(body, ruleSet.policyFor({ region, level, on: submittedOn }));
}

function purchasesOf({ books, ...taking }: ContributionParts): readonly Purchase[] {
  const projectOf = (code: string): string | undefined => {
    const line = books.budgetLines.get(code);
    return line?.agencyCode === taking.body.agencyCode ? line.project : undefined;
  };
  return countedPurchases({ ...taking, decidedOn: books.on, projectOf });
}
