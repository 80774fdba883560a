import { setFlagsFromString } from 'node:v8';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * What a process is started with (`--max-semi-space-size=64`, say) is meant for the thread that decides. To V8 it counts for
 * every thread, and more than the limits a thread is given: a reader with 32 MB for its young objects took up to 192. A thread
 * takes its limits when it begins, and the first one has begun.
 */
const OF_THE_FIRST_THREAD = ['max-semi-space-size=0', 'max-old-space-size=0'];

/**
 * A thread begins with little memory, and while what it reads adds up to hundreds of megabytes it looks through all of it time
 * and again for what could be given back, which is next to nothing: a sixth of the processor of a province's first report.
 */
const ROOM_AT_FIRST = 'initial-old-space-size=128';

/**
 * Runs a module beside the caller's, named without its extension, in a thread. After the build it is JavaScript. In development
 * the sources run as they are, and the loader that makes that possible has to be there in the thread as well.
 */
export function beginThread(module: string, beside: string, options: WorkerOptions): Worker {
  const isSource = beside.endsWith('.ts');
  const file = JSON.stringify(new URL(`${module}.${isSource ? 'ts' : 'js'}`, beside).href);
  const begin = isSource
    ? `import('tsx/esm/api').then(({ register }) => { register(); return import(${file}); })`
    : `import(${file})`;
  for (const flag of [...OF_THE_FIRST_THREAD, ROOM_AT_FIRST]) setFlagsFromString(`--${flag}`);
  return new Worker(begin, { ...options, eval: true });
}
