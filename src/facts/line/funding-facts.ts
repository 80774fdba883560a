import { type Fen, fen, parseYuan, subtractFen, sumFen, ZERO_FEN } from '../../kernel/index.ts';
import type { Facts } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { GatheredBudgetLine } from '../gathered.ts';
import { mergedFacts } from '../merged-facts.ts';
import { oncePerInput } from '../once-per-input.ts';
import { presentFacts } from '../present-facts.ts';
import type { FundingEntry, OrderLine, PlanItem } from '../submission.ts';
import { isGift, lineAmount } from './amounts.ts';
import { expectedClasses } from './cost-groups.ts';

export type BudgetState = 'ok' | 'none' | 'unknown-or-foreign' | 'wrong-year' | 'closed' | 'not-needed';

/** One entry of the funding of a line or a plan item. */
interface PlacedEntry {
  readonly pointer: string;
  readonly entry: FundingEntry;
  /** What the money is for. */
  readonly cost: { readonly line: OrderLine } | { readonly item: PlanItem };
}

/** Every entry of funding in the order of the body, each with what the ones before it leave of its budget line. */
export function fundingFacts(input: DeriveInput): readonly { readonly pointer: string; readonly facts: Facts }[] {
  const taken = new Map<string, Fen>();
  return placedEntries(input).map((placed) => {
    const { pointer, entry } = placed;
    const code = entry.budgetLine ?? '';
    const amountFen = amountOf(entry);
    const takenBefore = taken.get(code) ?? ZERO_FEN;
    taken.set(code, fen(takenBefore + amountFen));
    const line = acceptedLine(input, entry);
    const stated = { 'funding.budgetLine': code, 'funding.amountFen': amountFen };
    return { pointer, facts: mergedFacts(stated, line ? lineFacts(input, placed, line, takenBefore) : NOTHING) };
  });
}

/** Facts of the order about all its funding together. */
export function budgetFacts(input: DeriveInput): Facts {
  const accepted = placedEntries(input).flatMap(({ entry }) => acceptedLine(input, entry) ?? []);
  return {
    'order.budgetState': budgetState(input),
    'order.allGovernmentProcurement': accepted.every(({ isGovernmentProcurement }) => isGovernmentProcurement),
  };
}

/** The worst that can be said of the budget lines; money that a plan item lacks is found by the rule on plan items. */
export function budgetState(input: DeriveInput): BudgetState {
  const { order } = input;
  if (isGift(order)) return 'not-needed';
  const states = placedEntries(input).map(({ entry }) => entryState(input, entry));
  const isUnfunded = order.lines.some((line) => (line.funding ?? []).length === 0 && lineAmount(line) !== ZERO_FEN);
  if (isUnfunded) return 'none';
  return WORST_FIRST.find((state) => states.includes(state)) ?? (states.length > 0 ? 'ok' : 'not-needed');
}

const WORST_FIRST = ['none', 'unknown-or-foreign', 'wrong-year', 'closed'] as const;

/** For an entry whose budget line is refused for itself there is nothing more to say about that line. */
const NOTHING: Facts = {
  'funding.availableFen': null,
  'funding.economicClass': null,
  'funding.project': null,
  'funding.isGovernmentProcurement': null,
  'funding.projectKind': null,
  'funding.classFit': null,
  'funding.expectedClasses': null,
};

function lineFacts(input: DeriveInput, { cost }: PlacedEntry, line: GatheredBudgetLine, takenBefore: Fen): Facts {
  const classes = expectedClasses(input, cost, line.projectKind);
  return presentFacts({
    'funding.availableFen': line.isFrozen ? undefined : subtractFen(line.availableFen, takenBefore),
    'funding.economicClass': line.economicClass,
    'funding.project': line.project,
    'funding.isGovernmentProcurement': line.isGovernmentProcurement,
    'funding.projectKind': line.projectKind,
    'funding.classFit': classFit(classes, line.economicClass),
    'funding.expectedClasses': classes,
  });
}

function classFit(classes: readonly string[] | null | undefined, economicClass: string): string | undefined {
  if (classes === undefined) return undefined;
  if (classes === null) return 'not-needed';
  return classes.includes(economicClass) ? 'fits' : 'wrong-class';
}

const placedEntries = oncePerInput(({ order }): readonly PlacedEntry[] => [
  ...order.lines.flatMap((line, index) => placed(`/lines/${index}`, line.funding, { line })),
  ...(order.softwarePlan ?? []).flatMap((item, index) => placed(`/softwarePlan/${index}`, item.funding, { item })),
]);

function placed(owner: string, funding: OrderLine['funding'], cost: PlacedEntry['cost']): readonly PlacedEntry[] {
  return (funding ?? []).map((entry, index) => ({ pointer: `${owner}/funding/${index}`, entry, cost }));
}

function acceptedLine(input: DeriveInput, entry: FundingEntry): GatheredBudgetLine | undefined {
  return entryState(input, entry) === 'ok' ? input.gathered.budgetLines[entry.budgetLine ?? ''] : undefined;
}

/** A line of another agency is not gathered, so it looks like one that does not exist. */
function entryState(input: DeriveInput, { budgetLine }: FundingEntry): BudgetState {
  const { order, gathered } = input;
  if (!budgetLine) return 'none';
  const line = Object.hasOwn(gathered.budgetLines, budgetLine) ? gathered.budgetLines[budgetLine] : undefined;
  if (!line) return 'unknown-or-foreign';
  if (line.fiscalYear === order.fiscalYear && !line.isClosed) return 'ok';
  // What is spent stays in its year, where a supplement after a carry-over goes on naming it; so does what a purchase kept.
  const ownFen = line.ownSpentFen ?? line.ownKeptFen;
  if (ownFen !== undefined && fundedFrom(input, budgetLine) <= ownFen) return 'ok';
  return line.fiscalYear === order.fiscalYear ? 'closed' : 'wrong-year';
}

function fundedFrom(input: DeriveInput, budgetLine: string): Fen {
  const entries = placedEntries(input).map(({ entry }) => entry);
  return sumFen(
    entries.filter((entry) => entry.budgetLine === budgetLine),
    amountOf,
  );
}

function amountOf({ amount }: FundingEntry): Fen {
  return amount ? parseYuan(amount) : ZERO_FEN;
}
