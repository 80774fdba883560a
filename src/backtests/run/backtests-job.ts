import {
  type Database,
  inSnapshot,
  inTransaction,
  type Job,
  type MayGoOn,
  stepsHere,
  type TakeStep,
} from '../../db/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { openPause } from '../../proof/index.ts';
import type { Backtest } from '../backtest.ts';
import { listRunningBacktests } from '../backtests-repository.ts';
import { type PackingParts, packFacts } from '../chunks/fact-chunks-job.ts';
import { finishBacktest } from './close-backtest.ts';
import { BACKTEST_PIECE } from './replay-piece-step.ts';
import { takeOverBacktest, writePiece } from './write-piece.ts';

export interface BacktestsParts {
  readonly db: Database;
  readonly deps: GovernedDeps & { readonly build: string };
  /** Whether nobody waits for a decision; while somebody does, they have nine tenths of the time. */
  readonly isIdle: () => boolean;
  /** Asked between pieces: the lease is held and nobody wants to stop. */
  readonly mayGoOn: MayGoOn;
  /** Where the gate has a thread for jobs; without it steps are taken here. */
  readonly takeStep?: TakeStep;
  /** Portions until what was done is kept; for tests. */
  readonly portionsInPiece?: number;
}

/** What a process that is killed loses, and as long as a gate that ends may have to wait. */
const PIECE_MS = 500;
const PORTIONS_IN_PIECE = 40;

/** Whoever starts one sees it begin; while none runs it looks at one small table. */
const LOOK_EVERY_MS = 2_000;

/** Tries rule sets on past decisions while nobody waits. */
export function backtestsJob(parts: Omit<BacktestsParts, 'mayGoOn'>): Job {
  const lookedAt = { logSize: -1 };
  return {
    ...{ name: 'backtests', when: { everyMs: LOOK_EVERY_MS }, doneBy: 'one-process' },
    work: (mayGoOn) => workOnBacktests({ ...parts, lookedAt, mayGoOn }),
  };
}

/** What cannot be packed is read from records, and holds up no back-test. */
export async function workOnBacktests(parts: BacktestsParts & PackingParts): Promise<void> {
  try {
    await packFacts(parts);
  } finally {
    await runBacktests(parts);
  }
}

/**
 * Goes on with every back-test that runs, piece by piece. Killed anywhere, it goes on after the last piece that was kept;
 * of two processes that work on one for a moment, the later finds its piece taken. Answers how many it finished.
 */
export async function runBacktests(parts: BacktestsParts): Promise<number> {
  let finished = 0;
  const failures: unknown[] = [];
  for (const backtest of await inSnapshot(parts.db, listRunningBacktests)) {
    try {
      if (await runOne(parts, backtest)) finished += 1;
    } catch (error) {
      // One that cannot go on holds up none of the others.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return finished;
}

async function runOne(parts: BacktestsParts, found: Backtest): Promise<boolean> {
  const { db, deps, mayGoOn, portionsInPiece = PORTIONS_IN_PIECE } = parts;
  const { takeStep = stepsHere({ db, pause: openPause(parts.isIdle) }) } = parts;
  const backtest = await inTransaction(db, (tx) => takeOverBacktest(tx, found, deps.build));
  if (!backtest) return false;
  const { build } = deps;
  let { nextIndex: from, tally } = backtest;
  while (from < backtest.logSize) {
    if (!(await mayGoOn())) return false;
    const wish = { backtest, from, tally, portionsMax: portionsInPiece, msMax: PIECE_MS };
    const piece = await takeStep(BACKTEST_PIECE, wish);
    const step = { id: backtest.id, from, build, next: piece.next, tally: piece.tally };
    if (!(await inTransaction(db, (tx) => writePiece(tx, step, piece.changes)))) return false;
    [from, tally] = [piece.next, piece.tally];
  }
  return inTransaction(db, (tx) => governed(tx, deps, (entry) => finishBacktest(entry, backtest.id, deps)));
}
