import { type Actor, Refusal, text } from '../kernel/index.ts';

const actors = new WeakMap<object, Actor>();

/** Set once for a request, by the access middleware. */
export function setActor(req: object, actor: Actor): void {
  actors.set(req, actor);
}

/** Who asks. Refuses on an operation that the contract declares public, because nobody is known there. */
export function actorOf(req: object): Actor {
  const actor = actors.get(req);
  if (!actor) throw unauthenticated();
  return actor;
}

/** For logs and metrics, which also describe requests that were refused before anybody was known. */
export function findActor(req: object): Actor | undefined {
  return actors.get(req);
}

export function unauthenticated(): Refusal {
  const message = text(
    '请在请求头 Authorization 中提供有效的接口密钥（Bearer）。',
    'Send a valid API key in the Authorization header (Bearer).',
  );
  return new Refusal('unauthenticated', 'access.unauthenticated', message);
}
