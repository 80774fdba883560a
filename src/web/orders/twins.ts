import type { Schemas } from '../client/operation.ts';
import { addDays } from '../ui/time.ts';
import { textAt } from './workspace/body/paths.ts';

type Found = Pick<Schemas['Finding'], 'rule' | 'clause' | 'facts'>;
export interface TwinsQuery {
  readonly agencyCode: string;
  readonly supplier: string;
  readonly submittedFrom: string;
}

type Row = Pick<Schemas['OrderSummary'], 'id' | 'state'>;

/**
 * Which orders a finding of a repeated purchase can mean: it counts them and has no number. They are orders of the agency from the
 * same supplier, of the days that the finding looks back. Nothing for any other finding, and where no supplier is named.
 */
export function twinsQuery(
  { rule, clause, facts }: Found,
  { submission, on }: { readonly submission: object; readonly on: string },
): TwinsQuery | undefined {
  if (rule !== 'INT-03' || clause !== 'twin-order') return undefined;
  const [agencyCode, supplier] = [textAt(submission, 'agencyCode'), textAt(submission, 'supplier.creditCode')];
  const days = Number(facts['policy.duplicate.windowDays'] ?? Number.NaN);
  if (agencyCode === '' || supplier === '' || !Number.isInteger(days)) return undefined;
  return { agencyCode, supplier, submittedFrom: addDays(on, -days) };
}

/** Of these nothing stands, so that nothing repeats them. */
const ENDED: readonly Row['state'][] = ['rejected', 'withdrawn', 'expired', 'terminated'];

/** Facts that name orders, as ids. */
const NAMING = ['history.sameGoodsOrders', 'line.replacedByOrders'];

/** The orders that a finding names by themselves. */
export function namedOrders({ facts }: Pick<Found, 'facts'>): readonly string[] {
  const named = NAMING.map((name) => facts[name]).find(Array.isArray);
  return named ?? [];
}

/** Without the order itself, and those that have come to nothing. */
export function twinsAmong<One extends Row>(rows: readonly One[], order: string | undefined): readonly One[] {
  return rows.filter(({ id, state }) => id !== order && !ENDED.includes(state));
}
