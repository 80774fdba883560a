import type { AnswerOf, Role, Schemas } from '../../client/operation.ts';
import { dayOf } from '../../ui/time.ts';

type Order = Pick<AnswerOf<'getOrder'>, 'state' | 'outcome' | 'expiresAt'>;
type Bureau = Schemas['RuleOwner'];

export interface NextStep {
  readonly act: 'mend' | 'renew' | 'review' | 'contract' | 'accept' | 'pay';
  /** Whose it is: roles of the agency, or bureaus. */
  readonly of: readonly Role[];
  /** The last day for it, where there is one. */
  readonly until: string | undefined;
}

const AGENCY: readonly Role[] = ['procurement-officer', 'agency-approver'];

/**
 * What has to be done next and by whom; nothing where an order has ended. A referred amendment goes before the rest. One that
 * has lapsed is not at its end: amended, it is decided anew.
 */
export function nextStepOf({ state, outcome, expiresAt }: Order, bureaus: readonly Bureau[]): NextStep | undefined {
  const until = expiresAt === null ? undefined : dayOf(expiresAt);
  const isUnderWay = state === 'referred' || state === 'approved' || state === 'contracted';
  if (isUnderWay && outcome === 'referred') return { act: 'review', of: bureaus, until };
  if (state === 'rejected') return { act: 'mend', of: ['procurement-officer'], until: undefined };
  if (state === 'expired') return { act: 'renew', of: ['procurement-officer'], until: undefined };
  if (state === 'approved') return { act: 'contract', of: AGENCY, until };
  if (state === 'contracted') return { act: 'accept', of: AGENCY, until: undefined };
  return state === 'accepted' ? { act: 'pay', of: ['finance'], until: undefined } : undefined;
}

/** Whether the step is one that this very reader may not take, whatever the role: what they bought, others accept and pay. */
export function isLeftToOthers(
  { leftToOthers = [] }: Pick<AnswerOf<'getOrder'>, 'leftToOthers'>,
  { act }: Pick<NextStep, 'act'>,
): boolean {
  return (
    (act === 'accept' && leftToOthers.includes('acceptance')) || (act === 'pay' && leftToOthers.includes('payment'))
  );
}
