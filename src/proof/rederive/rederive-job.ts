import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, inSnapshot, inTransaction, type Job, stepsHere, type TakeStep } from '../../db/index.ts';
import { type Instant, wallClockOf } from '../../kernel/index.ts';
import { type GovernedDeps, governed, readHead } from '../../log/index.ts';
import { countPassed } from './find-judged-share.ts';
import { openPause } from './idle-pause.ts';
import { openRederivationRun, type Rederivation } from './rederive-all.ts';
import {
  type Backlog,
  type ComparedDecision,
  hasDisagreed,
  noteAgreed,
  type Pass,
  type PassNote,
  readBacklog,
  recordDisagreements,
} from './rederive-in-background.ts';
import { REDERIVE_PORTION } from './rederive-portion-step.ts';

/** Derives every decision of the log anew along all three arrows, a portion in each snapshot. */
export async function rederiveAll(
  db: Database,
  onProgress: (result: Rederivation) => void = () => undefined,
): Promise<Rederivation> {
  const rederiving = openRederivationRun();
  // A step adds to balances as it reads, and may not begin twice.
  while (await inSnapshot(db, rederiving.step, { again: false })) {
    onProgress(rederiving.result());
    await nextTurn();
  }
  return rederiving.result();
}

export interface RederiveDeps extends GovernedDeps {
  readonly build: string;
}

export interface BackgroundParts {
  readonly db: Database;
  readonly deps: RederiveDeps;
  /** Whether nobody waits for a decision. */
  readonly isIdle: () => boolean;
  /** Asked between steps: the lease is held and nobody wants to stop. */
  readonly mayGoOn: () => Promise<boolean>;
  readonly onDisagreement: (found: ComparedDecision) => void;
  readonly onUnreadable: (found: ComparedDecision) => void;
  /** The program that derived these facts would derive others today. */
  readonly onOtherFacts: (found: ComparedDecision) => void;
  /** Where the gate has a thread for jobs; without it steps are taken here. */
  readonly takeStep?: TakeStep;
  /** For tests; with 0 a step is one decision. */
  readonly stepMs?: number;
  /** For tests. */
  readonly judgedBacklogMax?: number;
}

export interface BackgroundResult {
  /** Judged by the reference. */
  readonly checked: number;
  /** Of these nothing but the facts was compared, so far. */
  readonly factsOnly: number;
  readonly disagreed: number;
  readonly unreadable: number;
}

const LOOK_EVERY_MS = 1_000;

export function rederiveJob(parts: Omit<BackgroundParts, 'mayGoOn'>): Job {
  return {
    ...{ name: 'rederive', when: { everyMs: LOOK_EVERY_MS }, doneBy: 'one-process' },
    work: async (mayGoOn) => {
      await rederiveInBackground({ ...parts, mayGoOn });
    },
  };
}

export interface DisagreementsParts {
  readonly db: Database;
  readonly build: string;
  readonly onDisagreement: () => void;
}

/**
 * The process that derives anew finds a disagreement; every other one of the same build learns of it from the log. What was
 * looked at is not looked at again, since another build may have left thousands of such leaves.
 */
export function disagreementsJob({ db, build, onDisagreement }: DisagreementsParts): Job {
  let from = 0;
  return {
    ...{ name: 'disagreements', when: { everyMs: LOOK_EVERY_MS }, doneBy: 'every-process' },
    work: async () => {
      const { hasFound, size } = await inSnapshot(db, async (tx) => ({
        hasFound: await hasDisagreed(tx, build, from),
        size: (await readHead(tx)).frontier.size,
      }));
      if (hasFound) onDisagreement();
      else from = size;
    },
  };
}

/** How far re-derivation is behind, whichever process leads it. */
export function backlogNow(db: Database): Promise<Backlog> {
  return inSnapshot(db, readBacklog);
}

/** A lease is extended, and a gate that ends waits for no more than this. */
const STEP_MS = 250;

/** Some seconds of judging. */
const JUDGED_BACKLOG_MAX = 1_000;

/**
 * One run of re-derivation: the pass that keeps up until it has caught up, then the other for as long as nobody waits. At
 * night everything is judged whoever waits, since on a gate that programs use around the clock nobody would ever not wait.
 * Ends when there is nothing left to do, or when the first `mayGoOn` says no.
 */
export async function rederiveInBackground(parts: BackgroundParts): Promise<BackgroundResult> {
  const { db, isIdle, takeStep = stepsHere({ db, pause: openPause(isIdle) }) } = parts;
  const tally = { checked: 0, factsOnly: 0, disagreed: 0, unreadable: 0 };
  const run: Run = { ...parts, takeStep, tally };
  await runPass(run, 'rederive-priority', () => true);
  await runPass(run, 'rederive-all', () => isIdle() || isNight(parts.deps.clock()));
  return tally;
}

/** When hardly a person decides: from one o'clock until five, in the gate's zone. */
function isNight(at: Instant): boolean {
  const hour = Number(wallClockOf(at).slice(11, 13));
  return hour >= 1 && hour < 5;
}

interface Run extends BackgroundParts {
  readonly takeStep: TakeStep;
  readonly tally: { -readonly [Count in keyof BackgroundResult]: number };
}

async function runPass(run: Run, pass: Pass, mayWork: () => boolean): Promise<void> {
  const { db, deps, takeStep, stepMs = STEP_MS, judgedBacklogMax = JUDGED_BACKLOG_MAX } = run;
  // A thread is not begun to find nothing.
  while (mayWork() && (await run.mayGoOn()) && (await inSnapshot(db, readBacklog))[pass] > 0) {
    const portion = await takeStep(REDERIVE_PORTION, { pass, judgedBacklogMax, msMax: stepMs });
    await note(run, { pass, ...portion, at: deps.clock() });
  }
}

async function note(run: Run, noting: PassNote): Promise<void> {
  const { db, deps, tally } = run;
  const { checked } = noting;
  const told = (wanted: ComparedDecision['verdict']) => checked.filter(({ verdict }) => verdict === wanted);
  const [disagreed, unreadable] = [told('disagreed'), told('unreadable')];
  await inTransaction(db, (tx) =>
    disagreed.length === 0
      ? noteAgreed(tx, noting)
      : governed(tx, deps, (entry) => recordDisagreements(entry, { noting, build: deps.build })),
  );
  const judged = checked.filter(({ isJudged }) => isJudged).length;
  tally.checked += judged;
  tally.factsOnly += checked.length - judged;
  tally.disagreed += disagreed.length;
  tally.unreadable += unreadable.length;
  if (noting.pass === 'rederive-priority') countPassed(db, { passed: checked.length, judged });
  for (const found of disagreed) run.onDisagreement(found);
  for (const found of unreadable) run.onUnreadable(found);
  for (const found of told('other-facts')) run.onOtherFacts(found);
}
