/**
 * `npm test` is for every change, so it has small sizes and one round of what is tried at random. `npm run test:long` runs
 * the files that ask here again, with the sizes, seeds and engines that are left to it.
 */
export const IS_LONG = process.env.LONG_RUN === 'true';

/** Printed at the end of `npm test`, so that nobody takes it for everything. */
export const LEFT_TO_LONG =
  'Left to `npm run test:long`: the model in 10,000 steps from other seeds and on MariaDB, banks, a killed MariaDB, kills in more ' +
  'rounds, a gate frozen for 90 s, the demo on other days, plans and imports of 20,000 rows and more, a report larger than the ' +
  'memory of a reader, and on MariaDB what says that it is on SQLite alone. ' +
  'The console: `npm run test:browser`. Three database servers: `npm run test:cluster`.';

/** How many in `npm test`, and how many in a long run. */
export function size({ test, long }: { readonly test: number; readonly long: number }): number {
  return IS_LONG ? long : test;
}

/** Of a long run, which prints it: what is tried at random begins with it, so that a red run is red again. */
export const LONG_SEED =
  IS_LONG && process.env.LONG_RUN_SEED !== undefined ? Number(process.env.LONG_RUN_SEED) : undefined;

/**
 * Describes what is left to a long run, since an everyday change does not endanger it. `keptBy` is the file of `npm test` that
 * keeps the promise in small: a house rule asks whether it is there.
 */
export function inLongRun(keptBy: string, about: () => void): void {
  if (IS_LONG) describe(`in a long run, kept every day by ${keptBy}`, about);
}
