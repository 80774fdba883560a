import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Logger, pino } from 'pino';
import type { Actor } from '../kernel/index.ts';
import type { Route } from './contract/route-table.ts';

/** What the steps of a request learn about it, each for those after it. */
export interface RequestContext {
  readonly id: string;
  readonly startMs: number;
  /** For what nobody foresaw; how the request ended is written by its log. */
  readonly logger: Logger;
  route?: Route;
  actor?: Actor;
  /** Of the key or token that the actor was known by. */
  secretHash?: string;
  /** The path parameters with the contract's types. Express resets `params` before each step, so they are kept here. */
  path?: Readonly<Record<string, unknown>>;
}

const contexts = new WeakMap<object, RequestContext>();

const HARMLESS_ID = /^[0-9A-Za-z._-]{1,64}$/;

/** The first step of every request. An id that a proxy gave is kept, when it is harmless. */
export function beginRequest(req: IncomingMessage, logger: Logger): RequestContext {
  const given = req.headers['x-request-id'];
  const id = typeof given === 'string' && HARMLESS_ID.test(given) ? given : randomUUID();
  const context: RequestContext = { id, startMs: performance.now(), logger };
  contexts.set(req, context);
  return context;
}

const SILENT = pino({ level: 'silent' });

/** For what is answered in another thread, where nothing is logged: what goes wrong is told to the thread that asked. */
export function continueRequest(req: object, actor: Actor): void {
  contexts.set(req, { id: '', startMs: performance.now(), logger: SILENT, actor });
}

export function contextOf(req: object): RequestContext {
  const context = contexts.get(req);
  if (!context) throw new Error('a request came past the first step');
  return context;
}

/** The operation that a request is for. Everything after the router may rely on it. */
export function routeOf(req: object): Route {
  const { route } = contextOf(req);
  if (!route) throw new Error('a request came past the router');
  return route;
}
