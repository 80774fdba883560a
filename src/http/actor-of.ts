import { type Actor, Refusal, text } from '../kernel/index.ts';
import { contextOf } from './request-context.ts';

/** Who asks. Refuses on an operation that the contract declares public, because nobody is known there. */
export function actorOf(req: object): Actor {
  const { actor } = contextOf(req);
  if (!actor) throw unauthenticated();
  return actor;
}

export function unauthenticated(): Refusal {
  const message = text(
    '请先登录，或在请求头 Authorization 中提供有效的接口密钥（Bearer）。',
    'Sign in, or send a valid API key in the Authorization header (Bearer).',
  );
  return new Refusal('unauthenticated', 'access.unauthenticated', message);
}
