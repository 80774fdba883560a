import type { Database } from '../../db/index.ts';

interface Passed {
  readonly passed: number;
  readonly judged: number;
}

/** By the database of a process: of what the pass that keeps up has come past since the start, how many it had judged. */
const SINCE_START = new WeakMap<Database, Passed>();

export function countPassed(db: Database, more: Passed): void {
  const before = SINCE_START.get(db);
  SINCE_START.set(db, {
    passed: (before?.passed ?? 0) + more.passed,
    judged: (before?.judged ?? 0) + more.judged,
  });
}

/** 1 where nothing was passed over. */
export function judgedShare(db: Database): number {
  const { passed, judged } = SINCE_START.get(db) ?? { passed: 0, judged: 0 };
  return passed === 0 ? 1 : judged / passed;
}
