import type { AnswerOf } from '../client/operation.ts';

/** Whether an order can still be amended here. The texts of a classified one are masked, and a mask must not be sent back. */
export function isAmendable({ state, classified }: Pick<AnswerOf<'getOrder'>, 'state' | 'classified'>): boolean {
  return !classified && (state === 'rejected' || state === 'referred' || state === 'approved');
}
