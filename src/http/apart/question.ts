import { request as expressRequest, type Request } from 'express';
import type { Actor, Instant } from '../../kernel/index.ts';
import type { OperationId } from '../operation.ts';
import { continueRequest } from '../request-context.ts';

/** What a read that is answered in another thread may depend on, as values: nothing else of the request goes there. */
export interface ApartQuestion {
  readonly operation: OperationId;
  /** With the types of the contract, as they were checked. */
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Who was let through, and what that reaches. */
  readonly actor: Actor;
  /** When it was asked; in the other thread it is this time until the answer. */
  readonly at: Instant;
}

/** By them an answer has its format and its language; keys and cookies stay where they came. */
const HEADERS = ['accept', 'accept-language'];

interface Asked {
  readonly req: Request;
  readonly operation: OperationId;
  readonly path: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
  readonly at: Instant;
}

export function questionOf({ req, ...asked }: Asked): ApartQuestion {
  const headers = HEADERS.flatMap((name) => {
    const value = req.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...asked, query: { ...req.query }, headers: Object.fromEntries(headers) };
}

/** The request as a handler sees it, in the thread that answers. */
export function requestOf({ path, query, headers, actor }: ApartQuestion): Request {
  const req: Request = Object.create(expressRequest);
  // What Node and Express would read from a connection.
  const own = { method: 'GET', headers, query, params: path };
  for (const [name, value] of Object.entries(own)) Object.defineProperty(req, name, { value });
  continueRequest(req, actor);
  return req;
}
