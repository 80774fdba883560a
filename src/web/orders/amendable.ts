import type { AnswerOf, Schemas } from '../client/operation.ts';

/** As the gate has it: after the contract an amendment is a supplement to it. */
const STATES: readonly Schemas['OrderState'][] = ['rejected', 'referred', 'approved', 'expired', 'contracted'];

/** Whether an order can still be amended here. The texts of a classified one are masked, and a mask must not be sent back. */
export function isAmendable({ state, classified }: Pick<AnswerOf<'getOrder'>, 'state' | 'classified'>): boolean {
  return !classified && STATES.includes(state);
}
