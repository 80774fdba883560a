import type { Worker } from 'node:worker_threads';
import { beginThread } from '../kernel/index.ts';

/** Threads that wait for their next file. */
export interface IdleThreads {
  /** One that waits, else a new one. */
  readonly take: () => Worker;
  readonly giveBack: (thread: Worker) => void;
}

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
      const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB_MAX };
      return beginThread('./table-worker', import.meta.url, { resourceLimits });
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
