import type { Database } from './database.ts';

/**
 * So many transactions of those that come one by one are open at once. On SQLite no more can be. On a server a second one
 * would stand before a batch for the log's head, too: beside filings the median order took 2.7 to 3.4 times as long as alone
 * with two, 2.0 with one, and as many units filed.
 */
const AT_ONCE = 1;

/** Whoever has waited so long goes to the connections and waits there, where the wait has an end of its own. */
const WAIT_MS_MAX = 5_000;

interface Line {
  open: number;
  /** Told whether a place was given, or the wait was too long. */
  readonly waiting: Set<(isGiven: boolean) => void>;
}

const lines = new WeakMap<Database['writer'], Line>();

/**
 * Runs what writes when it has its turn. Connections are given in the order in which they are asked for, and so is the log's
 * head: a hundred signatures that ask at once would all be done before the next batch of orders, which is many orders. So
 * signatures and everything else that comes one by one stand in a line of their own and ask for a connection one after
 * the other, while a batch does not stand there (`isBatch`): it waits for whoever has his turn, and for nobody else.
 */
export async function inTurn<T>(db: Database, isBatch: boolean, run: () => Promise<T>): Promise<T> {
  if (isBatch) return run();
  const line = lines.get(db.writer) ?? { open: 0, waiting: new Set() };
  lines.set(db.writer, line);
  const isFree = line.open < AT_ONCE;
  // Whoever ends gives its place away, so that nobody who comes that moment is faster.
  const isGiven = !isFree && (await wait(line));
  if (!isGiven) line.open += 1;
  try {
    return await run();
  } finally {
    const [next] = line.waiting;
    // Where somebody had waited too long more are open than there are places, and this one goes with whoever ends.
    if (next && line.open <= AT_ONCE) next(true);
    else line.open -= 1;
  }
}

function wait({ waiting }: Line): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isGiven: boolean): void => {
      clearTimeout(timer);
      waiting.delete(end);
      resolve(isGiven);
    };
    const timer = setTimeout(end, WAIT_MS_MAX, false);
    waiting.add(end);
  });
}
