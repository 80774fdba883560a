import type { GatheredAgency } from '../../facts/index.ts';
import { addDays, type CivilDate, type Fen, fen } from '../../kernel/index.ts';
import { policyFor, type RuleSet } from '../../rules/index.ts';
import type { Purchase } from '../order.ts';

/** Purchases that no order of the batch needs to tell apart: what one agency bought on a day, of one size. */
export interface PurchaseGroup extends Sum {
  readonly agencyCode: string;
  /** The day of submission; null before the first that any window of the batch reaches. */
  readonly submittedOn: CivilDate | null;
  /** The smallest limit of the batch that each of them is below; null when they are below none. */
  readonly belowFen: number | null;
}

export interface Sum {
  readonly orders: number;
  readonly totalFen: Fen;
}

/** What the orders of a batch tell purchases apart by, so that each finds its own window and limit exactly. */
export interface GroupBounds {
  readonly from: CivilDate;
  /** Ascending. */
  readonly limitsFen: readonly number[];
}

/** An order as far as splitting looks at it: its agency's law of the day on which it was submitted. */
export interface Submission {
  readonly agency: Pick<GatheredAgency, 'region' | 'level'>;
  readonly submittedOn: CivilDate;
}

interface Window {
  readonly submittedOn: CivilDate;
  readonly days: number;
  readonly belowFen: number;
}

/** Null where the law names no window or no limit: then no purchase is small. */
function windowOf(ruleSet: RuleSet, { agency: { region, level }, submittedOn }: Submission): Window | null {
  const { facts } = policyFor(ruleSet, { region, level, on: submittedOn });
  const days = facts['policy.splitting.windowDays'];
  const belowFen = facts['policy.threshold.dispersed'];
  return typeof days === 'number' && typeof belowFen === 'number' ? { submittedOn, days, belowFen } : null;
}

/** The bounds for the windows of these orders; without any, nothing is told apart. */
export function groupBoundsFor(ruleSet: RuleSet, on: CivilDate, submissions: readonly Submission[]): GroupBounds {
  const windows = submissions.flatMap((submission) => windowOf(ruleSet, submission) ?? []);
  const [from = addDays(on, 1)] = windows.map(({ submittedOn, days }) => windowStart(submittedOn, days)).sort();
  return { from, limitsFen: [...new Set(windows.map(({ belowFen }) => belowFen))].sort((a, b) => a - b) };
}

/** The first day of a window of so many days that ends on a day. */
export function windowStart(on: CivilDate, days: number): CivilDate {
  return addDays(on, -days);
}

/** The groups with one purchase more, or less. */
export function withPurchase(
  groups: readonly PurchaseGroup[],
  { bounds, agencyCode, purchase, sign }: { bounds: GroupBounds; agencyCode: string; purchase: Purchase; sign: 1 | -1 },
): readonly PurchaseGroup[] {
  const { amountFen } = purchase;
  const submittedOn = purchase.submittedOn >= bounds.from ? purchase.submittedOn : null;
  const belowFen = bounds.limitsFen.find((limitFen) => amountFen < limitFen) ?? null;
  const isSame = (group: PurchaseGroup): boolean =>
    group.agencyCode === agencyCode && group.submittedOn === submittedOn && group.belowFen === belowFen;
  const { orders, totalFen } = groups.find(isSame) ?? NOTHING_BOUGHT;
  const changed = { orders: orders + sign, totalFen: fen(totalFen + sign * amountFen) };
  return [...groups.filter((group) => !isSame(group)), { agencyCode, submittedOn, belowFen, ...changed }];
}

const NOTHING_BOUGHT: Sum = { orders: 0, totalFen: fen(0) };

export function sumOfGroups(groups: readonly Sum[]): Sum {
  const orders = groups.reduce((sum, group) => sum + group.orders, 0);
  return { orders, totalFen: fen(groups.reduce((sum, group) => sum + group.totalFen, 0)) };
}

interface SearchWindow extends Submission {
  readonly ruleSet: RuleSet;
  readonly bounds: GroupBounds;
  /** Which groups a window may count, from those that lie in it. */
  readonly counting?: (inWindow: readonly PurchaseGroup[]) => readonly PurchaseGroup[];
}

/**
 * What else was bought in small purchases in a window that the order's day of submission lies in: of all such windows
 * the one with most. Mostly nothing is younger than the order; but one that is reviewed, cured or put under contract
 * keeps its day, so that waiting takes nothing out of its window, and what others bought long after it stays out.
 */
export function sumInWindow(groups: readonly PurchaseGroup[], asked: SearchWindow): Sum {
  const window = windowOf(asked.ruleSet, asked);
  if (!window) return NOTHING_BOUGHT;
  const { bounds, counting = (inWindow) => inWindow } = asked;
  const { submittedOn, days, belowFen } = window;
  if (windowStart(submittedOn, days) < bounds.from || !bounds.limitsFen.includes(belowFen)) {
    throw new Error(`purchases were not read for an order of ${submittedOn}, yet it is judged by them`);
  }
  const small = groups.filter((group) => group.belowFen !== null && group.belowFen <= belowFen);
  const later = small.flatMap((group) =>
    group.submittedOn && group.submittedOn > submittedOn ? group.submittedOn : [],
  );
  const last = addDays(submittedOn, days);
  const sums = [submittedOn, ...later.filter((day) => day <= last)].map((end) => {
    const from = windowStart(end, days);
    const isInside = ({ submittedOn: day }: PurchaseGroup): boolean => day !== null && day >= from && day <= end;
    return sumOfGroups(counting(small.filter(isInside)));
  });
  return sums.reduce((most, sum) => (sum.totalFen > most.totalFen ? sum : most));
}
