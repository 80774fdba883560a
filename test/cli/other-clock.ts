/**
 * For `NODE_OPTIONS`: time runs in the process, but is that of the test from its start on. An order of a test names days, and
 * must not grow old with the calendar.
 */
export function withClockAt(now: string): string {
  const offsetMs = Date.parse(now) - Date.now();
  const source = `const Real = Date; globalThis.Date = class extends Real {
    constructor(...given) { if (given.length === 0) super(Real.now() + ${offsetMs}); else super(...given); }
    static now() { return Real.now() + ${offsetMs}; } };`;
  return `--import=data:text/javascript,${encodeURIComponent(source)}`;
}
