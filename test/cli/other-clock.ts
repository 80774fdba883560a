/** Flags of V8 for a process that a test starts: those that the tests themselves run with, where this V8 knows them (.mocharc.cjs). */
export const SHORT_LIVED: readonly string[] = process.execArgv.filter((one) => one.startsWith('--interrupt-budget='));

/**
 * For `NODE_OPTIONS`: time runs in the process, but is that of the test from its start on. An order of a test names days, and
 * must not grow old with the calendar. With a file the time is later by as many milliseconds as stand in it, at every moment
 * and in every process that was given it: a test makes minutes pass for all of them, also for one that is frozen.
 */
export function withClockAt(now: string, leapFile?: string): string {
  const offsetMs = Date.parse(now) - Date.now();
  const leap = leapFile === undefined ? '0' : `Number(readFileSync(${JSON.stringify(leapFile)}, 'utf8'))`;
  const source = `import { readFileSync } from 'node:fs';
    const Real = Date; const later = () => ${offsetMs} + ${leap};
    globalThis.Date = class extends Real {
    constructor(...given) { if (given.length === 0) super(Real.now() + later()); else super(...given); }
    static now() { return Real.now() + later(); } };`;
  return `--import=data:text/javascript,${encodeURIComponent(source)}`;
}
