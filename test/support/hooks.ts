import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, Suite } from 'mocha';
import { ENGINE_CHOICE, releaseDatabases } from './databases.ts';
import { keepImportsOfParts } from './imports-once.ts';
import { closeWhatIsLeft } from './left-open.ts';
import { IS_LONG, LEFT_TO_LONG } from './long.ts';
import { noteProcessorTime } from './processor-time.ts';

const LINGERING_MS_MAX = 60_000;
const CLOSING_MS_MAX = 30_000;

/** `npm test` deals the files out to processes that each keep their databases from file to file, until they are ended. */
const isWorker = process.env.MOCHA_WORKER_ID !== undefined;

keepImportsOfParts();

let listeningBefore = 0;

/** Loaded by mocha before every test file. */
export const mochaHooks = {
  beforeAll(): void {
    if (ENGINE_CHOICE.notice) console.warn(`  ${ENGINE_CHOICE.notice}`);
    listeningBefore = countListening();
  },
  async afterAll(this: Context): Promise<void> {
    const all = this.test?.parent;
    const left = [...(await closeWhatIsLeft())];
    noteProcessorTime(fileOf(all));
    if (isWorker) left.push(...(await serversStillOpen()));
    else await releaseDatabases();
    if (!isWorker) failWhenSomethingLingers();
    // Of a test that failed in the middle its own error is the news, and what it left is closed by now.
    if (left.length > 0 && !hasFailed(all)) throw new Error(`${fileOf(all)} has left open: ${left.join(', ')}`);
  },
};

/** Once for all processes of `npm test`; whoever runs a few files by hand knows what they left out. */
export function mochaGlobalTeardown(): void {
  if (!IS_LONG && process.argv.includes('--parallel')) console.log(`  ${LEFT_TO_LONG}`);
}

function hasFailed(all: Suite | undefined): boolean {
  let found = false;
  all?.eachTest((test) => {
    found ||= test.isFailed();
  });
  return found;
}

/** A worker has one file at a time; a run in one process has them all, and cannot tell whose something is. */
function fileOf(all: Suite | undefined): string {
  const files = new Set(all?.suites.map(({ file }) => file));
  const [only = ''] = files;
  return files.size === 1 ? relative(process.cwd(), only) : 'a test';
}

/** A forgotten connection or timer keeps the process from ending; that fails the run instead of stopping it for ever. */
function failWhenSomethingLingers(): void {
  setTimeout(() => {
    console.error(`  A test has left something open: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, LINGERING_MS_MAX).unref();
}

/**
 * A process that goes on with the next file cannot wait for its own end: what it can see is a server that nobody has told of
 * here. Only those count that this file has opened, or every file after one that failed would fail as well.
 */
async function serversStillOpen(): Promise<readonly string[]> {
  const deadline = performance.now() + CLOSING_MS_MAX;
  while (countListening() > listeningBefore && performance.now() < deadline) await sleep(20);
  return countListening() > listeningBefore ? ['a server that listens'] : [];
}

function countListening(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'TCPServerWrap').length;
}
