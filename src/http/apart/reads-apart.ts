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
  readonly answer: (question: ApartQuestion, caller: ApartCaller) => Promise<ApartAnswer>;
  /** Whether a page of this list may be answered elsewhere at this moment. */
  readonly hasPage: (operation: OperationId) => boolean;
  /** Undefined where nobody is free: a page waits for no report. */
  readonly answerPage: (question: ApartQuestion, caller: ApartCaller) => Promise<ApartAnswer> | undefined;
}

interface ApartCaller {
  readonly name: string;
  readonly signal: AbortSignal;
}

interface ApartParts {
  readonly reads: ReadsApart;
  readonly clock: Clock;
}

/** Asks elsewhere and sends what comes back. The read is stopped when its caller leaves. */
export async function answerApart(parts: ApartParts, req: Request, res: Response): Promise<void> {
  const { question, caller } = askedIn(parts, req, res);
  await send(await parts.reads.answer(question, caller), res);
}

/** The same for a page; false where it is to be answered here. */
export async function answerPageApart(parts: ApartParts, req: Request, res: Response): Promise<boolean> {
  const { question, caller } = askedIn(parts, req, res);
  const answer = parts.reads.answerPage(question, caller);
  if (!answer) return false;
  await send(await answer, res);
  return true;
}

function askedIn({ clock }: ApartParts, req: Request, res: Response) {
  const { id } = routeOf(req).operation;
  const { path = {} } = contextOf(req);
  const actor = actorOf(req);
  const left = new AbortController();
  res.once('close', () => left.abort());
  if (res.destroyed) left.abort();
  const question = questionOf({ req, operation: id, path, actor, at: clock() });
  return { question, caller: { name: actor.personId ?? actor.keyId, signal: left.signal } };
}

async function send(answer: ApartAnswer, res: Response): Promise<void> {
  if (res.destroyed) await dropAnswer(answer);
  else await sendAnswer(res, answer);
}
