import type { AgencyFacts } from '../../agencies/index.ts';
import { addedUp, BESIDE, type MachineCost, machineCostsOf, type OrderSubmission } from '../../facts/index.ts';
import { type CivilDate, groupBy } from '../../kernel/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import type { Contribution } from '../decide/contribution.ts';
import type { StoredMachineCost } from '../order.ts';
import { type Submission, windowStart } from './purchase-history.ts';

/** The first day that counts for an order of a day; undefined where the law counts none. */
export function costsFrom(
  { policyFor }: Pick<RuleSet, 'policyFor'>,
  { region, level }: Pick<AgencyFacts, 'region' | 'level'>,
  submittedOn: CivilDate,
): CivilDate | undefined {
  const days = policyFor({ region, level, on: submittedOn }).integer('policy.beside.days');
  return typeof days === 'number' ? windowStart(submittedOn, days) : undefined;
}

/** Whether an order has something beside machines by the law of any of the days. */
export function hasBeside(
  order: OrderSubmission,
  { policyFor }: Pick<RuleSet, 'policyFor'>,
  { region, level }: Pick<AgencyFacts, 'region' | 'level'>,
  submissions: readonly Submission[],
): boolean {
  const days = [...new Set(submissions.map(({ submittedOn }) => submittedOn))];
  return days.some((on) => machineCostsOf(order, policyFor({ region, level, on })).some(({ kind }) => kind === BESIDE));
}

/** What stands in the tables, order by order. */
export function costsByOrder(costs: readonly StoredMachineCost[]): Map<string, Contribution['costs']> {
  const byOrder = groupBy(costs, ({ orderId }) => orderId);
  return new Map(
    [...byOrder].map(([id, ofOrder]) => [
      id,
      {
        entries: ofOrder.map(({ kind, pieces, amountFen }) => ({ kind, pieces, amountFen })),
        submittedOn: ofOrder[0]?.submittedOn as CivilDate,
      },
    ]),
  );
}

/** What the other orders of an agency come to since a day; nothing where nothing of it stands beside machines. */
export function costsOfOthers(
  ofAgency: ReadonlyMap<string, Contribution['costs']> | undefined,
  { orderId, from }: { readonly orderId: string | null; readonly from: CivilDate },
): readonly MachineCost[] {
  const others = [...(ofAgency ?? [])].filter(([id, { submittedOn }]) => id !== orderId && submittedOn >= from);
  return addedUp(others.flatMap(([, { entries }]) => entries)).toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
}
