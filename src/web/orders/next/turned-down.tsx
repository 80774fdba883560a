import type { ReactNode } from 'react';
import type { AnswerOf } from '../../client/operation.ts';
import { listOrderEvents } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { writeInstant } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { NEXT_WORDS } from './next-words.ts';

const EVENTS_MAX = 200;

interface TurnedDownProps {
  readonly order: Pick<AnswerOf<'getOrder'>, 'id' | 'outcome'>;
}

/** That the latest revision was turned down by a person, by whom and why; nothing where it was not. */
export function TurnedDown({ order: { id, outcome } }: TurnedDownProps): ReactNode {
  const words = useWords(NEXT_WORDS);
  const isWanted = useMay()(listOrderEvents) && outcome === 'rejected';
  const events = useRead(listOrderEvents, { path: { id }, query: { limit: EVENTS_MAX } }, { isWanted });
  if (!isWanted) return null;
  const items = events.data?.data.items ?? [];
  // A revision that was decided again after it was turned down has a later decision, and is turned down no more.
  const lastDecided = Math.max(...items.flatMap(({ kind, logIndex }) => (kind === 'order.decided' ? [logIndex] : [])));
  const last = items.find(({ kind, logIndex }) => kind === 'order.turned-down' && logIndex > lastDecided);
  if (last === undefined) return null;
  const who = last.actor?.name ?? words.program;
  return (
    <p className="notice" data-kind="warning" role="status">
      {words.turnedDown(who, writeInstant(last.at), last.erased ? words.erased : (last.reason ?? ''))}
    </p>
  );
}
