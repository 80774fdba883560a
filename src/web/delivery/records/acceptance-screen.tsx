import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { getDecision, getOrder, getOrderRevision, listAcceptances } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { OutcomeTag } from '../../ui/outcome.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { partsOf } from '../accept/told-of.ts';
import { DeliveryFindings } from '../accept/verdict.tsx';
import { type NamedParts, namedParts, seatsWord } from './named-parts.ts';
import { RECORD_WORDS } from './record-words.ts';
import '../delivery.css';

type Acceptance = Schemas['Acceptance'];
const route = getRouteApi('/orders/$id/acceptances/$acceptance');
const ACCEPTANCES_MAX = 200;

/** One delivery as it was put: what of it is registered, what is not, and why. */
export function AcceptanceScreen(): ReactNode {
  const { id, acceptance: asked } = route.useParams();
  const words = useWords(RECORD_WORDS).acceptance;
  const acceptances = useRead(listAcceptances, { path: { id }, query: { limit: ACCEPTANCES_MAX } });
  const found = acceptances.data?.data.items.find((one) => one.id === asked);
  const order = useRead(getOrder, { path: { id } });
  const named = useNamedParts(order.data?.data);
  return (
    <Screen
      title={found === undefined ? words.name : words.title(order.data?.data.reference ?? '', found.sequence)}
      acts={
        <Link to="/orders/$id" params={{ id }}>
          {words.toOrder}
        </Link>
      }
    >
      <Reading read={acceptances}>
        {() =>
          found === undefined ? <p className="empty">{words.missing}</p> : <Delivered of={found} named={named} />
        }
      </Reading>
    </Screen>
  );
}

/** By the words of the revision that stands, which is what was contracted; of an order that has none, by its last ones. */
function useNamedParts(order: AnswerOf<'getOrder'> | undefined): NamedParts {
  const path = { id: order?.id ?? '', revision: order?.revision ?? order?.latestRevision ?? 1 };
  const isWanted = order !== undefined;
  const revision = useRead(getOrderRevision, { path }, { isFinal: true, isWanted });
  return namedParts(revision.data?.data.submission);
}

interface DeliveredProps {
  readonly of: Acceptance;
  readonly named: NamedParts;
}

function Delivered({ of: acceptance, named }: DeliveredProps): ReactNode {
  const words = useWords(RECORD_WORDS).acceptance;
  const decision = useRead(getDecision, { path: { id: acceptance.decisionId } }, { isFinal: true });
  const { acceptedOn, actedBy, items, goods } = acceptance;
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{words.acceptedOn}</dt>
          <dd>{acceptedOn}</dd>
        </div>
        <div>
          <dt>{words.by}</dt>
          <dd>{actedBy?.name}</dd>
        </div>
      </dl>
      <Reading read={decision}>
        {({ data }) => (
          <section>
            <h2>
              {words.findings} <OutcomeTag outcome={data.outcome} />
            </h2>
            {data.findings.length === 0 && <p>{words.good}</p>}
            <DeliveryFindings findings={data.findings} partAt={partsOf(acceptance)} />
          </section>
        )}
      </Reading>
      <Machines of={acceptance} named={named} />
      {items.length > 0 && <Licences of={acceptance} named={named} />}
      {goods.length > 0 && (
        <section>
          <h2>{words.goods}</h2>
          <ServerTable
            caption={words.goods}
            rows={goods}
            idOf={({ line }) => String(line)}
            empty=""
            columns={[
              { title: words.line, isNumeric: true, cell: ({ line }) => line },
              { title: words.what, cell: ({ line }) => named.line(line)?.what },
              { title: words.quantity, isNumeric: true, cell: ({ quantity }) => quantity },
            ]}
          />
        </section>
      )}
    </>
  );
}

function Machines({ of: { devices }, named }: DeliveredProps): ReactNode {
  const words = useWords(RECORD_WORDS).acceptance;
  const wordOf = ({ matched, returnedOn, differences }: Schemas['DeviceOutcome']): string => {
    if (returnedOn !== null) return words.returned(returnedOn);
    return matched ? words.matched : `${words.differs} ${rulesIn(differences)}`;
  };
  const columns: readonly Column<Schemas['DeviceOutcome']>[] = [
    { title: words.serial, cell: ({ serial }) => <span className="code">{serial}</span> },
    { title: words.line, isNumeric: true, cell: ({ line }) => line },
    { title: words.what, cell: ({ line }) => named.line(line)?.what },
    { title: words.system, cell: ({ line }) => named.line(line)?.system },
    { title: words.word, cell: wordOf },
  ];
  return (
    <section>
      <h2>{words.machines}</h2>
      <ServerTable
        caption={words.machines}
        columns={columns}
        rows={devices}
        idOf={({ pointer }) => pointer}
        empty={words.none}
      />
    </section>
  );
}

function Licences({ of: { items }, named }: DeliveredProps): ReactNode {
  const words = useWords(RECORD_WORDS).acceptance;
  const columns: readonly Column<Schemas['ItemOutcome']>[] = [
    { title: words.item, isNumeric: true, cell: ({ item }) => item },
    { title: words.product, cell: ({ item }) => named.item(item) },
    { title: words.seats, isNumeric: true, cell: ({ seats }) => seats },
    { title: words.proven, isNumeric: true, cell: ({ proofSeats }) => proofSeats },
    { title: words.registered, isNumeric: true, cell: ({ matchedSeats }) => matchedSeats },
    { title: words.word, cell: (item) => `${words.seatsWords[seatsWord(item)]} ${rulesIn(item.differences)}` },
  ];
  return (
    <section>
      <h2>{words.items}</h2>
      <ServerTable caption={words.items} columns={columns} rows={items} idOf={({ pointer }) => pointer} empty="" />
    </section>
  );
}

/** `ACC-01/serial-known` by its rule; the findings above tell the rest. */
function rulesIn(differences: readonly string[]): string {
  return [...new Set(differences.map((one) => one.split('/')[0] ?? one))].join(' ');
}
