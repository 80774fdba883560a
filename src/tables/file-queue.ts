/** Lets files be read in turn. */
export interface FileQueue {
  /** Waits for a turn; what it gives ends the turn. */
  readonly enter: (owner: string) => Promise<() => void>;
}

type Begin = (end: () => void) => void;

/**
 * One file of an owner at a time, so many of all owners together. Owners who wait come one after the other, each with one
 * file: five slow files of one keep nobody else waiting.
 */
export function createFileQueue(readingMax: number): FileQueue {
  const waiting = new Map<string, readonly Begin[]>();
  const reading = new Set<string>();
  const beginMore = (): void => {
    for (const [owner, [first, ...others]] of waiting) {
      if (reading.size >= readingMax) return;
      if (reading.has(owner) || !first) continue;
      // Set anew, an owner is the last in the order of the map.
      waiting.delete(owner);
      if (others.length > 0) waiting.set(owner, others);
      reading.add(owner);
      first(() => {
        reading.delete(owner);
        beginMore();
      });
    }
  };
  return {
    enter: (owner) =>
      new Promise((begin) => {
        waiting.set(owner, [...(waiting.get(owner) ?? []), begin]);
        beginMore();
      }),
  };
}
