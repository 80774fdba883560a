import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../client/operation.ts';
import { getOrder, getOrderRevision } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { useOpenedDraft } from '../../form/use-kept-draft.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { ContractForm } from './contract-form.tsx';
import { CONTRACT_WORDS } from './contract-words.ts';
import './contract.css';

type Order = AnswerOf<'getOrder'>;
const route = getRouteApi('/orders/$id/contract');

/** The contract of an approved order: what it says beyond the order. It is judged when it is entered. */
export function ContractScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(CONTRACT_WORDS);
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
      <Reading read={order}>{({ data, etag }) => <OfApproved key={data.id} order={data} etag={etag} />}</Reading>
    </Screen>
  );
}

interface OfApprovedProps {
  readonly order: Order;
  readonly etag: string | undefined;
}

/** What stands approved, whatever was put after it and refused. */
function OfApproved({ order, etag }: OfApprovedProps): ReactNode {
  const words = useWords(CONTRACT_WORDS);
  // Once the contract is entered, the form stands until its order is shown.
  const [stateAtFirst] = useState(order.state);
  const isOpen = stateAtFirst === 'approved';
  const [approved] = useState(order.revision ?? order.latestRevision);
  const path = { id: order.id, revision: approved };
  const revision = useRead(getOrderRevision, { path }, { isFinal: true, isWanted: isOpen });
  if (!isOpen) return <p className="empty">{words.notNow}</p>;
  return <Reading read={revision}>{({ data: { submission } }) => <Opened {...{ order, etag, submission }} />}</Reading>;
}

function Opened(props: OfApprovedProps & { readonly submission: Order['submission'] }): ReactNode {
  const words = useWords(CONTRACT_WORDS);
  const { id: orderId, agencyCode, reference: title } = props.order;
  const place = { agencyCode, kind: 'contract' as const, orderId, title };
  const opened = useOpenedDraft(place);
  if (opened.error !== null) return <Refusal of={opened.error} />;
  if (opened.isWaiting) return <p role="status">{words.reading}</p>;
  return <ContractForm {...{ ...props, place, opened: opened.draft }} />;
}
