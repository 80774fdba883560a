import type { Schemas } from '../../../client/operation.ts';
import type { KnownRatings } from '../body/known-names.ts';
import type { GridName, OrderDraft } from '../body/order-draft.ts';
import { isBoughtByItself, isPricedElsewhere } from '../body/order-sums.ts';
import { textAt, withValue } from '../body/paths.ts';
import { withoutExcess } from '../body/plan-beyond-need.ts';
import { type PlanSources, withPlannedNeed, withSeats } from '../body/plan-from-need.ts';
import { withCode } from './code-fix.ts';
import type { CheckResult } from './judgement.ts';
import { withRatings } from './rating-fix.ts';

type BudgetLine = Pick<Schemas['BudgetLine'], 'code' | 'economicClass' | 'state'>;
export type FixName = 'sums' | 'line' | 'class' | 'plan' | 'seats' | 'fewer' | 'date' | 'rating' | 'code';

export type FixFinding = Pick<Schemas['Finding'], 'rule' | 'clause' | 'pointer' | 'facts'>;

export interface FixSources extends PlanSources {
  readonly budgetLines: readonly BudgetLine[];
  readonly ratings: Pick<KnownRatings, 'entries'>;
  readonly catalogue: Parameters<typeof withCode>[2];
  /** Where on the form a pointer of the finding points. */
  readonly pathOf: (pointer: string) => string;
}

/** What a fix is called, and the drafts that may mend the finding, the likeliest first. */
export interface Fix {
  readonly name: FixName;
  readonly drafts: readonly OrderDraft[];
}

type Mend = (draft: OrderDraft, finding: FixFinding, sources: FixSources) => readonly OrderDraft[];

/** No fix says what nobody said: it adds up, takes from the agency's own lists, or repeats what stands elsewhere in the order. */
const FIXES: { readonly [rule: string]: { readonly name: FixName; readonly mend: Mend } } = {
  'INT-02': { name: 'sums', mend: (draft) => [withSums(draft)] },
  'BUD-01': { name: 'line', mend: withLines },
  'BUD-03': { name: 'class', mend: withClass },
  'PLN-01': { name: 'plan', mend: (draft, _finding, sources) => [withPlannedNeed(draft, sources)] },
  'PLN-02': { name: 'seats', mend: withMissingSeats },
  'PLN-03': { name: 'seats', mend: withMissingSeats },
  'PLN-04': {
    name: 'fewer',
    mend: (draft, { clause }) => (clause === 'over-configured' ? [withoutExcess(draft)] : []),
  },
  'PLN-05': { name: 'date', mend: withDeliveryDay },
  'INT-04': {
    name: 'code',
    mend: (draft, { pointer }, { catalogue, pathOf }) => [withCode(draft, pathOf(pointer), catalogue)],
  },
  'OS-12': {
    name: 'rating',
    mend: (draft, { pointer }, { ratings, pathOf }) => [withRatings(draft, pathOf(pointer), ratings.entries)],
  },
};

export function fixOf(draft: OrderDraft, finding: FixFinding, sources: FixSources): Fix | undefined {
  const fix = FIXES[finding.rule];
  const drafts =
    fix?.mend(draft, finding, sources).filter((one) => JSON.stringify(one) !== JSON.stringify(draft)) ?? [];
  return fix === undefined || drafts.length === 0 ? undefined : { name: fix.name, drafts };
}

/** Whether what was wrong is gone, and nothing else has become wrong. */
export function isMended(finding: FixFinding, before: CheckResult, after: CheckResult): boolean {
  const known = new Set([...before.decision.findings, ...before.decision.indeterminate].map(keyOf));
  const left = [...after.decision.findings, ...after.decision.indeterminate].map(keyOf);
  return !left.includes(keyOf(finding)) && left.every((key) => known.has(key));
}

function keyOf({ rule, pointer }: { readonly rule: string; readonly pointer: string }): string {
  return `${rule} ${pointer}`;
}

/** Without amounts that were typed for the last budget line of a row, which then pays what the others leave. */
function withSums(draft: OrderDraft): OrderDraft {
  return { ...draft, lines: draft.lines.map(summed), softwarePlan: draft.softwarePlan.map(summed) };
}

function summed<Row extends { readonly funding: OrderDraft['lines'][number]['funding'] }>(row: Row): Row {
  const last = row.funding.findLastIndex(({ budgetLine }) => budgetLine !== '');
  return last < 0
    ? row
    : { ...row, funding: row.funding.map((one, at) => (at === last ? { ...one, amount: '' } : one)) };
}

/** Each pair of lines is tried, that of the last order first: one for goods and one for software. */
const PAIRS_MAX = 6;

function withLines(draft: OrderDraft, _finding: FixFinding, { last, budgetLines }: FixSources): readonly OrderDraft[] {
  const open = budgetLines.filter(({ state }) => state === 'open').map(({ code }) => code);
  const usedForGoods = last?.lines.find(({ goods }) => goods !== 'software')?.funding?.[0]?.budgetLine ?? undefined;
  const usedForSoftware =
    last?.softwarePlan?.find(({ funding }) => funding?.length)?.funding?.[0]?.budgetLine ?? undefined;
  const isOpen = (code: string | undefined): code is string => code !== undefined && open.includes(code);
  const likely =
    isOpen(usedForGoods) && isOpen(usedForSoftware) ? [{ goods: usedForGoods, software: usedForSoftware }] : [];
  // An agency may have a thousand lines, whose pairs nobody could try.
  const some = open.slice(0, PAIRS_MAX + 1);
  const others = some
    .flatMap((goods) => some.map((software) => ({ goods, software })))
    .filter(({ goods, software }) => goods !== likely[0]?.goods || software !== likely[0].software);
  return [...likely, ...others].slice(0, PAIRS_MAX).map((pair) => withPair(draft, pair, open));
}

function withPair(
  draft: OrderDraft,
  pair: { readonly goods: string; readonly software: string },
  open: readonly string[],
): OrderDraft {
  const lines = draft.lines.map((line) =>
    isPricedElsewhere(line) ? line : paidBy(line, line.kind === 'software' ? pair.software : pair.goods, open),
  );
  const softwarePlan = draft.softwarePlan.map((item) =>
    isBoughtByItself(item) ? paidBy(item, pair.software, open) : item,
  );
  return { ...draft, lines, softwarePlan };
}

/** Only where no open line of the agency is named yet. */
function paidBy<Row extends OrderDraft['lines'][number] | OrderDraft['softwarePlan'][number]>(
  row: Row,
  code: string,
  open: readonly string[],
): Row {
  return open.includes(textAt(row, 'funding.0.budgetLine')) ? row : withValue(row, 'funding.0.budgetLine', code);
}

function withClass(
  draft: OrderDraft,
  { pointer, facts }: FixFinding,
  { budgetLines, pathOf }: FixSources,
): readonly OrderDraft[] {
  const fitting: readonly string[] = String(facts['funding.expectedClasses'] ?? '').match(/\d{5}/g) ?? [];
  const path = pathOf(pointer);
  if (!path.endsWith('.budgetLine')) return [];
  return budgetLines
    .filter(({ economicClass, state }) => state === 'open' && fitting.includes(economicClass))
    .map(({ code }) => withValue(draft, path, code));
}

const SHORTFALLS = [
  { fact: 'order.shortfall.office', category: 'office', rule: 'PLN-02' },
  { fact: 'order.shortfall.antivirusClient', category: 'antivirus-client', rule: 'PLN-03' },
  { fact: 'order.shortfall.antivirusServer', category: 'antivirus-server', rule: 'PLN-03' },
] as const;

function withMissingSeats(draft: OrderDraft, { rule, facts }: FixFinding, sources: FixSources): readonly OrderDraft[] {
  const short = SHORTFALLS.filter((one) => one.rule === rule && Number(facts[one.fact] ?? 0) > 0);
  if (short.length === 0) return [];
  return [
    short.reduce(
      (mended, { fact, category }) => withSeats(mended, { category, seats: Number(facts[fact]) }, sources),
      draft,
    ),
  ];
}

function withDeliveryDay(draft: OrderDraft, { pointer }: FixFinding, { pathOf }: FixSources): readonly OrderDraft[] {
  const path = pathOf(pointer);
  const isOfItem = path.startsWith('softwarePlan' satisfies GridName) && path.endsWith('.deliverBy');
  return isOfItem && draft.expectedDeliveryOn !== '' ? [withValue(draft, path, draft.expectedDeliveryOn)] : [];
}
