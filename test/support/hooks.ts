import { setTimeout as sleep } from 'node:timers/promises';
import { ENGINE_CHOICE, releaseDatabases } from './databases.ts';

const LINGERING_MS_MAX = 10_000;
const CLOSING_MS_MAX = 2_000;

/** `npm test` deals the files out to processes that each keep their databases from file to file, until they are ended. */
const isWorker = process.env.MOCHA_WORKER_ID !== undefined;

/** Loaded by mocha before every test file. */
export const mochaHooks = {
  beforeAll(): void {
    if (ENGINE_CHOICE.notice) console.warn(`  ${ENGINE_CHOICE.notice}`);
  },
  async afterAll(): Promise<void> {
    if (isWorker) return failWhenServersStayOpen();
    await releaseDatabases();
    failWhenSomethingLingers();
  },
};

/** A forgotten connection or timer keeps the process from ending; that fails the run instead of stopping it for ever. */
function failWhenSomethingLingers(): void {
  setTimeout(() => {
    console.error(`  A test has left something open: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, LINGERING_MS_MAX).unref();
}

/** A process that goes on with the next file cannot wait for its own end: what it can see is a server left listening. */
async function failWhenServersStayOpen(): Promise<void> {
  const areOpen = (): boolean => process.getActiveResourcesInfo().includes('TCPServerWrap');
  const deadline = performance.now() + CLOSING_MS_MAX;
  while (areOpen() && performance.now() < deadline) await sleep(20);
  if (areOpen()) throw new Error('a test of this file has left a server listening');
}
