import type { ReaderThread } from './reader-thread.ts';

export interface KeptThreads {
  readonly take: () => ReaderThread;
  readonly giveBack: (thread: ReaderThread) => void;
  readonly close: () => Promise<void>;
}

/** A thread is begun when it is first needed, and ends when nobody has needed it for a while. */
export function keepThreads(begin: () => ReaderThread, idleMsMax: number): KeptThreads {
  const idle = new Map<ReaderThread, NodeJS.Timeout>();
  const ending = new Set<Promise<void>>();
  const end = (thread: ReaderThread): void => {
    clearTimeout(idle.get(thread));
    idle.delete(thread);
    const ended = thread.end().finally(() => ending.delete(ended));
    ending.add(ended);
  };
  return {
    take: () => {
      // The one that was needed last has most of what it worked out still, and the others may end.
      for (const [thread, timer] of [...idle].reverse()) {
        clearTimeout(timer);
        idle.delete(thread);
        if (thread.isWhole()) return thread;
      }
      return begin();
    },
    giveBack: (thread) => {
      if (thread.isWhole()) idle.set(thread, setTimeout(() => end(thread), idleMsMax).unref());
    },
    close: async () => {
      for (const thread of idle.keys()) end(thread);
      await Promise.all(ending);
    },
  };
}
