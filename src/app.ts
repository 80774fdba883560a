import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { requireAccess } from './access/access-middleware.ts';
import { accessRoutes } from './access/access-routes.ts';
import { createKeyRing, findActor, readAccessRule } from './access/index.ts';
import { type Database, inSnapshot } from './db/index.ts';
import { type Contract, gateContract } from './http/contract.ts';
import { docsPage } from './http/docs-page.ts';
import type { Handlers } from './http/operation.ts';
import { answerProblems } from './http/problem.ts';
import { requestLog } from './http/request-log.ts';
import { requestMetrics } from './http/request-metrics.ts';
import { checkResponses } from './http/response-check.ts';
import { callHandler, routeRequest } from './http/route-request.ts';
import { strictBody } from './http/strict-body.ts';
import { systemRoutes } from './http/system-routes.ts';
import { validateRequest } from './http/validate.ts';
import { gateValidator } from './http/validator.ts';
import type { GovernedDeps } from './log/index.ts';
import { logRoutes } from './log/log-routes.ts';

export interface AppParts {
  /** Of the domains; access, log and operations are added here. */
  readonly handlers: Handlers;
  readonly db: Database;
  readonly deps: GovernedDeps;
  readonly logger: Logger;
  readonly options?: AppOptions;
}

export interface AppOptions {
  readonly registry?: Registry;
  /** Told about every answer that does not follow the contract; for tests. */
  readonly onResponseFault?: (fault: string) => void;
  /** Mounts what is there, and answers 404 for the rest; for tests of one domain. */
  readonly isPartial?: boolean;
  /** Called once with what makes this process forget whom it knows, as after a change made beside the API. */
  readonly onStart?: (forgetCallers: () => void) => void;
}

/** The whole HTTP face of a gate: every operation of the contract, each behind the same steps in the same order. */
export function createApp({ handlers, db, deps, logger, options = {} }: AppParts): Express {
  const { registry = new Registry(), onResponseFault, isPartial = false, onStart } = options;
  const contract = gateContract();
  const keyRing = createKeyRing((secretHash) => inSnapshot(db, (tx) => findActor(tx, secretHash)));
  onStart?.(keyRing.clear);
  const all: Handlers = {
    ...handlers,
    ...systemRoutes({ db, clock: deps.clock, registry, contract }),
    ...logRoutes(db),
    ...accessRoutes(db, deps, keyRing),
  };
  const operations = contract.operations.filter(({ id }) => id in all);
  if (!isPartial) requireComplete(contract, all);
  const rules = new Map(contract.operations.map(({ id, access }) => [id, readAccessRule(id, access)]));

  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(requestLog(logger), requestMetrics(registry), helmet(HEADERS));
  app.get('/', (_req, res) => res.redirect('/docs')).use('/docs', docsPage());
  app.use(uncached, routeRequest(operations));
  if (onResponseFault) app.use(checkResponses(contract, onResponseFault));
  app.use(requireAccess({ db, clock: deps.clock, keyRing, rules }), strictBody, validateRequest(gateValidator()));
  app.use(callHandler(all), answerProblems(logger));
  return app;
}

/** An operation that is promised and not there would be found by a caller; it is found at the start instead. */
function requireComplete(contract: Contract, handlers: Handlers): void {
  const missing = contract.operations.filter(({ id }) => !(id in handlers)).map(({ id }) => id);
  if (missing.length > 0) throw new Error(`these operations have no handler: ${missing.join(', ')}`);
}

/** Answers of the API are data and never a page; upgrading requests would break a gate that a proxy serves by plain HTTP. */
const HEADERS = {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
};

/** What an answer says was true at that moment, for that caller. */
const uncached: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
