import type { Schemas } from '../client/operation.ts';

type Entry = Schemas['InTrayEntry'];

/** What holds up purchases of a unit as long as it waits, and is told before everything else. */
const FIRST: Entry['kind'] = 'rectification-overdue';

/**
 * What is due first comes first, whatever it is, after overdue rectifications; what has no day comes last. Of one day, what
 * has more that presses.
 */
export function byDueDay<Due extends { readonly kind: string } & Pick<Entry, 'dueFirst' | 'urgent'>>(
  entries: readonly Due[],
): readonly Due[] {
  return [...entries].sort((one, other) => {
    if ((one.kind === FIRST) !== (other.kind === FIRST)) return one.kind === FIRST ? -1 : 1;
    if (one.dueFirst === other.dueFirst) return other.urgent - one.urgent;
    if (one.dueFirst === null) return 1;
    if (other.dueFirst === null) return -1;
    return one.dueFirst < other.dueFirst ? -1 : 1;
  });
}
