/**
 * A process of a test lives for seconds, of which the compiler of V8 would take a sixth: functions that run a few hundred
 * times are not worth optimizing. The tests themselves run so as well (.mocharc.json).
 */
export const SHORT_LIVED = ['--interrupt-budget=540672'] as const;

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
