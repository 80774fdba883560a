import { type Database, inSnapshot } from '../../db/index.ts';
import { readLogSize } from './feed-repository.ts';

/** Tells whoever waits that the log has grown. However many wait, the log is looked at once for all of them. */
export interface HeadWatch {
  /**
   * Answers when the log has more leaves than that, when the time is over, or when nobody listens any more; at once, and
   * with false, where there is no place to wait.
   */
  readonly waitBeyond: (size: number, wait: HeadWait) => Promise<boolean>;
  /** Whether nobody waits here any more. */
  readonly isStopped: () => boolean;
  /** Lets everybody go, and nobody wait again: before the server ends. */
  readonly stop: () => void;
}

export interface HeadWait {
  readonly ms: number;
  /** Of a caller who may go away. */
  readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 200;
/** Beyond these a caller is answered at once and asks again: each one holds a connection. */
const WAITING_MAX = 500;

interface Waiter {
  readonly size: number;
  readonly go: () => void;
}

export function watchHead(db: Database): HeadWatch {
  const waiters = new Set<Waiter>();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  /** A database that is away tells nothing new; the caller's next question says what is wrong with it. */
  async function look(): Promise<void> {
    const size = await inSnapshot(db, readLogSize).catch(() => 0);
    for (const waiter of waiters) if (size > waiter.size) waiter.go();
    timer = undefined;
    lookSoon();
  }

  function lookSoon(): void {
    if (timer === undefined && waiters.size > 0) timer = setTimeout(() => void look(), LOOK_EVERY_MS).unref();
  }

  return {
    waitBeyond: (size, { ms, signal }) =>
      new Promise((resolve) => {
        if (isStopped || signal.aborted || waiters.size >= WAITING_MAX) return resolve(false);
        const end = setTimeout(() => waiter.go(), ms).unref();
        const waiter: Waiter = {
          size,
          go: () => {
            clearTimeout(end);
            signal.removeEventListener('abort', waiter.go);
            waiters.delete(waiter);
            resolve(true);
          },
        };
        signal.addEventListener('abort', waiter.go);
        waiters.add(waiter);
        lookSoon();
      }),
    isStopped: () => isStopped,
    stop: () => {
      isStopped = true;
      for (const waiter of waiters) waiter.go();
      clearTimeout(timer);
    },
  };
}
