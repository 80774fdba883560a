import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type Database, inSnapshot, inTransaction, type Job } from '../../db/index.ts';
import { countFrozenAccounts, type FrozenAccount, freezeAccounts } from '../../ledger/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import {
  FIRST_STEP,
  type GateReconciliation,
  openTally,
  type ReconcileStep,
  type StepResult,
} from './reconcile-gate.ts';
import { faultyAccounts } from './reconciliation-fault.ts';

/** What only one process does at a time, whoever asks for it. */
export const RECONCILE_LEASE = 'reconcile';

/** When nobody works; what it finds is told in the morning. */
const RECONCILE_AT = '43 1 * * *';

export function reconcileJob(parts: Omit<ReconcileParts, 'mayGoOn'>): Job {
  return {
    ...{ name: RECONCILE_LEASE, when: { dailyAt: RECONCILE_AT }, doneBy: 'one-process' },
    work: async (mayGoOn) => {
      await reconcileAndFreeze({ ...parts, mayGoOn });
    },
  };
}

/** How many accounts take nothing any more; for the metric. */
export function frozenAccountsNow(db: Database): Promise<number> {
  return inSnapshot(db, countFrozenAccounts);
}

export interface ReconcileParts {
  readonly db: Database;
  readonly deps: GovernedDeps;
  /** Asked between steps: the lease is held and nobody wants to stop. */
  readonly mayGoOn: () => Promise<boolean>;
  /** Whether nobody waits for a decision. */
  readonly isIdle: () => boolean;
  /** Told at once about what was frozen. */
  readonly onFrozen: (accounts: readonly FrozenAccount[]) => void;
}

export interface ReconcileRun extends GateReconciliation {
  /** False when it had to stop before it had looked at everything. */
  readonly isComplete: boolean;
  /** What was not frozen before. */
  readonly frozen: readonly FrozenAccount[];
}

/**
 * Reconciles a gate that is in use, a step in each snapshot, and freezes at once what does not add up. What was found in a
 * snapshot was so at that moment: nothing that the gate does leaves an account half done.
 */
export async function reconcileAndFreeze(parts: ReconcileParts): Promise<ReconcileRun> {
  const tally = openTally();
  const frozen: FrozenAccount[] = [];
  for (let step: ReconcileStep | null = FIRST_STEP; step !== null; ) {
    if (!(await parts.mayGoOn())) return { ...tally.result(), isComplete: false, frozen };
    const result: StepResult = await inSnapshot(parts.db, step);
    tally.add(result);
    frozen.push(...(await freezeFound(parts, result)));
    step = result.next;
    await pause(parts);
  }
  return { ...tally.result(), isComplete: true, frozen };
}

async function freezeFound(
  { db, deps, onFrozen }: ReconcileParts,
  { unreconciled }: StepResult,
): Promise<readonly FrozenAccount[]> {
  const faulty = faultyAccounts(unreconciled);
  if (faulty.length === 0) return [];
  const frozen = await inTransaction(db, (tx) => governed(tx, deps, (entry) => freezeAccounts(entry, faulty)));
  if (frozen.length > 0) onFrozen(frozen);
  return frozen;
}

/** While somebody waits for a decision, most of the time is theirs: a step takes some ten milliseconds. */
const REST_MS_UNDER_LOAD = 50;

async function pause({ isIdle }: ReconcileParts): Promise<void> {
  if (isIdle()) await nextTurn();
  else await sleep(REST_MS_UNDER_LOAD);
}
