import type { StepCaller, TakeStep, TakeStepsFor } from '../../db/index.ts';
import { openReadTurns, stopping, type TurnLimits } from './read-turns.ts';

/** So many requests have their portions taken by turns: a long reconciliation keeps no preview waiting for its end. */
export const ASKED_LIMITS: TurnLimits = { threadsMax: 4, waitingMax: 32, waitMsMax: 10_000 };

/**
 * Steps for requests, which wait in a line as long reads do. A request is refused before its first step or not for want of a
 * turn: no portion that was gathered is thrown away because others came meanwhile. After its caller has left none begins.
 */
export function openAskedSteps(takeUntil: (left: AbortSignal) => TakeStep, limits: TurnLimits): TakeStepsFor {
  const turns = openReadTurns(limits);
  return async <T>(caller: StepCaller, work: (takeStep: TakeStep) => Promise<T>): Promise<T> => {
    const { signal } = caller;
    const take = takeUntil(signal);
    const leaveTurn = await turns.enter(caller);
    try {
      return await work((step, input) => (signal.aborted ? Promise.reject(stopping()) : take(step, input)));
    } finally {
      leaveTurn();
    }
  };
}
