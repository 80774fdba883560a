import type { Schemas } from '../client/operation.ts';
import { listParticipants } from '../client/operations.generated.ts';
import { useAll } from '../client/use-all.ts';
import { daysUntil } from '../ui/time.ts';

/**
 * How many units have not filed though their day is over: all that have not but those with more time, which are few.
 * Undefined where nobody is overdue any more, since nothing can be filed, and as long as it is not known.
 */
export function useOverdue({ id, state, dueOn, counts }: Schemas['Campaign']): number | undefined {
  const missing = counts?.missing ?? 0;
  // A unit gets more time than the campaign's day and never less.
  const isPast = daysUntil(dueOn) < 0;
  const isWanted = state === 'open' && isPast && missing > 0;
  const pending = useAll(listParticipants, { path: { id }, query: { timeliness: 'pending' } }, { isWanted });
  if (state !== 'open' || counts === null) return undefined;
  if (!isWanted) return 0;
  return pending.isRead && pending.isWhole ? missing - pending.items.length : undefined;
}
