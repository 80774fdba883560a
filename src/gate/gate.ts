import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import {
  type AnyAct,
  actsById,
  type BootstrapKey,
  ensureBootstrapKey,
  recordBuild,
  recordCodeRoles,
  recordGateRegion,
} from '../access/index.ts';
import { type HeadWatch, watchHead } from '../connectors/feed/head-watch.ts';
import { type ConnectorParts, connectorParts } from '../connectors/index.ts';
import {
  type Database,
  databaseTime,
  inSnapshot,
  inTransaction,
  isElsewhere,
  type Job,
  type MigrationWatch,
  openDatabase,
  type Tx,
} from '../db/index.ts';
import { countLostLines, type LogOutput, logOutputWarnings } from '../http/log-output.ts';
import { type Clock, laterOf, type NewId, newId, type Role, removeLeftFiles, systemClock } from '../kernel/index.ts';
import {
  type ClockGuard,
  findRestoredSize,
  governed,
  type KeyFolder,
  keyFolder,
  openClockGuard,
  readHead,
  recordMissingKeys,
  refuseClockBehind,
  refuseLostLog,
  systemUptime,
  type Uptime,
  uptimeOf,
} from '../log/index.ts';
import { keepBatchCache } from '../orders/batch/batch-cache.ts';
import type { DecideDeps } from '../orders/batch/decide-deps.ts';
import { decideOrders } from '../orders/batch/decide-orders.ts';
import { openQueue, type SubmissionQueue } from '../orders/queue/submission-queue.ts';
import { hasDisagreed } from '../proof/rederive/rederive-in-background.ts';
import { evidenceFolder, keyVault } from '../register/index.ts';
import {
  CLOSURES,
  findKnownProducts,
  findSetBeforePack,
  loadRulePack,
  openPack,
  type PackContent,
  type PackLoading,
  type RuleSetReview,
  reviewPack,
  type Screening,
} from '../rules/index.ts';
import { listOpenAgreements } from '../two-people/index.ts';
import { type AppOptions, createApp, keyRingOf } from './app.ts';
import { buildDigest } from './build-digest.ts';
import type { Config } from './config.ts';
import { narrowDataModes } from './data-modes.ts';
import { registerDiskMetrics } from './disk-metrics.ts';
import {
  alarmOfFrozen,
  alarmOfMissing,
  alarmOfRefused,
  alarmOfServers,
  countCallbacks,
  countedHasher,
} from './gate-alarms.ts';
import type { JobAlarms } from './gate-deps.ts';
import { registerGateMetrics, registerNodeMetrics } from './gate-metrics.ts';
import { inventoryKnowledge } from './inventory-knowledge.ts';
import { migrateWith } from './migrate-with.ts';
import { processMetrics } from './process-metrics.ts';
import { gateJobThread } from './readers/gate-job-thread.ts';
import { gateReaders } from './readers/gate-readers.ts';
import type { JobThread } from './readers/job-thread.ts';
import type { Readers } from './readers/readers.ts';
import { serveParts } from './serve-parts.ts';
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
  /** Long reads that run have a moment left, steps of jobs none, and none begins any more. */
  readonly stopReads: () => Promise<void>;
  /** What it does by itself once it is served. */
  readonly jobs: (alarms: JobAlarms) => Promise<readonly Job[]>;
  readonly close: () => Promise<void>;
}

export interface GateParts {
  readonly config: Config;
  readonly logger: Logger;
  /** Where the logger writes, so that lines it cannot write are told of. */
  readonly logOutput?: LogOutput;
  /** Passed in by tests, which own the time and count ids. */
  readonly clock?: Clock;
  /** Of the machine; a clock that is passed in without it is never doubted. */
  readonly uptime?: Uptime;
  readonly newId?: NewId;
  /** The compiled evaluator; another one than ours only where a test wants it wrong. */
  readonly closures?: Screening;
  /** The rule pack, where it was read before: tests open many gates over one. */
  readonly pack?: PackContent;
  /** Told how far an upgrade of the schema is, beside the log. */
  readonly migrationWatch?: MigrationWatch;
  /** The schema is this version's: tests begin with copies of a database that was migrated once. */
  readonly isMigrated?: boolean;
  readonly options?: AppOptions;
}

/** Brings the schema up to date, loads the rule pack at the first start, and wires every domain together. */
export async function openGate(parts: GateParts): Promise<Gate> {
  const { config, logger, options, clock = systemClock } = parts;
  await tidyDisk(config);
  if (!parts.isMigrated) await migrateWith(parts, clock);
  const db = openDatabase(config.databaseUrl, config.databaseCaFile);
  const registry = registryOf(parts);
  const trust = trustInClosures(parts.closures ?? CLOSURES, registry, logger);
  const clockGuard = guardOf(parts, db, clock);
  const deps = decideDepsOf(parts, { clock, clockGuard, trust });
  const keys = keyFolder(config.dataDir);
  const readPack = () => parts.pack ?? openPack(config.packDir);
  const settings = config.sessions;
  const beginDeps = { ...deps, keys, region: config.region, codeRoles: settings.totpRequiredRoles, readPack };
  const { pack, bootstrapKey } = await begin(db, beginDeps, config).catch(async (error) => {
    await db.close();
    throw error;
  });
  const queue = queueOf(db, deps, config);
  const connectors = connectorParts(config, keys);
  const head = watchHead(db);
  const jobThread = gateJobThread({ config, registry, db, isIdle: queue.isIdle });
  const keyRing = keyRingOf(db, settings);
  const { handlers, reads, acts, metrics, findWarnings, jobs } = await serveParts({
    ...{ ...deps, ...connectors, db, queue, keyRing, settings, head, takeStepsFor: jobThread.takeFor },
    takeJobStep: jobThread.take,
    hasher: countedHasher(registry),
    folder: evidenceFolder(config.dataDir),
    ...inventoryKnowledge(deps),
    licenceKeyVault: keyVault(config.licenceKeySecrets),
    knownProducts: (tx, on) => findKnownProducts(tx, { at: clock(), on }),
    onFrozen: alarmOfFrozen(logger),
    onMissing: alarmOfMissing(registry, logger),
    onRefused: alarmOfRefused(registry, logger),
    onCallback: countCallbacks(registry),
  });
  const orders = { wait: () => !queue.isIdle(), cameAt: queue.lastCameAt };
  const readers = gateReaders({ config, db, registry, operations: reads, orders });
  const app = createApp({
    ...{ db, deps, logger, settings, keyRing, handlers, acts, findWarnings, readers, orders },
    trustedProxies: config.trustedProxies,
    findJump: clockGuard.findJump,
    ownWarnings: () => [...evaluatorWarnings(deps), ...(parts.logOutput ? logOutputWarnings(parts.logOutput) : [])],
    options: { ...options, registry },
  });
  registerGateMetrics(registry, metrics);
  registerNodeMetrics(registry, db);
  if (db.nodes) alarmOfServers(db.nodes, logger);
  if (parts.logOutput) countLostLines(registry, parts.logOutput);
  return {
    ...{ db, deps, queue, keys, app, registry, bootstrapKey, pack, head, jobs },
    acts: actsById(acts),
    stopReads: () => stopReads({ readers, jobThread }),
    close: () => closeAll({ db, readers, jobThread, connectors }),
  };
}

function queueOf(db: Database, deps: DecideDeps, { queueMax, batchMax }: Config): SubmissionQueue {
  return openQueue(db, {
    waitingMax: queueMax,
    batchMax,
    deadlineMs: QUEUE_DEADLINE_MS,
    decide: (tx, acts, onDecided) => decideOrders(tx, { ...deps, onDecided }, acts),
  });
}

/** What an earlier process left open to others, or left behind. */
async function tidyDisk(config: Config): Promise<void> {
  narrowDataModes(config);
  await removeLeftFiles();
}

function registryOf({ config, options }: GateParts): Registry {
  const registry = options?.registry ?? new Registry();
  registerDiskMetrics(registry, config);
  processMetrics();
  return registry;
}

interface DecideParts {
  readonly clock: Clock;
  readonly clockGuard: ClockGuard;
  readonly trust: ReturnType<typeof trustInClosures>;
}

function decideDepsOf({ config, ...parts }: GateParts, { trust, ...clocks }: DecideParts): DecideDeps {
  const { origin, clearanceDays, referralDays, contractDays } = config;
  return {
    ...{ ...clocks, origin, clearanceDays, referralDays, contractDays },
    newId: parts.newId ?? newId,
    build: buildDigest(),
    batchCache: keepBatchCache(),
    ...trust,
  };
}

function guardOf({ config, ...parts }: GateParts, db: Database, clock: Clock): ClockGuard {
  const uptime = parts.uptime ?? (parts.clock ? uptimeOf(parts.clock) : systemUptime);
  const timeElsewhere = isElsewhere(config.databaseUrl) ? (tx: Tx) => databaseTime(tx, db.engine) : undefined;
  return openClockGuard({ clock, uptime, timeElsewhere });
}

interface OpenedGate {
  readonly db: Database;
  readonly readers: Readers | undefined;
  readonly jobThread: Pick<JobThread, 'close'>;
  readonly connectors: ConnectorParts;
}

async function stopReads({ readers, jobThread }: Pick<OpenedGate, 'readers' | 'jobThread'>): Promise<void> {
  await Promise.all([readers?.close(), jobThread.close()]);
}

async function closeAll({ db, connectors, ...reading }: OpenedGate): Promise<void> {
  connectors.outbound.close();
  await stopReads(reading);
  await db.close();
}

type GateStart = Pick<Gate, 'pack' | 'bootstrapKey'>;

/**
 * A log that was restored takes no leaf before somebody has said what is missing: such a gate shows what it has, and begins
 * at the next start.
 */
async function begin(db: Database, deps: BeginDeps, config: Config): Promise<GateStart> {
  const hadLog = deps.keys.hasBegun();
  await inSnapshot(db, async (tx) => {
    const head = await readHead(tx);
    if (hadLog) refuseLostLog(head.frontier, config.dataDir);
    await refuseClockBehind(tx, head, deps.clock);
  });
  const isHeld = (await inSnapshot(db, findRestoredSize)) !== null;
  const pack = isHeld ? 'unchanged' : await beginLog(db, deps);
  deps.keys.noteBegun();
  // Found by an earlier process of this build: closures are not to be trusted from the first order on.
  if (await inSnapshot(db, (tx) => hasDisagreed(tx, deps.build))) deps.onDisagreement([]);
  if (isHeld) return { pack, bootstrapKey: { kind: 'kept' } };
  return { pack, bootstrapKey: await inTransaction(db, (tx) => ensureBootstrapKey(tx, deps, config.bootstrapKey)) };
}

interface BeginDeps extends DecideDeps {
  readonly keys: KeyFolder;
  /** That the gate serves, as it is configured. */
  readonly region: string;
  readonly codeRoles: readonly Role[];
  readonly readPack: () => PackContent;
}

/** The first start of a build or for a region is a leaf, and the first start of all brings the rule pack into force. */
async function beginLog(db: Database, deps: BeginDeps): Promise<PackLoading> {
  const pack = deps.readPack();
  const review = await reviewChangedPack(db, deps, pack);
  return inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      await recordBuild(entry, deps.build, listOpenAgreements);
      await recordGateRegion(entry, deps.region);
      await recordCodeRoles(entry, deps.codeRoles);
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
