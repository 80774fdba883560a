import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Database,
  inSnapshot,
  inTransaction,
  type Job,
  StoppedStep,
  stepsHere,
  type TakeStep,
} from '../../db/index.ts';
import { countFrozenAccounts, type FrozenAccount, freezeAccounts } from '../../ledger/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import {
  FIRST_PLACE,
  type GateReconciliation,
  openTally,
  type ReconcilePlace,
  type StepResult,
} from './reconcile-gate.ts';
import { RECONCILE_PORTION } from './reconcile-portion-step.ts';
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
  /** Asked between portions: the lease is held and nobody wants to stop. */
  readonly mayGoOn: () => Promise<boolean>;
  /** Where the gate has a thread for jobs; without it portions are taken here. */
  readonly takeStep?: TakeStep;
  /** Told at once about what was frozen. */
  readonly onFrozen: (accounts: readonly FrozenAccount[]) => void;
}

export interface ReconcileRun extends GateReconciliation {
  /** False when it had to stop before it had looked at everything. */
  readonly isComplete: boolean;
  /** What was not frozen before. */
  readonly frozen: readonly FrozenAccount[];
}

/** So long nobody hears that the lease is lost. */
const PORTION_MS_MAX = 250;

/**
 * Reconciles a gate that is in use, a part in each snapshot, and freezes at once what does not add up. What was found in a
 * snapshot was so at that moment: nothing that the gate does leaves an account half done.
 */
export async function reconcileAndFreeze(parts: ReconcileParts): Promise<ReconcileRun> {
  const { takeStep = stepsHere({ db: parts.db, pause: nextTurn }) } = parts;
  const tally = openTally();
  const frozen: FrozenAccount[] = [];
  for (let from: ReconcilePlace | null = FIRST_PLACE; from !== null; ) {
    const result: StepResult | null = (await parts.mayGoOn()) ? await portionFrom(takeStep, from) : null;
    if (result === null) return { ...tally.result(), isComplete: false, frozen };
    tally.add(result);
    frozen.push(...(await freezeFound(parts, result)));
    from = result.next;
  }
  return { ...tally.result(), isComplete: true, frozen };
}

/** Null: the end of the gate has stopped it, and the next run begins anew. */
async function portionFrom(takeStep: TakeStep, from: ReconcilePlace): Promise<StepResult | null> {
  try {
    return await takeStep(RECONCILE_PORTION, { from, msMax: PORTION_MS_MAX });
  } catch (error) {
    if (error instanceof StoppedStep) return null;
    throw error;
  }
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
