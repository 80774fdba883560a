import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const requestIds = new WeakMap<object, string>();

const OURS = /^[0-9A-Za-z._-]{1,64}$/;

/** Takes over the id that a proxy gave, when it is harmless, or makes one; the answer carries it either way. */
export function giveRequestId(req: IncomingMessage, res: ServerResponse): string {
  const given = req.headers['x-request-id'];
  const id = typeof given === 'string' && OURS.test(given) ? given : randomUUID();
  requestIds.set(req, id);
  res.setHeader('X-Request-Id', id);
  return id;
}

export function requestIdOf(req: object): string | undefined {
  return requestIds.get(req);
}
