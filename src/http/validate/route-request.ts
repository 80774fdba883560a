import type { Request, RequestHandler, Response } from 'express';
import { Refusal, text } from '../../kernel/index.ts';
import type { Operation } from '../contract/contract.ts';
import { routeTable } from '../contract/route-table.ts';
import type { Handlers } from '../operation.ts';
import { answerMethodNotAllowed } from '../problem.ts';
import { contextOf, routeOf } from '../request-context.ts';

/** Finds the operation of each request, or refuses with 404 or 405. */
export function routeRequest(operations: readonly Operation[]): RequestHandler {
  const find = routeTable(operations);
  return (req, res, next) => {
    const answer = find(req.method, req.path);
    switch (answer.kind) {
      case 'found':
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

type AnyHandler = (req: Request, res: Response) => Promise<void> | void;

/** Calls the handler of the operation. Its types were checked where it was written; here they are all alike. */
export function callHandler(handlers: Handlers): RequestHandler {
  const byId: ReadonlyMap<string, unknown> = new Map(Object.entries(handlers));
  return async (req, res) => {
    const handler = byId.get(routeOf(req).operation.id) as AnyHandler;
    await handler(Object.assign(req, { params: contextOf(req).path }), res);
  };
}
