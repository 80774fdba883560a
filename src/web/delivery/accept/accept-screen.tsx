import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { getChecklist, getOrder, getOrderRevision } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { useOpenedDraft } from '../../form/use-kept-draft.ts';
import { FULFILMENT_WORDS } from '../../orders/index.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { ACCEPT_WORDS } from './accept-words.ts';
import { contractedIn } from './contracted.ts';
import { DeliveryForm } from './delivery-form.tsx';
import '../delivery.css';

type Order = AnswerOf<'getOrder'>;
const route = getRouteApi('/orders/$id/accept');

/** Before a contract there is nothing to accept, and after the last payment nothing more. */
const STATES: readonly Schemas['OrderState'][] = ['contracted', 'accepted'];

/** What has come for an order, scanned or typed, compared with the contract while it is entered. */
export function AcceptScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(ACCEPT_WORDS);
  const others = useWords(FULFILMENT_WORDS).acts;
  const order = useRead(getOrder, { path: { id } });
  return (
    <Screen
      title={words.title(order.data?.data.reference ?? '')}
      acts={
        <Link to="/orders/$id" params={{ id }}>
          {words.toOrder}
        </Link>
      }
    >
      <Reading read={order}>
        {({ data, etag }) => {
          if (!STATES.includes(data.state)) return <p className="empty">{words.notNow}</p>;
          if (data.leftToOthers?.includes('acceptance')) return <p className="empty">{others.othersAccept}</p>;
          return <UnderContract key={data.id} order={data} etag={etag} />;
        }}
      </Reading>
    </Screen>
  );
}

interface UnderContractProps {
  readonly order: Order;
  readonly etag: string | undefined;
}

function UnderContract({ order, etag }: UnderContractProps): ReactNode {
  const checklist = useRead(getChecklist, { path: { id: order.id } });
  return <Reading read={checklist}>{({ data }) => <Contracted {...{ order, etag, checklist: data }} />}</Reading>;
}

function Contracted(props: UnderContractProps & { readonly checklist: AnswerOf<'getChecklist'> }): ReactNode {
  const { order, etag, checklist } = props;
  const words = useWords(ACCEPT_WORDS);
  const path = { id: order.id, revision: checklist.revision };
  const revision = useRead(getOrderRevision, { path }, { isFinal: true });
  const place = {
    agencyCode: order.agencyCode,
    kind: 'acceptance' as const,
    orderId: order.id,
    title: order.reference,
  };
  const opened = useOpenedDraft(place);
  if (opened.error !== null) return <Refusal of={opened.error} />;
  if (opened.isWaiting) return <p role="status">{words.reading}</p>;
  return (
    <Reading read={revision}>
      {({ data }) => {
        const contracted = contractedIn(checklist, data.submission);
        return <DeliveryForm {...{ order, etag, contracted, place, opened: opened.draft }} />;
      }}
    </Reading>
  );
}
