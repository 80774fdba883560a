import type { Request, Response } from 'express';
import type { Clock } from '../../kernel/index.ts';
import { actorOf } from '../actor-of.ts';
import type { OperationId } from '../operation.ts';
import { contextOf, routeOf } from '../request-context.ts';
import { type ApartAnswer, dropAnswer, sendAnswer } from './answer.ts';
import { type ApartQuestion, questionOf } from './question.ts';
import { type WaitingCaller, waitingCallerOf } from './waiting-caller.ts';

/** Whoever answers some operations elsewhere than on the thread that all callers wait for. */
export interface ReadsApart {
  /** Whether this one may be answered elsewhere at this moment. */
  readonly has: (operation: OperationId) => boolean;
  /** Undefined for a page where nobody is free: it waits for no report. */
  readonly answer: (question: ApartQuestion, caller: WaitingCaller) => Promise<ApartAnswer> | undefined;
}

interface ApartParts {
  readonly reads: ReadsApart;
  readonly clock: Clock;
}

/**
 * Asks elsewhere and sends what comes back; false where it is to be answered here. The read is stopped when its caller leaves.
 */
export async function answerApart({ reads, clock }: ApartParts, req: Request, res: Response): Promise<boolean> {
  const { id } = routeOf(req).operation;
  if (!reads.has(id)) return false;
  const { path = {} } = contextOf(req);
  const actor = actorOf(req);
  const question = questionOf({ req, operation: id, path, actor, at: clock() });
  const asked = reads.answer(question, waitingCallerOf(req));
  if (!asked) return false;
  const answer = await asked;
  if (res.destroyed) await dropAnswer(answer);
  else await sendAnswer(res, answer);
  return true;
}
