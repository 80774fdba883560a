import { GateAway, GateProblem } from '../../client/gate-problem.ts';
import type { SavingState } from './saving-state.ts';

/** What is known after a save that failed. */
export function stateAfter(error: unknown, isKept: boolean): SavingState {
  if (error instanceof GateAway) return { is: 'away' };
  if (isRefused(error, 503) || isRefused(error, 429)) return { is: 'busy' };
  if (isRefused(error, 401)) return { is: 'signed-out' };
  if (isRefused(error, 412)) return { is: 'conflict' };
  if (isRefused(error, 404) && isKept) return { is: 'gone', how: 'unknown' };
  return { is: 'refused', refusal: error instanceof Error ? error : new Error(String(error)) };
}

export function isRefused(error: unknown, status: number): boolean {
  return error instanceof GateProblem && error.status === status;
}

/** Whether nobody knows what became of a save. */
export function mayBeDone(error: unknown): boolean {
  return error instanceof GateAway || (error instanceof GateProblem && error.status >= 500);
}
