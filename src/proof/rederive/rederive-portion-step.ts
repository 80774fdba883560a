import { inSnapshot, type JobStep } from '../../db/index.ts';
import { loadParts } from './rederive-all.ts';
import { type ComparedDecision, listPortion, type Pass, rederiveForBackground } from './rederive-in-background.ts';
import { openRuleSets, type RuleSets } from './rederive-rule-sets.ts';

export interface PortionWish {
  readonly pass: Pass;
  /** Further behind than so many leaves, the first pass has only what matters most judged. */
  readonly judgedBacklogMax: number;
  /** Begins no decision any more after so long. */
  readonly msMax: number;
}

export interface RederivedPortion {
  readonly from: number;
  readonly next: number;
  /** In the order of the log. */
  readonly checked: readonly ComparedDecision[];
}

const DECISIONS_IN_SNAPSHOT = 20;

/** Derives the next decisions of a pass anew, each few in a snapshot of their own: all that is read never changes. */
export const REDERIVE_PORTION: JobStep<PortionWish, RederivedPortion> = {
  name: 'rederive-portion',
  open: ({ db, pause }) => {
    const ruleSets: RuleSets = new Map();
    const ruleSetOf: ReturnType<typeof openRuleSets> = (name) =>
      inSnapshot(db, (tx) => openRuleSets(tx, ruleSets)(name));
    return async ({ pass, judgedBacklogMax, msMax }) => {
      const until = performance.now() + msMax;
      const { decisions, from, next, backlog } = await inSnapshot(db, (tx) => listPortion(tx, pass));
      const run = { ruleSetOf, pause, isJudgingAll: pass === 'rederive-all' || backlog <= judgedBacklogMax };
      const checked: ComparedDecision[] = [];
      for (let at = 0; at < decisions.length; at += DECISIONS_IN_SNAPSHOT) {
        const some = decisions.slice(at, at + DECISIONS_IN_SNAPSHOT);
        const loaded = await inSnapshot(db, (tx) => loadParts(tx, some));
        for (const [index, decision] of some.entries()) {
          const parts = loaded[index];
          const result = parts && (await rederiveForBackground({ ...parts, decision }, run));
          if (result) checked.push(result);
          await pause();
          const after = decisions[at + index + 1];
          if (after && performance.now() >= until) return { from, next: after.logIndex, checked };
        }
      }
      return { from, next, checked };
    };
  },
};
