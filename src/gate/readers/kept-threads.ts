import { Refusal, type Text } from '../../kernel/index.ts';
import type { ReaderThread } from './reader-thread.ts';

export interface KeptThreads {
  /** Asks one of those that nobody needs: the one that was first asked about the same, else the one that was needed last. */
  readonly use: <T>(asked: ThreadUse<T>) => Promise<T>;
  /** Whether one that has answered before would be taken, and none begun. */
  readonly hasIdle: () => boolean;
  readonly close: () => Promise<void>;
}

export interface ThreadUse<T> {
  readonly ask: (thread: ReaderThread, signal: AbortSignal) => Promise<T>;
  /** By which it is stopped: by whoever asks, and with what `tooLong` says when it has taken so long. */
  readonly stop: AbortController;
  readonly msMax: number;
  readonly tooLong: Text;
  readonly about?: string | undefined;
}

/** So many things that were asked about are remembered; of one that is forgotten, a thread may work it out anew. */
const ASKED_MAX = 200;

/** A thread is begun when it is first needed, and ends when nobody has needed it for a while. */
export function keepThreads(begin: () => ReaderThread, idleMsMax: number): KeptThreads {
  const idle = new Map<ReaderThread, NodeJS.Timeout>();
  const ending = new Set<Promise<void>>();
  const firstAsked = new Map<string, WeakRef<ReaderThread>>();
  const note = (about: string, thread: ReaderThread): void => {
    const first = firstAsked.get(about)?.deref();
    firstAsked.delete(about);
    firstAsked.set(about, new WeakRef(first?.isWhole() ? first : thread));
    const [oldest] = firstAsked.keys();
    if (oldest !== undefined && firstAsked.size > ASKED_MAX) firstAsked.delete(oldest);
  };
  const takeAny = (usual: ReaderThread | undefined): ReaderThread => {
    // The one that was needed last has most of what it worked out still, and the others may end.
    const latest = [...idle.keys()].reverse();
    for (const thread of usual && idle.has(usual) ? [usual, ...latest] : latest) {
      clearTimeout(idle.get(thread));
      idle.delete(thread);
      if (thread.isWhole()) return thread;
    }
    return begin();
  };
  const end = (thread: ReaderThread): void => {
    clearTimeout(idle.get(thread));
    idle.delete(thread);
    const ended = thread.end().finally(() => ending.delete(ended));
    ending.add(ended);
  };
  return {
    use: async ({ ask, stop, msMax, tooLong, about }) => {
      const thread = takeAny(about === undefined ? undefined : firstAsked.get(about)?.deref());
      if (about !== undefined) note(about, thread);
      const refusal = new Refusal('unavailable', 'read.too_long', tooLong, [], { retryAfterS: 60 });
      const late = setTimeout(() => stop.abort(refusal), msMax).unref();
      try {
        return await ask(thread, stop.signal);
      } finally {
        clearTimeout(late);
        if (thread.isWhole()) idle.set(thread, setTimeout(() => end(thread), idleMsMax).unref());
      }
    },
    hasIdle: () => [...idle.keys()].some((thread) => thread.isWhole()),
    close: async () => {
      for (const thread of idle.keys()) end(thread);
      await Promise.all(ending);
    },
  };
}
