import { type Database, inSnapshot, type JobStep } from '../../db/index.ts';
import type { Pause } from '../../proof/index.ts';
import { loadRuleSet } from '../../rules/index.ts';
import type { Backtest, BacktestQuestion } from '../backtest.ts';
import type { BacktestChange } from '../report/backtest-change.ts';
import { openTally, type TallyCounts } from '../report/tally.ts';
import type { LogWindow } from './find-window.ts';
import { loadItemsAt, loadJudged, loadPortion, openRun, type Portion, type Run } from './load-portion.ts';
import { openReplay, type Replay } from './replay-decision.ts';
import { glanceOver, glanceOverFacts, type PortionReplay, replayUnsettled, sampledOneIn } from './replay-portion.ts';

export interface BacktestPieceWish extends Pick<PieceWish, 'from' | 'portionsMax' | 'msMax'> {
  readonly backtest: Backtest;
  /** What was counted before it. */
  readonly tally: TallyCounts;
}

export interface BacktestPiece extends Piece {
  readonly tally: TallyCounts;
}

interface KeptReplay {
  readonly id: string;
  readonly run: Run;
  readonly replay: Replay;
}

/** Tries the candidate of a back-test on the next decisions. What it learned of rule sets is kept for the next piece. */
export const BACKTEST_PIECE: JobStep<BacktestPieceWish, BacktestPiece> = {
  name: 'backtest-piece',
  open: ({ db, pause }) => {
    let kept: KeptReplay | undefined;
    const openKept = async (backtest: Backtest): Promise<KeptReplay> => {
      const { id, asIfOn, facts } = backtest;
      const ruleSet = await inSnapshot(db, (tx) => loadRuleSet(tx, backtest.ruleSet));
      return { id, run: openRun(backtest, backtest), replay: openReplay({ ruleSet, asIfOn, facts }) };
    };
    return async ({ backtest, tally, ...piece }) => {
      if (kept?.id !== backtest.id) kept = await openKept(backtest);
      const { run, replay } = kept;
      const trying = openPortionReplay(replay, { asked: backtest.asked, tally }, pause);
      const taken = await takePiece(db, { run, trying, ...piece });
      return { ...taken, tally: trying.tally.counts() };
    };
  },
};

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
  /** Begins no portion any more after so long. */
  readonly msMax: number;
}

/** Some portions, each read in a snapshot of its own: all that is read never changes. */
async function takePiece(db: Database, { run, trying, from, portionsMax, msMax }: PieceWish): Promise<Piece> {
  const until = performance.now() + msMax;
  const changes: BacktestChange[] = [];
  let next = from;
  let looked = 0;
  for (let portions = 0; portions < portionsMax && next < run.part.logSize; portions += 1) {
    if (portions > 0 && performance.now() >= until) break;
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

const ONE_PORTION = { portionsMax: 1, msMax: 0 };

/** The same for whoever waits for it, and nothing is kept: a rule that is still being written has no number. */
export async function replayNow(db: Database, { question, window, replay }: ReplayTask, watching: ReplayWatcher) {
  const run = openRun(question, window);
  const trying = openPortionReplay(replay, window, watching.pause);
  let looked = 0;
  for (let from = window.fromIndex; from < window.logSize; ) {
    const piece = await takePiece(db, { run, trying, from, ...ONE_PORTION });
    looked += piece.looked;
    await watching.onPortion(looked, piece.changes);
    from = piece.next;
  }
  return trying.tally.counts();
}
