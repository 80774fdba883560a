import type { Request, RequestHandler, Response } from 'express';
import { type Clock, Refusal, text } from '../../kernel/index.ts';
import { answerApart, type ReadsApart } from '../apart/reads-apart.ts';
import type { Operation } from '../contract/contract.ts';
import { routeTable } from '../contract/route-table.ts';
import type { LongReads } from '../long-reads.ts';
import type { Handlers } from '../operation.ts';
import { answerMethodNotAllowed, answerNotAcceptable } from '../problem.ts';
import { contextOf, routeOf } from '../request-context.ts';

/** Finds the operation of each request, or refuses with 404, 405 or 406. */
export function routeRequest(operations: readonly Operation[]): RequestHandler {
  const find = routeTable(operations);
  return (req, res, next) => {
    const answer = find(req.method, req.path);
    switch (answer.kind) {
      case 'found':
        if (!isAcceptable(req, answer.route.operation)) return answerNotAcceptable(req, res);
        contextOf(req).route = answer.route;
        return next();
      case 'wrong-method':
        return answerMethodNotAllowed(req, res, answer.allowed);
      case 'malformed-path':
        throw new Refusal('invalid', 'request.path', text('路径编码无效。', 'The path is not encoded properly.'));
      case 'unknown-path':
        throw new Refusal('not_found', 'request.not_found', text('此路径不存在。', 'There is no such path.'));
    }
  };
}

const JSON_TYPE = 'application/json';

/** A caller that wants a table, and nothing else, would take the JSON of a list without one for it. */
function isAcceptable(req: Request, { method, responses }: Operation): boolean {
  const types = [...(responses.get(200)?.schemas.keys() ?? [])];
  if (method !== 'GET' || types.some((type) => type !== JSON_TYPE)) return true;
  return types.length === 0 || req.accepts(JSON_TYPE) !== false;
}

type AnyHandler = (req: Request, res: Response) => Promise<void> | void;

export interface CallParts {
  readonly longReads: LongReads;
  readonly clock: Clock;
  /** Absent: everything is answered on this thread. */
  readonly readers?: ReadsApart | undefined;
}

/**
 * Calls the handler of the operation, or has it called in another thread: reads that take long, where there are readers, and
 * pages of lists while orders are coming. What takes long here waits for its turn. The types of a handler were checked where it
 * was written; here they are all alike.
 */
export function callHandler(handlers: Handlers, { longReads, clock, readers }: CallParts): RequestHandler {
  const byId: ReadonlyMap<string, unknown> = new Map(Object.entries(handlers));
  return async (req, res) => {
    const { operation } = routeOf(req);
    if (readers && (await answerApart({ reads: readers, clock }, req, res))) return;
    const handler = byId.get(operation.id) as AnyHandler;
    const answer = async (): Promise<void> => handler(Object.assign(req, { params: contextOf(req).path }), res);
    if (isLongRead(operation, req.body)) await longReads.run(answer, { isLeft: () => res.destroyed });
    else await answer();
  };
}

const LINES_MAX = 100;

function isLongRead({ weight }: Operation, body: unknown): boolean {
  if (weight !== 'lines') return weight === 'long';
  const { lines } = body as { readonly lines: readonly unknown[] };
  return lines.length > LINES_MAX;
}
