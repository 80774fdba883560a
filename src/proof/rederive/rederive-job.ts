import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, inSnapshot, inTransaction, type Job } from '../../db/index.ts';
import { type Instant, wallClockOf } from '../../kernel/index.ts';
import { type GovernedDeps, governed, readHead } from '../../log/index.ts';
import { openPause } from './idle-pause.ts';
import { loadParts, openRederivationRun, type Rederivation } from './rederive-all.ts';
import {
  type BackgroundRun,
  type Backlog,
  type ComparedDecision,
  hasDisagreed,
  listPortion,
  noteAgreed,
  type Pass,
  type PassNote,
  type Portion,
  readBacklog,
  recordDisagreements,
  rederiveForBackground,
} from './rederive-in-background.ts';
import type { Pause } from './rederive-outcome.ts';
import { openRuleSets, type RuleSets } from './rederive-rule-sets.ts';

/** Derives every decision of the log anew along all three arrows, a portion in each snapshot. */
export async function rederiveAll(
  db: Database,
  onProgress: (result: Rederivation) => void = () => undefined,
): Promise<Rederivation> {
  const rederiving = openRederivationRun();
  while (await inSnapshot(db, rederiving.step)) {
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
  /** Asked between decisions: the lease is held and nobody wants to stop. */
  readonly mayGoOn: () => Promise<boolean>;
  readonly onDisagreement: (found: ComparedDecision) => void;
  readonly onUnreadable: (found: ComparedDecision) => void;
}

export interface BackgroundResult {
  readonly checked: number;
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

/**
 * One run of re-derivation by json-rules-engine: the pass with priority until it has caught up, then everything for as long
 * as nobody waits. At night everything is derived whoever waits, a tenth of the time, since on a gate that programs use
 * around the clock nobody would ever not wait. Ends when there is nothing left to do, or when the first `mayGoOn` says no.
 */
export async function rederiveInBackground(parts: BackgroundParts): Promise<BackgroundResult> {
  const tally = { checked: 0, disagreed: 0, unreadable: 0 };
  const run: Run = { ...parts, ruleSets: new Map(), pause: openPause(parts.isIdle), tally };
  await runPass(run, 'rederive-priority', () => true);
  await runPass(run, 'rederive-all', () => parts.isIdle() || isNight(parts.deps.clock()));
  return tally;
}

/** When hardly a person decides: from one o'clock until five, in the gate's zone. */
function isNight(at: Instant): boolean {
  const hour = Number(wallClockOf(at).slice(11, 13));
  return hour >= 1 && hour < 5;
}

interface Run extends BackgroundParts {
  readonly ruleSets: RuleSets;
  readonly pause: Pause;
  readonly tally: { checked: number; disagreed: number; unreadable: number };
}

async function runPass(run: Run, pass: Pass, mayWork: () => boolean): Promise<void> {
  while (mayWork() && (await run.mayGoOn())) {
    const portion = await inSnapshot(run.db, (tx) => listPortion(tx, pass));
    if (portion.next <= portion.from) return;
    const { checked, next } = await rederivePortion(run, portion, mayWork);
    await note(run, { pass, next, checked, at: run.deps.clock() });
    if (next < portion.next) return;
  }
}

/** Checks one decision after another; interrupted, it answers how far it came. */
async function rederivePortion(
  { db, ruleSets, pause, mayGoOn }: Run,
  portion: Portion,
  mayWork: () => boolean,
): Promise<{ readonly checked: readonly ComparedDecision[]; readonly next: number }> {
  const checked: ComparedDecision[] = [];
  const checking: BackgroundRun = {
    pause,
    ruleSetOf: (name) => inSnapshot(db, (tx) => openRuleSets(tx, ruleSets)(name)),
  };
  for (const decision of portion.decisions) {
    if (!mayWork() || !(await mayGoOn())) return { checked, next: decision.logIndex };
    const [parts] = await inSnapshot(db, (tx) => loadParts(tx, [decision]));
    const result = parts && (await rederiveForBackground({ ...parts, decision }, checking));
    if (result) checked.push(result);
    await pause();
  }
  return { checked, next: portion.next };
}

async function note({ db, deps, tally, onDisagreement, onUnreadable }: Run, noting: PassNote): Promise<void> {
  const { checked } = noting;
  const disagreed = checked.filter(({ verdict }) => verdict === 'disagreed');
  const unreadable = checked.filter(({ verdict }) => verdict === 'unreadable');
  await inTransaction(db, (tx) =>
    disagreed.length === 0
      ? noteAgreed(tx, noting)
      : governed(tx, deps, (entry) => recordDisagreements(entry, { noting, build: deps.build })),
  );
  tally.checked += checked.length;
  tally.disagreed += disagreed.length;
  tally.unreadable += unreadable.length;
  for (const found of disagreed) onDisagreement(found);
  for (const found of unreadable) onUnreadable(found);
}
