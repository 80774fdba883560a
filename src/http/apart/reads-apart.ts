import type { Request, Response } from 'express';
import type { Clock } from '../../kernel/index.ts';
import { actorOf } from '../actor-of.ts';
import type { OperationId } from '../operation.ts';
import { contextOf, routeOf } from '../request-context.ts';
import { type ApartAnswer, dropAnswer, sendAnswer } from './answer.ts';
import { type ApartQuestion, questionOf } from './question.ts';

/** Whoever answers some operations elsewhere than on the thread that all callers wait for. */
export interface ReadsApart {
  readonly has: (operation: OperationId) => boolean;
  readonly answer: (
    question: ApartQuestion,
    caller: { readonly name: string; readonly signal: AbortSignal },
  ) => Promise<ApartAnswer>;
}

/** Asks elsewhere and sends what comes back. The read is stopped when its caller leaves. */
export async function answerApart(
  { reads, clock }: { readonly reads: ReadsApart; readonly clock: Clock },
  req: Request,
  res: Response,
): Promise<void> {
  const { id } = routeOf(req).operation;
  const { path = {} } = contextOf(req);
  const actor = actorOf(req);
  const left = new AbortController();
  res.once('close', () => left.abort());
  if (res.destroyed) left.abort();
  const question = questionOf({ req, operation: id, path, actor, at: clock() });
  const answer = await reads.answer(question, { name: actor.personId ?? actor.keyId, signal: left.signal });
  if (res.destroyed) await dropAnswer(answer);
  else await sendAnswer(res, answer);
}
