import type { RequestHandler } from 'express';
import { routeOf } from './request-context.ts';

/** What may spare a reader the answer, or refuse it. */
const CONDITIONS = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since'];

/**
 * Whoever reads is answered in full, unless the contract has a 304 for it. A tag names the last leaf about a thing, and
 * that is not all of it: money moves on a budget line without one. Express and what sends files would compare all the same.
 */
export const answerInFull: RequestHandler = (req, _res, next) => {
  const isRead = req.method === 'GET' || req.method === 'HEAD';
  if (isRead && !routeOf(req).operation.responses.has(304)) {
    for (const condition of CONDITIONS) delete req.headers[condition];
  }
  next();
};
