import type { Schemas } from '../client/operation.ts';

type Entry = Schemas['InTrayEntry'];

/** What is due first comes first, whatever it is; what has no day comes last. Of one day, what has more that presses. */
export function byDueDay<Due extends Pick<Entry, 'dueFirst' | 'urgent'>>(entries: readonly Due[]): readonly Due[] {
  return [...entries].sort((one, other) => {
    if (one.dueFirst === other.dueFirst) return other.urgent - one.urgent;
    if (one.dueFirst === null) return 1;
    if (other.dueFirst === null) return -1;
    return one.dueFirst < other.dueFirst ? -1 : 1;
  });
}
