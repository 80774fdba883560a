import type { Context } from 'mocha';
import { closeBrowser } from './browser.ts';
import { noteFiles, requireAllCalled } from './calls.ts';
import { prepareJourneys } from './prepared.ts';

/** A process that is given one file after the other keeps its browser for them all, and ends it when it is ended itself. */
const isWorker = process.env.MOCHA_WORKER_ID !== undefined;

/** Loaded by mocha before every file of journeys. */
export const mochaHooks = {
  async afterAll(this: Context): Promise<void> {
    noteFiles(this.test?.parent);
    if (!isWorker) await closeBrowser();
  },
};

/** Once for all processes. */
export async function mochaGlobalSetup(): Promise<void> {
  await prepareJourneys();
}

export function mochaGlobalTeardown(): void {
  requireAllCalled();
}
