import type { ServerResponse } from 'node:http';
import { actorOf } from '../actor-of.ts';

/** Who waits for an answer that takes long. */
export interface WaitingCaller {
  readonly name: string;
  /** Aborted when the caller has left, and once the answer is sent. */
  readonly signal: AbortSignal;
}

/** A request as far as it tells whether its caller still waits. */
export interface AnsweredRequest {
  readonly res?: Pick<ServerResponse, 'once' | 'destroyed'>;
}

export function waitingCallerOf(req: AnsweredRequest): WaitingCaller {
  const { personId, keyId } = actorOf(req);
  const left = new AbortController();
  req.res?.once('close', () => left.abort());
  if (req.res?.destroyed) left.abort();
  return { name: personId ?? keyId, signal: left.signal };
}
