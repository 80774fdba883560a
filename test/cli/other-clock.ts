/** Flags of V8 for a process that a test starts: those that the tests themselves run with, where this V8 knows them (.mocharc.cjs). */
export const SHORT_LIVED: readonly string[] = process.execArgv.filter((one) =>
  /^--(interrupt-budget|invocation-count-for-turbofan)=/.test(one),
);

/**
 * For `NODE_OPTIONS`: time runs in the process, but is that of the test from its start on. An order of a test names days, and
 * must not grow old with the calendar.
 */
export function withClockAt(now: string): string {
  const offsetMs = Date.parse(now) - Date.now();
  const source = `const Real = Date;
    globalThis.Date = class extends Real {
    constructor(...given) { if (given.length === 0) super(Real.now() + ${offsetMs}); else super(...given); }
    static now() { return Real.now() + ${offsetMs}; } };`;
  return `--import=data:text/javascript,${encodeURIComponent(source)}`;
}
