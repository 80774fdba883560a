import type { AnswerOf, Schemas } from '../client/operation.ts';

/** As the gate has it: after the contract an amendment is a supplement to it. */
const STATES: readonly Schemas['OrderState'][] = ['rejected', 'referred', 'approved', 'expired', 'contracted'];

/** Whether an order can still be amended here. The texts of a classified one are masked, and a mask must not be sent back. */
export function isAmendable({ state, classified }: Pick<AnswerOf<'getOrder'>, 'state' | 'classified'>): boolean {
  return !classified && STATES.includes(state);
}

/** Whether the latest revision can be judged again, as the gate has it: nothing is offered that it would refuse. */
export function isDecidable({ state, outcome }: Pick<AnswerOf<'getOrder'>, 'state' | 'outcome'>): boolean {
  if (state === 'rejected' || state === 'referred') return true;
  return (state === 'approved' || state === 'contracted') && outcome !== 'approved';
}
