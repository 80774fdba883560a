import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { listOrderEvents } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { OutcomeTag } from '../ui/outcome.tsx';
import { Reading } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { ORDER_WORDS } from './order-words.ts';

type Event = Schemas['OrderEvent'];
const EVENTS_MAX = 200;

/** What was done to the order, by whom and why, as the log has it. */
export function OrderHistory({ orderId }: { readonly orderId: string }): ReactNode {
  const words = useWords(ORDER_WORDS).history;
  const events = useRead(listOrderEvents, { path: { id: orderId }, query: { limit: EVENTS_MAX } });
  const columns = useColumns();
  return (
    <Reading read={events}>
      {({ data }) => (
        <ServerTable
          caption={words.title}
          columns={columns}
          rows={data.items}
          idOf={({ logIndex }) => String(logIndex)}
          empty=""
        />
      )}
    </Reading>
  );
}

function useColumns(): readonly Column<Event>[] {
  const words = useWords(ORDER_WORDS).history;
  return [
    { title: words.when, cell: ({ at }) => writeInstant(at) },
    { title: words.what, cell: (event) => <What event={event} /> },
    { title: words.who, cell: ({ actor }) => <Who actor={actor} /> },
    { title: words.why, cell: ({ reason, erased }) => (erased ? words.erased : <bdi>{reason}</bdi>) },
    { title: words.log, isNumeric: true, cell: ({ logIndex }) => logIndex },
  ];
}

function What({ event }: { readonly event: Event }): ReactNode {
  const words = useWords(ORDER_WORDS).history;
  const { kind, stage, revision, outcome, returned } = event;
  if (returned !== null) return words.returned(returned.devices.length);
  if (stage === null || revision === null || outcome === null) return words.kinds[kind];
  return (
    <>
      {words.decided(words.stages[stage], revision)} <OutcomeTag outcome={outcome} />
    </>
  );
}

function Who({ actor }: Pick<Event, 'actor'>): ReactNode {
  const words = useWords(ORDER_WORDS).history;
  const roles = useWords(ROLE_WORDS);
  if (actor === null) return words.byTime;
  return `${actor.name ?? words.program}${actor.role === null ? '' : ` · ${roles[actor.role]}`}`;
}
