import { serverNow } from '../ui/time.ts';

/** What somebody has begun and waits for, and since when. */
const begun = new Map<Promise<unknown>, number>();
const tellers = new Set<() => void>();

/** Notes a change, or a file that is made, until it is there or refused. */
export function noteWaiting(work: Promise<unknown>): void {
  begun.set(work, serverNow());
  tellAll();
  const done = (): void => {
    begun.delete(work);
    tellAll();
  };
  work.then(done, done);
}

/** Since when the oldest of them waits; nothing where none does. */
export function waitingSince(): number | undefined {
  return begun.size === 0 ? undefined : Math.min(...begun.values());
}

/** Told whenever that may be another moment. */
export function onWaiting(tell: () => void): () => void {
  tellers.add(tell);
  return () => void tellers.delete(tell);
}

function tellAll(): void {
  for (const tell of tellers) tell();
}
