import { type Database, inSnapshot, inTransaction, type Job, type MayGoOn } from '../../db/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { openPause, type Pause } from '../../proof/index.ts';
import { loadRuleSet } from '../../rules/index.ts';
import type { Backtest, BacktestQuestion } from '../backtest.ts';
import { listRunningBacktests } from '../backtests-repository.ts';
import { type PackingParts, packFacts } from '../chunks/fact-chunks-job.ts';
import type { BacktestChange } from '../report/backtest-change.ts';
import { openTally, type TallyCounts } from '../report/tally.ts';
import { finishBacktest } from './close-backtest.ts';
import type { LogWindow } from './find-window.ts';
import { loadItemsAt, loadJudged, loadPortion, openRun, type Portion, type Run } from './load-portion.ts';
import { openReplay, type Replay } from './replay-decision.ts';
import { glanceOver, glanceOverFacts, type PortionReplay, replayUnsettled, sampledOneIn } from './replay-portion.ts';
import { takeOverBacktest, writePiece } from './write-piece.ts';

export interface BacktestsParts {
  readonly db: Database;
  readonly deps: GovernedDeps & { readonly build: string };
  /** Whether nobody waits for a decision; while somebody does, they have nine tenths of the time. */
  readonly isIdle: () => boolean;
  /** Asked between portions: the lease is held and nobody wants to stop. */
  readonly mayGoOn: MayGoOn;
  /** Portions until what was done is kept; for tests. */
  readonly portionsInPiece?: number;
}

/** A second or two of work, which is what a process that is killed loses. */
const PORTIONS_IN_PIECE = 40;

/** Whoever starts one sees it begin; while none runs it looks at one small table. */
const LOOK_EVERY_MS = 2_000;

/** Tries rule sets on past decisions while nobody waits. */
export function backtestsJob(parts: Omit<BacktestsParts, 'mayGoOn'>): Job {
  return {
    ...{ name: 'backtests', when: { everyMs: LOOK_EVERY_MS }, doneBy: 'one-process' },
    work: (mayGoOn) => workOnBacktests({ ...parts, mayGoOn }),
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
  const { db, deps, portionsInPiece = PORTIONS_IN_PIECE } = parts;
  const backtest = await inTransaction(db, (tx) => takeOverBacktest(tx, found, deps.build));
  if (!backtest) return false;
  const { asIfOn, facts } = backtest;
  const candidate = { ruleSet: await inSnapshot(db, (tx) => loadRuleSet(tx, backtest.ruleSet)), asIfOn, facts };
  const run = openRun(backtest, backtest);
  const trying = openPortionReplay(openReplay(candidate), backtest, openPause(parts.isIdle));
  let from = backtest.nextIndex;
  while (from < backtest.logSize) {
    const piece = await takePiece(parts, { run, trying, from, portionsMax: portionsInPiece });
    if (piece.next === from) return false;
    const { build } = deps;
    const step = { id: backtest.id, from, build, next: piece.next, tally: trying.tally.counts() };
    if (!(await inTransaction(db, (tx) => writePiece(tx, step, piece.changes)))) return false;
    from = piece.next;
  }
  return inTransaction(db, (tx) => governed(tx, deps, (entry) => finishBacktest(entry, backtest.id, deps)));
}

interface BacktestStart {
  readonly asked: number;
  readonly tally?: TallyCounts;
}

function openPortionReplay(replay: Replay, { asked, tally }: BacktestStart, pause: Pause): PortionReplay {
  return { replay, tally: openTally(tally), sampledOneIn: sampledOneIn(asked), pause };
}

interface Piece {
  readonly next: number;
  readonly looked: number;
  readonly changes: readonly BacktestChange[];
}

interface PieceWish {
  readonly run: Run;
  readonly trying: PortionReplay;
  readonly from: number;
  readonly portionsMax: number;
}

/** Some portions, each read in a snapshot of its own: all that is read never changes. */
async function takePiece(
  { db, mayGoOn }: Pick<BacktestsParts, 'db' | 'mayGoOn'>,
  { run, trying, from, portionsMax }: PieceWish,
): Promise<Piece> {
  const changes: BacktestChange[] = [];
  let next = from;
  let looked = 0;
  for (let portions = 0; portions < portionsMax && next < run.part.logSize; portions += 1) {
    if (!(await mayGoOn())) break;
    const start = next;
    const portion = await inSnapshot(db, (tx) => loadPortion(tx, run, start));
    changes.push(...(await tryPortion(db, { run, trying }, portion)));
    next = portion.next;
    looked += portion.looked;
  }
  return { next, looked, changes };
}

/** A portion is settled by facts, what is left of it by records, and what is left of that with the bodies of orders. */
async function tryPortion(
  db: Database,
  { run, trying }: Pick<PieceWish, 'run' | 'trying'>,
  { items, silent, looked }: Portion,
): Promise<readonly BacktestChange[]> {
  trying.tally.look(looked);
  const told = await glanceOverFacts(trying, silent);
  const { changed, sampled } = told;
  const places = [...changed, ...sampled];
  const open = places.length === 0 ? [] : await inSnapshot(db, (tx) => loadItemsAt(tx, run, places));
  const inOrder = [...items, ...open].sort((one, other) => one.row.logIndex - other.row.logIndex);
  const unsettled = await glanceOver(trying, inOrder, told);
  if (unsettled.length === 0) return [];
  const judged = await inSnapshot(db, (tx) =>
    loadJudged(
      tx,
      unsettled.map(({ item }) => item),
    ),
  );
  return replayUnsettled(trying, unsettled, judged);
}

export interface ReplayTask {
  readonly question: BacktestQuestion;
  readonly window: LogWindow;
  readonly replay: Replay;
}

export interface ReplayWatcher {
  readonly pause: Pause;
  readonly onPortion: (looked: number, changes: readonly BacktestChange[]) => Promise<void>;
}

/** The same for whoever waits for it, and nothing is kept: a rule that is still being written has no number. */
export async function replayNow(db: Database, { question, window, replay }: ReplayTask, watching: ReplayWatcher) {
  const run = openRun(question, window);
  const trying = openPortionReplay(replay, window, watching.pause);
  const mayGoOn: MayGoOn = async () => true;
  let looked = 0;
  for (let from = window.fromIndex; from < window.logSize; ) {
    const piece = await takePiece({ db, mayGoOn }, { run, trying, from, portionsMax: 1 });
    looked += piece.looked;
    await watching.onPortion(looked, piece.changes);
    from = piece.next;
  }
  return trying.tally.counts();
}
