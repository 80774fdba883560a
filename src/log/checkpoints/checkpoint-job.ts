import { type Database, inSnapshot, inTransaction, type Job } from '../../db/index.ts';
import { type Clock, msBetween } from '../../kernel/index.ts';
import { type CheckpointDeps, findDueCheckpoint, findUnsigned, writeCheckpoint } from './write-checkpoint.ts';

/** With a look at the head every five seconds, a leaf is signed for within the minute. */
const SIGN_EVERY_MS = 45_000;

const LOOK_EVERY_MS = 5_000;

export function checkpointJob(db: Database, deps: CheckpointDeps): Job {
  return {
    ...{ name: 'checkpoints', when: { everyMs: LOOK_EVERY_MS }, doneBy: 'one-process' },
    work: async () => {
      await signDueCheckpoint(db, deps);
    },
  };
}

/** Signs the head, if something new has waited long enough. Nobody who decides waits for it: a checkpoint is no leaf. */
export async function signDueCheckpoint(db: Database, deps: CheckpointDeps): Promise<boolean> {
  return signAfter(db, deps, SIGN_EVERY_MS);
}

/** Signs whatever is not signed yet, such as before the gate stops. */
export async function signNow(db: Database, deps: CheckpointDeps): Promise<boolean> {
  return signAfter(db, deps, 0);
}

async function signAfter(db: Database, deps: CheckpointDeps, everyMs: number): Promise<boolean> {
  const due = await inSnapshot(db, (tx) => findDueCheckpoint(tx, deps, everyMs));
  return due ? inTransaction(db, (tx) => writeCheckpoint(tx, due)) : false;
}

/** How many seconds the oldest leaf waits that nobody has signed for; nought when all are. */
export async function unsignedSeconds(db: Database, clock: Clock): Promise<number> {
  const { since } = await inSnapshot(db, findUnsigned);
  return since === null ? 0 : Math.max(0, msBetween(since, clock()) / 1_000);
}
