import { Cron } from 'croner';
import { type Database, inSnapshot, leadJob, type MayGoOn } from '../db/index.ts';
import { GATE_TIME_ZONE } from '../kernel/index.ts';
import type { FrozenAccount } from '../ledger/index.ts';
import { readHead } from '../log/index.ts';
import {
  closeYears,
  refreshPricesNow,
  type SubmissionQueue,
  settleDueRuleSets,
  sweepClearances,
} from '../orders/index.ts';
import {
  type ComparedDecision,
  hasDisagreed,
  RECONCILE_LEASE,
  type RederiveDeps,
  reconcileAndFreeze,
  rederiveInBackground,
} from '../proof/index.ts';

export interface JobsParts {
  readonly db: Database;
  readonly deps: RederiveDeps;
  readonly queue: Pick<SubmissionQueue, 'putAll' | 'isIdle'>;
  /** A name of this process's own; several processes share the work by leases. */
  readonly holder: string;
  /** The two evaluators have disagreed, here or in another process of this build: closures are not to be trusted. */
  readonly onDisagreement: (found: ComparedDecision | null) => void;
  /** A record that can no longer be read as it was written. */
  readonly onUnreadable: (found: ComparedDecision) => void;
  /** Accounts that do not reconcile and take nothing any more. */
  readonly onFrozen: (accounts: readonly FrozenAccount[]) => void;
  /** Sees through what two people agreed to and a process left half done. */
  readonly finishProposals?: (mayGoOn: MayGoOn) => Promise<void>;
  /** Counts what new decisions said, for whoever audits. */
  readonly noteDecisions?: (mayGoOn: MayGoOn) => Promise<void>;
  /** Tries rule sets on past decisions while nobody waits. */
  readonly runBacktests?: (mayGoOn: MayGoOn) => Promise<void>;
  /** Notes for each agency what it should look at today. */
  readonly makeDigests?: () => Promise<void>;
  /** Signs the head of the log. */
  readonly signCheckpoint?: () => Promise<void>;
  readonly onError: (error: unknown, job: JobName) => void;
  readonly everyMs?: {
    readonly sweep?: number;
    readonly rederive?: number;
    readonly closeYears?: number;
    readonly ruleSets?: number;
  };
  /** How long after the start what is done daily is done first. */
  readonly firstMs?: number;
}

export type JobName =
  | 'sweep-clearances'
  | 'close-years'
  | 'settle-rule-sets'
  | 'finish-proposals'
  | 'backtests'
  | 'rederive'
  | 'refresh-prices'
  | 'audit-marks'
  | 'alert-digests'
  | 'checkpoints'
  | typeof RECONCILE_LEASE;

export interface Jobs {
  readonly status: () => JobsStatus;
  /** Lets whatever runs come to a good end, and starts nothing any more. */
  readonly stop: () => Promise<void>;
}

/** What this process has done since it started. What there is left to do is the same for all of them: see `watchGate`. */
export interface JobsStatus {
  readonly swept: number;
  readonly rederived: number;
  readonly disagreements: number;
  readonly unreadable: number;
}

const SWEEP_EVERY_MS = 30_000;
const REDERIVE_EVERY_MS = 1_000;
/** Whoever has signed sees it begin soon; while no year is being closed it looks at one small table. */
const CLOSE_YEARS_EVERY_MS = 5_000;
const FINISH_PROPOSALS_EVERY_MS = 30_000;
/** So that lists tell the truth within the minute. */
const RULE_SETS_EVERY_MS = 20_000;
const NOTE_DECISIONS_EVERY_MS = 5_000;
const CHECKPOINTS_EVERY_MS = 5_000;
/** Whoever starts one sees it begin; while none runs it looks at one small table. */
const BACKTESTS_EVERY_MS = 2_000;
/** After midnight, when a day has left the window and another has come; early, so that the morning finds it done. */
const PRICES_AT = '17 0 * * *';
/** When nobody works; what it finds is told in the morning. */
const RECONCILE_AT = '43 1 * * *';
/** When people come to work they lie there. */
const DIGESTS_AT = '37 5 * * *';

type Status = { -readonly [Name in keyof JobsStatus]: JobsStatus[Name] };

/**
 * Starts what a gate does by itself. Each job is led by one process at a time, none holds the process open, and one that
 * fails is reported and tried again with its next turn.
 */
export function startJobs(parts: JobsParts): Jobs {
  const status: Status = { swept: 0, rederived: 0, disagreements: 0, unreadable: 0 };
  const stopping = new AbortController();
  const sweep = every(parts, stopping.signal, {
    name: 'sweep-clearances',
    ms: parts.everyMs?.sweep ?? SWEEP_EVERY_MS,
    work: async (mayGoOn) => {
      status.swept += await sweepClearances({ db: parts.db, clock: parts.deps.clock, queue: parts.queue, mayGoOn });
    },
  });
  const rederive = every(parts, stopping.signal, {
    name: 'rederive',
    ms: parts.everyMs?.rederive ?? REDERIVE_EVERY_MS,
    work: (mayGoOn) => leadRederiving(parts, status, mayGoOn),
    beside: disagreementWatch(parts),
  });
  const closing = every(parts, stopping.signal, {
    name: 'close-years',
    ms: parts.everyMs?.closeYears ?? CLOSE_YEARS_EVERY_MS,
    work: async (mayGoOn) => {
      await closeYears({ db: parts.db, deps: parts.deps, queue: parts.queue, mayGoOn });
    },
  });
  const prices = daily(parts, stopping.signal, {
    name: 'refresh-prices',
    at: PRICES_AT,
    work: async () => {
      await refreshPricesNow(parts.db, parts.deps);
    },
  });
  const reconciling = daily(parts, stopping.signal, {
    name: RECONCILE_LEASE,
    at: RECONCILE_AT,
    work: async (mayGoOn) => {
      await reconcileAndFreeze({ ...parts, isIdle: parts.queue.isIdle, mayGoOn });
    },
  });
  const others = startOthers(parts, stopping.signal);
  return {
    status: () => ({ ...status }),
    stop: async () => {
      stopping.abort();
      await Promise.all([sweep, rederive, closing, prices, reconciling, ...others].map((end) => end()));
    },
  };
}

/** Rule sets, and what folders on top of this one do by themselves. */
function startOthers(parts: JobsParts, signal: AbortSignal): readonly (() => Promise<void>)[] {
  const { finishProposals, noteDecisions, runBacktests, makeDigests, signCheckpoint } = parts;
  return [
    every(parts, signal, {
      name: 'settle-rule-sets',
      ms: parts.everyMs?.ruleSets ?? RULE_SETS_EVERY_MS,
      work: () => settleDueRuleSets(parts.db, parts.deps),
    }),
    every(parts, signal, {
      name: 'finish-proposals',
      ms: FINISH_PROPOSALS_EVERY_MS,
      work: async (mayGoOn) => finishProposals?.(mayGoOn),
    }),
    every(parts, signal, {
      name: 'audit-marks',
      ms: NOTE_DECISIONS_EVERY_MS,
      work: async (mayGoOn) => noteDecisions?.(mayGoOn),
    }),
    every(parts, signal, {
      name: 'backtests',
      ms: BACKTESTS_EVERY_MS,
      work: async (mayGoOn) => runBacktests?.(mayGoOn),
    }),
    every(parts, signal, {
      name: 'checkpoints',
      ms: CHECKPOINTS_EVERY_MS,
      work: async () => signCheckpoint?.(),
    }),
    daily(parts, signal, { name: 'alert-digests', at: DIGESTS_AT, work: async () => makeDigests?.() }),
  ];
}

async function leadRederiving(
  { db, deps, queue, ...told }: JobsParts,
  status: Status,
  mayGoOn: MayGoOn,
): Promise<void> {
  const { isIdle } = queue;
  const { onDisagreement, onUnreadable } = told;
  const result = await rederiveInBackground({ db, deps, isIdle, mayGoOn, onDisagreement, onUnreadable });
  status.rederived += result.checked;
  status.disagreements += result.disagreed;
  status.unreadable += result.unreadable;
}

/**
 * The process that led found it; every other one of the same build learns of it from the log. What was looked at is not
 * looked at again, since another build may have left thousands of such leaves.
 */
function disagreementWatch({ db, deps, onDisagreement }: JobsParts): () => Promise<void> {
  let from = 0;
  return async () => {
    const { hasFound, size } = await inSnapshot(db, async (tx) => ({
      hasFound: await hasDisagreed(tx, deps.build, from),
      size: (await readHead(tx)).frontier.size,
    }));
    if (hasFound) onDisagreement(null);
    else from = size;
  };
}

interface Turn {
  readonly name: JobName;
  readonly ms: number;
  readonly work: (mayGoOn: MayGoOn) => Promise<void>;
  /** Done by every process, whoever leads. */
  readonly beside?: () => Promise<void>;
}

/** Runs a job again and again with a rest in between. Answers how to wait for its end. */
function every(parts: JobsParts, signal: AbortSignal, turn: Turn): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const rest = (): void => {
    if (signal.aborted) return;
    timer = setTimeout(() => {
      running = takeTurn(parts, signal, turn).then(rest);
    }, turn.ms).unref();
  };
  rest();
  return async () => {
    clearTimeout(timer);
    await running;
  };
}

async function takeTurn(parts: JobsParts, signal: AbortSignal, { name, work, beside }: Turn): Promise<void> {
  try {
    await beside?.();
    const { db, deps, holder } = parts;
    await leadJob({ db, clock: deps.clock, holder, signal }, name, work);
  } catch (error) {
    parts.onError(error, name);
  }
}

interface DailyTurn extends Pick<Turn, 'name' | 'work'> {
  readonly at: string;
}

/** Once a day, and once at the start, which makes up for a night that the machine was off. */
function daily(parts: JobsParts, signal: AbortSignal, { name, at, work }: DailyTurn): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const run = (): Promise<void> => {
    if (!signal.aborted) running = running.then(() => takeTurn(parts, signal, { name, ms: 0, work }));
    return running;
  };
  const schedule = new Cron(at, { timezone: GATE_TIME_ZONE, protect: true, unref: true }, run);
  const first = setTimeout(() => void run(), parts.firstMs ?? SOON_MS).unref();
  return async () => {
    clearTimeout(first);
    schedule.stop();
    await running;
  };
}

const SOON_MS = 5_000;
