import type { Registry } from 'prom-client';
import { isInSetUpMode } from '../access/index.ts';
import { type Database, inSnapshot } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Contract } from './contract.ts';
import type { AnswerOf, Handler, Handlers } from './operation.ts';
import { readinessChecks } from './readiness.ts';

export interface SystemParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly contract: Contract;
}

/** What operators and other machines ask a gate about itself. */
export function systemRoutes({ db, clock, registry, contract }: SystemParts): Handlers {
  const getHealth: Handler<'getHealth'> = (_req, res) => {
    res.status(200).json({ status: 'ok' });
  };

  const getReadiness: Handler<'getReadiness'> = async (_req, res) => {
    const readiness = await readinessOf(db, clock);
    if (readiness.status === 'ready') res.status(200).json(readiness);
    else res.status(503).set('Retry-After', '5').json(readiness);
  };

  const getMetrics: Handler<'getMetrics'> = async (_req, res) => {
    res
      .status(200)
      .type('text/plain')
      .send(await registry.metrics());
  };

  const document: AnswerOf<'getOpenApiDocument', 200> = JSON.parse(contract.text);
  const getOpenApiDocument: Handler<'getOpenApiDocument'> = (_req, res) => {
    res.status(200).json(document);
  };

  return { getHealth, getReadiness, getMetrics, getOpenApiDocument };
}

/** When the database is away nobody knows whether set-up has ended; saying that it has not is the careful answer. */
async function readinessOf(db: Database, clock: Clock): Promise<AnswerOf<'getReadiness', 200>> {
  const checks = await readinessChecks(db, clock);
  const isReady = checks.every((check) => check.ok);
  const setUpMode = isReady ? await inSnapshot(db, isInSetUpMode) : true;
  return { status: isReady ? 'ready' : 'not-ready', setUpMode, checks };
}
