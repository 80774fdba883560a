import express, { type Express, type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { requireAccess } from '../access/access-middleware.ts';
import {
  type AccessRule,
  actsById,
  createKeyRing,
  findCaller,
  findGateRegion,
  isAllowed,
  type KeyRing,
  openCallerFinder,
  readAccessRule,
  readSigningRule,
  requireStatedReach,
  SESSION_DEFAULTS,
  type SessionSettings,
  type SignedActs,
} from '../access/index.ts';
import { type Database, inSnapshot, type Tx } from '../db/index.ts';
import { answerInFull } from '../http/answer-in-full.ts';
import type { ReadsApart } from '../http/apart/reads-apart.ts';
import { consolePages } from '../http/console-pages.ts';
import { type Contract, gateContract } from '../http/contract/contract.ts';
import { validateResponses } from '../http/contract/validate-responses.ts';
import { docsPages } from '../http/docs-page.ts';
import { type OrdersUnderWay, openLongReads } from '../http/long-reads.ts';
import type { Handlers } from '../http/operation.ts';
import { answerProblems } from '../http/problem.ts';
import type { FindWarnings, ReadinessProbe } from '../http/readiness.ts';
import { requestLog } from '../http/request-log.ts';
import { requestMetrics } from '../http/request-metrics.ts';
import { sendJsonPlainly } from '../http/send-json.ts';
import { callHandler, routeRequest } from '../http/validate/route-request.ts';
import { strictBody } from '../http/validate/strict-body.ts';
import { validateRequest } from '../http/validate/validate.ts';
import { gateValidator } from '../http/validate/validator.ts';
import { dayOf, type Instant } from '../kernel/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import { getRuleSetInForce, isDayOff, policyFor } from '../rules/index.ts';
import type { IsDayOff } from '../two-people/index.ts';
import { proposalsRoutes } from '../two-people/proposals/proposals-routes.ts';
import { actHandler } from '../two-people/proposals/second-person-routes.ts';
import { type DemoPeople, systemRoutes } from './system-routes.ts';

export interface AppParts {
  /** Of the parts; those of proposals and those about the gate itself are added here. */
  readonly handlers: Handlers;
  /** Of the parts: what takes two people. Handlers are made of them here. */
  readonly acts?: SignedActs;
  readonly db: Database;
  readonly deps: GovernedDeps;
  readonly logger: Logger;
  /** What of the parts people should look at. */
  readonly findWarnings?: FindWarnings;
  /** By how much the clock was set while the gate runs, in milliseconds. */
  readonly findJump?: (tx: Tx) => Promise<number>;
  /** What of this process people should look at, beside what the database tells. */
  readonly ownWarnings?: () => readonly ReadinessProbe[];
  /** Whether orders are waited for, which go before long reads. */
  readonly orders?: OrdersUnderWay;
  /** Answer long reads in threads of their own; absent, this one answers them in turn. */
  readonly readers?: ReadsApart | undefined;
  /** Whose word about where a request comes from is believed. */
  readonly trustedProxies?: readonly string[];
  /** How persons sign in; without it, as without a single variable. */
  readonly settings?: SessionSettings;
  /** Whom this process knows; one of its own unless handlers forget callers too. */
  readonly keyRing?: KeyRing;
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
  /** Of the demo, where nobody is kept out. */
  readonly demoPeople?: DemoPeople | undefined;
}

/** Callers as the database knows them, remembered for as long as it may be. */
export function keyRingOf(db: Database, settings: SessionSettings): KeyRing {
  return createKeyRing((secretHash) => inSnapshot(db, (tx) => findCaller(tx, secretHash, settings)));
}

/** The whole HTTP face of a gate: every operation of the contract, each behind the same steps in the same order. */
const NO_ORDERS: OrdersUnderWay = { wait: () => false, cameAt: () => Number.NEGATIVE_INFINITY };

export function createApp(parts: AppParts): Express {
  const { handlers, acts = {}, db, deps, logger, settings = SESSION_DEFAULTS, options = {} } = parts;
  const { registry = new Registry(), onResponseFault, isPartial = false, onStart } = options;
  const contract = gateContract();
  const { keyRing = keyRingOf(db, settings) } = parts;
  onStart?.(keyRing.clear);
  const rules = new Map(contract.operations.map(({ id, access }) => [id, readAccessRule(id, access)]));
  const findCallerOf = openCallerFinder({ clock: deps.clock, keyRing, settings });
  const all: Handlers = {
    ...handlers,
    ...systemRoutes({
      ...{ db, clock: deps.clock, registry, contract, seesDetails: readsMetrics(rules, findCallerOf) },
      ...{ findWarnings: parts.findWarnings, findJump: parts.findJump, ownWarnings: parts.ownWarnings },
      demoPeople: options.demoPeople,
    }),
    ...secondPersonHandlers(acts, { contract, db, deps, keyRing }),
  };
  const operations = contract.operations.filter(({ id }) => id in all);
  if (!isPartial) requireComplete(contract, all);
  requireActs(rules, handlers);

  const app = express();
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('trust proxy', parts.trustedProxies ?? []);
  sendJsonPlainly(app);
  app.use(requestLog(logger), requestMetrics(registry), helmet(HEADERS));
  app.use(consolePages(), docsPages());
  app.use(uncached, routeRequest(operations), answerInFull);
  if (onResponseFault) app.use(validateResponses(contract, onResponseFault));
  app.use(
    requireAccess({ db, clock: deps.clock, keyRing, settings, rules }),
    strictBody,
    validateRequest(gateValidator()),
  );
  const longReads = openLongReads({ orders: parts.orders ?? NO_ORDERS });
  app.use(callHandler(all, { longReads, clock: deps.clock, readers: parts.readers }), answerProblems);
  return app;
}

/** Whoever may read the metrics is told as well why a gate is not ready. */
function readsMetrics(
  rules: ReadonlyMap<string, AccessRule>,
  findCallerOf: ReturnType<typeof openCallerFinder>,
): (req: Request) => Promise<boolean> {
  const rule = rules.get('getMetrics');
  return async (req) => {
    const caller = await findCallerOf(req);
    return caller !== undefined && rule !== undefined && isAllowed(caller, rule);
  };
}

interface SecondPersonParts {
  readonly contract: Contract;
  readonly db: Database;
  readonly deps: GovernedDeps;
  readonly keyRing: KeyRing;
}

/** Every act as a handler of its operation, and what is done with the proposals that come of them. */
function secondPersonHandlers(acts: SignedActs, { contract, db, deps, keyRing }: SecondPersonParts): Handlers {
  const byId = actsById(acts);
  requireStatedReach(byId);
  const parts = { db, deps, acts: byId, forgetCallers: keyRing.clear, findDaysOff };
  const handlers = contract.operations.flatMap((operation) => {
    const act = byId.get(operation.id);
    if (!act) return [];
    const rule = readSigningRule(operation.id, operation.secondPerson);
    return [[operation.id, actHandler(parts, { operation, act, rule })] as const];
  });
  return { ...(Object.fromEntries(handlers) as Handlers), ...proposalsRoutes(parts) };
}

/** By the calendar of the gate's region, whatever the level of an agency. */
async function findDaysOff(tx: Tx, at: Instant): Promise<IsDayOff> {
  const ruleSet = await getRuleSetInForce(tx, at);
  const { calendar } = policyFor(ruleSet, { region: await findGateRegion(tx), level: '', on: dayOf(at) });
  return (day) => isDayOff(calendar, day);
}

/** An operation that is promised and not there would be found by a caller; it is found at the start instead. */
function requireComplete(contract: Contract, handlers: Handlers): void {
  const missing = contract.operations.filter(({ id }) => !(id in handlers)).map(({ id }) => id);
  if (missing.length > 0) throw new Error(`these operations have no handler: ${missing.join(', ')}`);
}

/** Answers of the API are data and never a page; upgrading requests would break a gate that a proxy serves by plain HTTP. */
const NONE = ["'none'"];

const HEADERS = {
  // The gate knows nothing of the hosts below its own: the proxy in front says it of them, if at all.
  strictTransportSecurity: { includeSubDomains: false },
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: NONE, objectSrc: NONE, baseUri: NONE, frameAncestors: NONE },
  },
};

/** A plain handler would do alone, for whoever calls it, what the contract says takes two people. */
function requireActs(rules: ReadonlyMap<string, AccessRule>, handlers: Handlers): void {
  const alone = Object.keys(handlers).filter((id) => {
    const rule = rules.get(id);
    return rule !== undefined && rule !== 'public' && rule.secondPerson;
  });
  if (alone.length > 0) throw new Error(`these operations take two people and are no acts: ${alone.join(', ')}`);
}

/** What an answer says was true at that moment, for that caller. */
const uncached: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
