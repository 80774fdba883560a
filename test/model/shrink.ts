import { type ModelRun, runModel } from './run-model.ts';
import type { Step } from './steps.ts';

/** How many steps were taken when a run failed; undefined when it did not. */
async function failsAfter(run: ModelRun): Promise<{ readonly taken: number; readonly error: unknown } | undefined> {
  try {
    await runModel(run);
    return undefined;
  } catch (error) {
    const taken = error instanceof Error && 'taken' in error ? Number(error.taken) : run.steps.length;
    return { taken, error };
  }
}

/** What the last round may have in it. */
const ROUND_MAX = 6;
const ATTEMPTS_MAX = 200;

/**
 * Makes a failing run short: first what came after the failure is left out, then ever smaller parts of what came before,
 * for as long as it still fails. Any part of a run is a run, so every attempt is a replay.
 */
export async function shrink(run: ModelRun): Promise<readonly Step[]> {
  const failure = await failsAfter(run);
  if (!failure) throw new Error('the run does not fail');
  let steps = run.steps.slice(0, failure.taken + ROUND_MAX);
  let attempts = 0;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < steps.length && attempts < ATTEMPTS_MAX; attempts += 1) {
      const fewer = [...steps.slice(0, start), ...steps.slice(start + size)];
      const failed = await failsAfter({ ...run, steps: fewer });
      if (failed) steps = fewer.slice(0, failed.taken + ROUND_MAX);
      else start += size;
    }
  }
  return steps;
}
