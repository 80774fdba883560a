import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { acceptDelivery, listOrders, listUnregisteredOrders } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { ListPage } from '../../table/list-page.tsx';
import type { Column } from '../../table/server-table.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { daysUntil } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { RECORD_WORDS } from './record-words.ts';

const route = getRouteApi('/deliveries');
const PAGE_ROWS = 50;
const TABS = ['waiting', 'unregistered'] as const;

/** Orders whose goods are to come, and those whose goods came and are still in no register. */
export function DeliveriesScreen(): ReactNode {
  const words = useWords(RECORD_WORDS).list;
  const { tab = 'waiting' } = route.useSearch();
  return (
    <Screen title={words.title}>
      <nav className="acts tab-links" aria-label={words.title}>
        {TABS.map((name) => (
          <Link
            key={name}
            to="/deliveries"
            search={name === 'waiting' ? {} : { tab: name }}
            // Without it the first tab, which asks for nothing, is also that of the other.
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab === name ? 'page' : undefined}
          >
            {words.tabs[name]}
          </Link>
        ))}
      </nav>
      {tab === 'unregistered' ? <Unregistered /> : <Waiting />}
    </Screen>
  );
}

function Waiting(): ReactNode {
  const words = useWords(RECORD_WORDS).list;
  const { after, agencyCode } = route.useSearch();
  const orders = useRead(listOrders, { query: { state: 'contracted', agencyCode, after, limit: PAGE_ROWS } });
  const columns = useWaitingColumns();
  return (
    <Reading read={orders}>
      {({ data }) => (
        <ListPage
          caption={words.tabs.waiting}
          columns={columns}
          page={data}
          idOf={({ id }) => id}
          empty={words.noneWaiting}
          isFirst={after === undefined}
        />
      )}
    </Reading>
  );
}

function useWaitingColumns(): readonly Column<Schemas['OrderSummary']>[] {
  const words = useWords(RECORD_WORDS).list;
  const may = useMay();
  return [
    { title: words.reference, cell: ({ id, reference }) => <OrderLink {...{ id, reference }} /> },
    { title: words.subject, cell: ({ subject }) => subject },
    { title: words.machines, isNumeric: true, cell: ({ devices }) => devices },
    { title: words.agency, cell: ({ agencyName, agencyCode }) => agencyName ?? agencyCode },
    {
      title: words.deadline,
      cell: ({ contractDueOn }) => contractDueOn ?? <span className="secondary">{words.noDeadline}</span>,
    },
    ...(may(acceptDelivery)
      ? [{ title: words.act, cell: ({ id }: { readonly id: string }) => <AcceptLink id={id} /> }]
      : []),
  ];
}

function Unregistered(): ReactNode {
  const words = useWords(RECORD_WORDS).list;
  const { after, agencyCode } = route.useSearch();
  const orders = useRead(listUnregisteredOrders, { query: { agencyCode, after, limit: PAGE_ROWS } });
  const columns = useUnregisteredColumns();
  return (
    <>
      <p className="secondary">{words.help}</p>
      <Reading read={orders}>
        {({ data }) => (
          <ListPage
            caption={words.tabs.unregistered}
            columns={columns}
            page={data}
            idOf={({ orderId }) => orderId}
            empty={words.noneUnregistered}
            isFirst={after === undefined}
          />
        )}
      </Reading>
    </>
  );
}

function useUnregisteredColumns(): readonly Column<Schemas['UnregisteredOrder']>[] {
  const words = useWords(RECORD_WORDS).list;
  const may = useMay();
  return [
    { title: words.reference, cell: ({ orderId, reference }) => <OrderLink {...{ id: orderId, reference }} /> },
    { title: words.agency, cell: ({ agencyCode }) => <span className="code">{agencyCode}</span> },
    {
      title: words.firstAcceptedOn,
      cell: ({ firstAcceptedOn }) => (
        <>
          {firstAcceptedOn} <span className="secondary">{words.days(-daysUntil(firstAcceptedOn))}</span>
        </>
      ),
    },
    { title: words.devices, isNumeric: true, cell: ({ unregisteredDevices }) => unregisteredDevices },
    { title: words.licences, isNumeric: true, cell: ({ unregisteredLicences }) => unregisteredLicences },
    ...(may(acceptDelivery)
      ? [{ title: words.act, cell: ({ orderId }: { readonly orderId: string }) => <AcceptLink id={orderId} /> }]
      : []),
  ];
}

function OrderLink({ id, reference }: { readonly id: string; readonly reference: string }): ReactNode {
  return (
    <Link to="/orders/$id" params={{ id }}>
      {reference}
    </Link>
  );
}

function AcceptLink({ id }: { readonly id: string }): ReactNode {
  const words = useWords(RECORD_WORDS).list;
  return (
    <Link to="/orders/$id/accept" params={{ id }}>
      {words.accept}
    </Link>
  );
}
