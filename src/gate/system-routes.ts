import type { Request } from 'express';
import type { Registry } from 'prom-client';
import { isInSetUpMode } from '../access/index.ts';
import { type Database, type FindWriteFault, inSnapshot, openWriteTrials, type Tx } from '../db/index.ts';
import type { Contract } from '../http/contract/contract.ts';
import { languageOf } from '../http/language.ts';
import { once } from '../http/once.ts';
import type { AnswerOf, Handler, Handlers } from '../http/operation.ts';
import { type FindWarnings, type ReadinessProbe, readinessProbes } from '../http/readiness.ts';
import { type Clock, Refusal, text } from '../kernel/index.ts';
import { jumpText } from '../log/index.ts';
import { processMetrics } from './process-metrics.ts';

export interface SystemParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly contract: Contract;
  /** Whether who asks is told more than that the gate is ready; never throws. */
  readonly seesDetails: (req: Request) => Promise<boolean>;
  /** What people should look at; what is not ok keeps the gate from taking orders. */
  readonly findWarnings?: FindWarnings | undefined;
  /** By how much the clock was set while the gate runs, in milliseconds. */
  readonly findJump?: ((tx: Tx) => Promise<number>) | undefined;
  /** The same about this process, which is known without the database. */
  readonly ownWarnings?: (() => readonly ReadinessProbe[]) | undefined;
  readonly demoPeople?: DemoPeople | undefined;
}

/** With whom somebody can sign in to the demo; no other gate has it. */
export type DemoPeople = () => AnswerOf<'listDemoPeople', 200>['people'];

/** What operators and other machines ask a gate about itself. */
export function systemRoutes(parts: SystemParts): Handlers {
  const { registry, contract } = parts;
  const findWriteFault = openWriteTrials(parts.db);
  const getHealth: Handler<'getHealth'> = (_req, res) => {
    res.status(200).json({ status: 'ok' });
  };

  const getReadiness: Handler<'getReadiness'> = async (req, res) => {
    const [{ checks, ...found }, isDetailed] = await Promise.all([
      readinessOf(parts, findWriteFault),
      parts.seesDetails(req),
    ]);
    const language = languageOf(req.get('accept-language'));
    const told = checks.map((check) => ({ ...check, detail: check.detail?.[language] ?? null }));
    const readiness = isDetailed ? { ...found, checks: told } : { status: found.status };
    if (readiness.status === 'ready') res.status(200).json(readiness);
    else res.status(503).set('Retry-After', '5').json(readiness);
  };

  const getMetrics: Handler<'getMetrics'> = async (_req, res) => {
    res
      .status(200)
      .type('text/plain')
      .send((await registry.metrics()) + (await processMetrics().metrics()));
  };

  const document = once((): AnswerOf<'getOpenApiDocument', 200> => JSON.parse(contract.text));
  const getOpenApiDocument: Handler<'getOpenApiDocument'> = (_req, res) => {
    res.status(200).json(document());
  };

  const listDemoPeople: Handler<'listDemoPeople'> = (req, res) => {
    const { demoPeople } = parts;
    if (!demoPeople || !isLoopback(req.hostname)) throw noDemo();
    res.status(200).json({ people: demoPeople() });
  };

  return { getHealth, getReadiness, getMetrics, getOpenApiDocument, listDemoPeople };
}

/** As a browser on this machine writes it: a site elsewhere whose name leads here has its own name in the request. */
export function isLoopback(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host);
}

function noDemo(): Refusal {
  const message = text('此处不是演示闸口。', 'This is no demo.');
  return new Refusal('not_found', 'demo.none', message);
}

interface FoundReadiness {
  readonly status: 'ready' | 'not-ready';
  readonly setUpMode: boolean;
  readonly checks: readonly ReadinessProbe[];
}

/** When the database is away nobody knows whether set-up has ended; saying that it has not is the careful answer. */
async function readinessOf(
  { db, clock, findWarnings, findJump = async () => 0, ownWarnings = () => [] }: SystemParts,
  findWriteFault: FindWriteFault,
): Promise<FoundReadiness> {
  const checks = await readinessProbes(db, clock, findWriteFault);
  if (!checks.every((check) => check.ok)) {
    return { status: 'not-ready', setUpMode: true, checks: [...checks, ...ownWarnings()] };
  }
  const [setUpMode, warnings] = await inSnapshot(db, async (tx) => {
    const found = [...jumpProbe(await findJump(tx)), ...((await findWarnings?.(tx, clock())) ?? [])];
    return [await isInSetUpMode(tx), found] as const;
  });
  const status = warnings.every(({ ok }) => ok) ? 'ready' : 'not-ready';
  return { status, setUpMode, checks: [...checks, ...ownWarnings(), ...warnings] };
}

/** Nothing is decided by such a clock, so the gate is not ready. */
function jumpProbe(ms: number): readonly ReadinessProbe[] {
  return ms === 0 ? [] : [{ name: 'clock-jump', ok: false, detail: jumpText(ms) }];
}
