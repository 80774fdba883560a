import { Worker } from 'node:worker_threads';

/** Threads that wait for their next file. */
export interface IdleThreads {
  /** One that waits, else a new one. */
  readonly take: () => Worker;
  readonly giveBack: (thread: Worker) => void;
}

/**
 * After the build the thread runs JavaScript. In development the sources run as they are, and the loader that makes that
 * possible has to be there in the thread as well.
 */
const IS_SOURCE = import.meta.url.endsWith('.ts');
const WORKER = JSON.stringify(new URL(IS_SOURCE ? './table-worker.ts' : './table-worker.js', import.meta.url).href);
const BEGIN = IS_SOURCE
  ? `import('tsx/esm/api').then(({ register }) => { register(); return import(${WORKER}); })`
  : `import(${WORKER})`;

const MEMORY_MB_MAX = 256;
const IDLE_MS_MAX = 10_000;

/**
 * A thread takes a tenth of a second of processor to begin, and a file that is imported is read several times one after the
 * other: once to check it, once for each of its pieces. So it stays for a while, and holds up no process that would end.
 */
export function createIdleThreads(): IdleThreads {
  const idle = new Map<Worker, NodeJS.Timeout>();
  return {
    take: () => {
      for (const [thread, timer] of idle) {
        clearTimeout(timer);
        idle.delete(thread);
        thread.ref();
        return thread;
      }
      return new Worker(BEGIN, { eval: true, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX } });
    },
    giveBack: (thread) => {
      const forget = (): void => {
        clearTimeout(idle.get(thread));
        idle.delete(thread);
      };
      const end = (): void => {
        forget();
        void thread.terminate();
      };
      thread.removeAllListeners().once('error', forget).once('exit', forget).unref();
      idle.set(thread, setTimeout(end, IDLE_MS_MAX).unref());
    },
  };
}
