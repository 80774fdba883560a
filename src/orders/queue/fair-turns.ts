/** What waits, and comes in turns. */
export interface FairTurns<T> {
  readonly add: (owner: string, one: T) => void;
  /** Takes the next ones away: each owner's first, then each owner's second, while together they weigh no more; at least one. */
  readonly take: (limits: { readonly countMax: number; readonly weightMax: number }) => readonly T[];
  readonly count: () => number;
  readonly countOf: (owner: string) => number;
  /** How many owners have something that waits. */
  readonly owners: () => number;
}

/**
 * Owners come in turn, each with one, in the order in which they came; what one owner brings stays in its own order. So five
 * hundred orders of one keep nobody else waiting.
 */
export function createFairTurns<T>(weightOf: (one: T) => number): FairTurns<T> {
  const queues = new Map<string, Queue<T>>();
  let count = 0;

  function next(weightMax: number): T | undefined {
    const [turn] = queues;
    if (!turn) return undefined;
    const [owner, queue] = turn;
    const one = queue.items[queue.from];
    if (one === undefined || weightOf(one) > weightMax) return undefined;
    queue.from += 1;
    count -= 1;
    // Set anew, an owner is the last in the order of the map.
    queues.delete(owner);
    if (queue.from < queue.items.length) queues.set(owner, queue);
    return one;
  }

  return {
    add: (owner, one) => {
      const queue = queues.get(owner);
      if (queue) queue.items.push(one);
      else queues.set(owner, { items: [one], from: 0 });
      count += 1;
    },
    take: ({ countMax, weightMax }) => {
      const taken: T[] = [];
      let weight = 0;
      while (taken.length < countMax) {
        const one = next(taken.length === 0 ? Number.POSITIVE_INFINITY : weightMax - weight);
        if (one === undefined) break;
        taken.push(one);
        weight += weightOf(one);
      }
      return taken;
    },
    count: () => count,
    owners: () => queues.size,
    countOf: (owner) => {
      const queue = queues.get(owner);
      return queue ? queue.items.length - queue.from : 0;
    },
  };
}

/** What is taken is passed over and not cut off, which would move all the others up. */
interface Queue<T> {
  readonly items: T[];
  from: number;
}
