import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { type AnyAct, actsById, type BootstrapKey, ensureBootstrapKey } from '../access/index.ts';
import { agenciesRoutes } from '../agencies/agencies-routes.ts';
import { alertsRoutes } from '../alerts/alerts-routes.ts';
import { dossierRoutes } from '../audit/dossier/dossier-routes.ts';
import { findingsRoutes } from '../audit/findings/findings-routes.ts';
import { samplesRoutes } from '../audit/samples/samples-routes.ts';
import { softwareAuditRoutes } from '../audit/software/software-audit-routes.ts';
import { statisticsRoutes } from '../audit/statistics/statistics-routes.ts';
import { backtestsRoutes } from '../backtests/backtests-routes.ts';
import { budgetRoutes } from '../budget/budget-routes.ts';
import { feedRoutes } from '../connectors/feed/feed-routes.ts';
import { type HeadWatch, watchHead } from '../connectors/feed/head-watch.ts';
import { type ConnectorParts, connectorParts } from '../connectors/index.ts';
import { type CallbackParts, callbackRoutes } from '../connectors/platform/callback-routes.ts';
import { platformRoutes } from '../connectors/platform/platform-routes.ts';
import { webhookRoutes } from '../connectors/webhooks/webhook-routes.ts';
import { type Database, inSnapshot, inTransaction, migrate, openDatabase } from '../db/index.ts';
import { decisionsRoutes } from '../decisions/decisions-routes.ts';
import { acceptancesRoutes } from '../fulfilment/delivery/accept/acceptances-routes.ts';
import { fulfilmentRoutes } from '../fulfilment/fulfilment-routes.ts';
import { paymentsRoutes } from '../fulfilment/payment/payments-routes.ts';
import { type Clock, laterOf, type NewId, newId, packageRoot, systemClock } from '../kernel/index.ts';
import {
  findLeafAsOf,
  findRestoredSize,
  governed,
  type KeyFolder,
  keyFolder,
  readHead,
  recordMissingKeys,
} from '../log/index.ts';
import { keepBatchCache } from '../orders/batch/batch-cache.ts';
import type { DecideDeps } from '../orders/batch/decide-deps.ts';
import { decideOrders } from '../orders/batch/decide-orders.ts';
import { type Certifier, certificatesRoutes, certifierOf } from '../orders/certificates/certificates-routes.ts';
import { ordersRoutes } from '../orders/orders-routes.ts';
import { openQueue, type SubmissionQueue } from '../orders/queue/submission-queue.ts';
import { waiversRoutes } from '../orders/review/waivers-routes.ts';
import { yearEndRoutes } from '../orders/year-end/year-end-routes.ts';
import { signingKeysRoutes } from '../proof/log/signing-keys-routes.ts';
import { reconcileRoutes } from '../proof/reconcile/reconcile-routes.ts';
import { hasDisagreed } from '../proof/rederive/rederive-in-background.ts';
import { type EvidenceFolder, evidenceFolder, type KeyVault, keyVault } from '../register/index.ts';
import { inventoryRoutes } from '../register/inventory/inventory-routes.ts';
import { registerRoutes } from '../register/register-routes.ts';
import { undertakingsRoutes } from '../register/undertakings/undertakings-routes.ts';
import { reportsRoutes } from '../reports/reports-routes.ts';
import {
  CLOSURES,
  findSetBeforePack,
  loadPack,
  loadRulePack,
  type PackContent,
  type PackLoading,
  type RuleSetReview,
  reviewPack,
  type Screening,
} from '../rules/index.ts';
import { rulesRoutes } from '../rules/rules-routes.ts';
import { suppliersRoutes } from '../suppliers/suppliers-routes.ts';
import { actsOf } from './acts.ts';
import { type AppOptions, createApp } from './app.ts';
import { buildDigest } from './build-digest.ts';
import type { Config } from './config.ts';
import { alarmOfFrozen, alarmOfMissing, alarmOfRefused, countCallbacks } from './gate-alarms.ts';
import { registerGateMetrics } from './gate-metrics.ts';
import { evaluatorWarnings, trustInClosures } from './trust-in-closures.ts';

const QUEUE_DEADLINE_MS = 10_000;

/** A gate with everything it is made of, before it listens anywhere. */
export interface Gate {
  readonly db: Database;
  readonly deps: DecideDeps;
  readonly queue: SubmissionQueue;
  /** What this process can sign with. */
  readonly keys: KeyFolder;
  readonly app: Express;
  /** What takes two people, by operation id. */
  readonly acts: ReadonlyMap<string, AnyAct>;
  readonly registry: Registry;
  readonly bootstrapKey: BootstrapKey;
  readonly pack: PackLoading;
  /** Of callers that wait for something new; stopped before the server ends. */
  readonly head: HeadWatch;
  readonly connectors: ConnectorParts;
  readonly close: () => Promise<void>;
}

export interface GateParts {
  readonly config: Config;
  readonly logger: Logger;
  /** Passed in by tests, which own the time and count ids. */
  readonly clock?: Clock;
  readonly newId?: NewId;
  /** The compiled evaluator; another one than ours only where a test wants it wrong. */
  readonly closures?: Screening;
  readonly options?: AppOptions;
}

/** Brings the schema up to date, loads the rule pack at the first start, and wires every domain together. */
export async function openGate(parts: GateParts): Promise<Gate> {
  const { config, logger, options } = parts;
  const clock = parts.clock ?? systemClock;
  await migrateWith(config, clock);
  const db = openDatabase(config.databaseUrl);
  const registry = options?.registry ?? new Registry();
  const trust = trustInClosures(parts.closures ?? CLOSURES, registry, logger);
  const deps: DecideDeps = {
    clock,
    origin: config.origin,
    newId: parts.newId ?? newId,
    clearanceDays: config.clearanceDays,
    referralDays: config.referralDays,
    contractDays: config.contractDays,
    build: buildDigest(),
    batchCache: keepBatchCache(),
    ...trust,
  };
  const keys = keyFolder(config.dataDir);
  const { pack, bootstrapKey } = await begin(db, { ...deps, keys }, config).catch(async (error) => {
    await db.close();
    throw error;
  });
  const queue = openQueue(db, {
    waitingMax: config.queueMax,
    batchMax: config.batchMax,
    deadlineMs: QUEUE_DEADLINE_MS,
    decide: (tx, acts, onDecided) => decideOrders(tx, { ...deps, onDecided }, acts),
  });
  const certifier = certifierOf(db, { ...deps, keys, onMissing: alarmOfMissing(registry, logger) });
  const connectors = connectorParts(config, keys);
  const acts = actsOf({ ...deps, db, ...connectors });
  const head = watchHead(db);
  const app = createApp({
    ...{ db, deps, logger, settings: config.sessions },
    handlers: {
      ...handlersOf(db, deps, { queue, certifier, keys, ...storesOf(config) }),
      ...certificatesRoutes(db, { ...deps, keys, queue, onRefused: alarmOfRefused(registry, logger) }),
      ...reconcileRoutes(db, { deps, queue, onFrozen: alarmOfFrozen(logger) }),
      ...signingKeysRoutes(db, { keys }),
      ...connectorHandlers(db, { ...deps, ...connectors, head, queue, onCallback: countCallbacks(registry) }),
    },
    acts,
    ownWarnings: () => evaluatorWarnings(deps),
    options: { ...options, registry },
  });
  registerGateMetrics(registry, { db, queue, clock });
  return {
    ...{ db, deps, queue, keys, app, registry, bootstrapKey, pack, head, connectors },
    acts: actsById(acts),
    close: () => closeAll(db, connectors),
  };
}

async function closeAll(db: Database, { outbound }: ConnectorParts): Promise<void> {
  outbound.close();
  await db.close();
}

/** Schema changes may have an account of their own; the ordinary one needs no right to them. */
async function migrateWith(config: Config, clock: Clock): Promise<void> {
  const db = openDatabase(config.databaseMigrationUrl);
  try {
    await migrate(db, clock);
  } finally {
    await db.close();
  }
}

type GateStart = Pick<Gate, 'pack' | 'bootstrapKey'>;

/**
 * A log that was restored takes no leaf before somebody has said what is missing: such a gate shows what it has, and begins
 * at the next start.
 */
async function begin(db: Database, deps: BeginDeps, config: Config): Promise<GateStart> {
  const isHeld = (await inSnapshot(db, findRestoredSize)) !== null;
  const pack = isHeld ? 'unchanged' : await beginLog(db, deps, config);
  // Found by an earlier process of this build: closures are not to be trusted from the first order on.
  if (await inSnapshot(db, (tx) => hasDisagreed(tx, deps.build))) deps.onDisagreement([]);
  if (isHeld) return { pack, bootstrapKey: { kind: 'kept' } };
  return { pack, bootstrapKey: await inTransaction(db, (tx) => ensureBootstrapKey(tx, deps, config.bootstrapKey)) };
}

interface BeginDeps extends DecideDeps {
  readonly keys: KeyFolder;
}

/** The first start of a build is a leaf, and the first start of all brings the rule pack into force. */
async function beginLog(db: Database, deps: BeginDeps, config: Config): Promise<PackLoading> {
  const pack = loadPack(config.packDir ?? join(packageRoot(), 'rules'));
  const review = await reviewChangedPack(db, deps, pack);
  return inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      const subject = `build/${deps.build}`;
      const known = await findLeafAsOf(entry.tx, subject, entry.nextIndex());
      if (!known) entry.append({ type: 'build.started', subject, by: null, body: { build: deps.build } });
      const loading = await loadRulePack(entry, pack, review);
      await recordMissingKeys(entry, deps.keys);
      return loading;
    }),
  );
}

/** Before the head is taken: the tests of many rules take longer than anybody should wait for it. */
async function reviewChangedPack(
  db: Database,
  { clock }: DecideDeps,
  pack: PackContent,
): Promise<RuleSetReview | null> {
  const before = await inSnapshot(db, async (tx) =>
    findSetBeforePack(tx, pack, laterOf(clock(), (await readHead(tx)).at)),
  );
  return before ? reviewPack(pack, before.content, { pause: () => nextTurn() }) : null;
}

/** What is kept beside the database, and what opens it. */
interface Stores {
  readonly folder: EvidenceFolder;
  readonly vault: KeyVault;
}

function storesOf({ dataDir, licenceKeySecrets }: Config): Stores {
  return { folder: evidenceFolder(dataDir), vault: keyVault(licenceKeySecrets) };
}

interface HandlerParts extends Stores {
  readonly queue: SubmissionQueue;
  readonly certifier: Certifier;
  readonly keys: KeyFolder;
}

function handlersOf(db: Database, deps: DecideDeps, { queue, certifier, keys, ...stores }: HandlerParts) {
  return {
    ...agenciesRoutes(db, deps),
    ...suppliersRoutes(db, deps),
    ...budgetRoutes(db, deps),
    ...registerRoutes(db, { ...deps, ...stores }),
    ...inventoryRoutes(db, deps),
    ...rulesRoutes(db, deps),
    ...backtestsRoutes(db, { ...deps, isIdle: queue.isIdle }),
    ...ordersRoutes(db, { ...deps, queue, certifier }),
    ...fulfilmentRoutes(queue),
    ...acceptancesRoutes({ ...deps, db, queue }),
    ...undertakingsRoutes({ ...deps, db }),
    ...paymentsRoutes(db, { ...deps, queue }),
    ...decisionsRoutes(db),
    ...reportsRoutes({ ...deps, db, keys }),
    ...alertsRoutes({ ...deps, db }),
    ...dossierRoutes(db, deps),
    ...findingsRoutes(db, deps),
    ...samplesRoutes(db, deps),
    ...statisticsRoutes(db),
    ...softwareAuditRoutes(db, deps),
    ...waiversRoutes(db, deps),
    ...yearEndRoutes(db, deps),
  };
}

type ConnectorHandlerParts = DecideDeps & ConnectorParts & CallbackParts & { readonly head: HeadWatch };

function connectorHandlers(db: Database, parts: ConnectorHandlerParts) {
  return {
    ...feedRoutes(db, parts.head),
    ...webhookRoutes(db, parts),
    ...platformRoutes(db, parts),
    ...callbackRoutes(db, parts),
  };
}
