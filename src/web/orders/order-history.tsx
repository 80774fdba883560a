import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { listOrderDecisions, listOrderEvents } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { OutcomeTag } from '../ui/outcome.tsx';
import { Reading } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { DECISION_WORDS } from './order-decision-words.ts';
import { ORDER_WORDS } from './order-words.ts';

type Event = Schemas['OrderEvent'];
const EVENTS_MAX = 200;

interface OrderHistoryProps {
  readonly orderId: string;
  /** Only what came after this leaf of the log. */
  readonly since?: number;
}

/** What was done to the order, by whom and why, as the log has it. */
export function OrderHistory({ orderId, since = -1 }: OrderHistoryProps): ReactNode {
  const words = useWords(ORDER_WORDS).history;
  const events = useRead(listOrderEvents, { path: { id: orderId }, query: { limit: EVENTS_MAX } });
  const columns = useColumns(useFindings(orderId));
  return (
    <Reading read={events}>
      {({ data }) => (
        <ServerTable
          caption={words.title}
          columns={columns}
          rows={data.items.filter(({ logIndex }) => logIndex > since)}
          idOf={({ logIndex }) => String(logIndex)}
          empty=""
        />
      )}
    </Reading>
  );
}

/** How many findings each decision has, by its id; the part of the decisions reads the same. */
function useFindings(orderId: string): ReadonlyMap<string, number> {
  const may = useMay();
  const query = { limit: EVENTS_MAX };
  const decisions = useRead(
    listOrderDecisions,
    { path: { id: orderId }, query },
    { isWanted: may(listOrderDecisions) },
  );
  const items = decisions.data?.data.items ?? [];
  return new Map(items.map(({ id, findings, indeterminate }) => [id, findings.length + indeterminate.length]));
}

function useColumns(findings: ReadonlyMap<string, number>): readonly Column<Event>[] {
  const words = useWords(ORDER_WORDS).history;
  return [
    { title: words.when, cell: ({ at }) => writeInstant(at) },
    { title: words.what, cell: (event) => <What event={event} /> },
    { title: words.who, cell: (event) => <Who event={event} /> },
    { title: words.why, cell: (event) => <Why event={event} count={findings.get(event.decisionId ?? '')} /> },
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

/** Rules decide, whoever asked them to: who submitted it has not rejected it. */
function isByRules({ kind }: Event): boolean {
  return kind === 'order.decided';
}

function Who({ event }: { readonly event: Event }): ReactNode {
  const words = useWords(ORDER_WORDS).history;
  const { byRules } = useWords(DECISION_WORDS);
  const roles = useWords(ROLE_WORDS);
  const { actor } = event;
  if (actor === null) return isByRules(event) ? byRules : words.byTime;
  const who = `${actor.name ?? words.program}${actor.role === null ? '' : ` · ${roles[actor.role]}`}`;
  return isByRules(event) ? words.handledBy(who, byRules) : who;
}

interface WhyProps {
  readonly event: Event;
  /** Of a decision, once it is read. */
  readonly count: number | undefined;
}

function Why({ event, count }: WhyProps): ReactNode {
  const words = useWords(ORDER_WORDS).history;
  const decisions = useWords(DECISION_WORDS);
  const { reason, erased } = event;
  if (erased) return words.erased;
  if (!isByRules(event) || count === undefined) return <bdi>{reason}</bdi>;
  return decisions.count(count);
}
