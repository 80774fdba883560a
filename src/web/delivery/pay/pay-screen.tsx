import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { getChecklist, getOrder, getOrderRevision, listPayments } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { FULFILMENT_WORDS } from '../../orders/index.ts';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { ContractFacts } from './contract-facts.tsx';
import { Overpaid } from './overpaid.tsx';
import { PAY_WORDS } from './pay-words.ts';
import { payableParts } from './payable.ts';
import { PaymentForm } from './payment-form.tsx';
import '../delivery.css';

type Order = AnswerOf<'getOrder'>;
const route = getRouteApi('/orders/$id/pay');
const STATES: readonly Schemas['OrderState'][] = ['contracted', 'accepted'];
const PAYMENTS_MAX = 200;

/** An invoice of an order, paid part by part, as far as it has come and was accepted. */
export function PayScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(PAY_WORDS);
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
        {({ data, etag }) =>
          data.leftToOthers?.includes('payment') ? (
            <p className="empty">{others.othersPay}</p>
          ) : (
            <Payable order={data} etag={etag} />
          )
        }
      </Reading>
    </Screen>
  );
}

interface PayableProps {
  readonly order: Order;
  readonly etag: string | undefined;
}

/** The last payment closes the order, and its outcome stays on the screen. */
function Payable({ order, etag }: PayableProps): ReactNode {
  const isOpen = STATES.includes(order.state);
  const checklist = useRead(getChecklist, { path: { id: order.id } }, { isWanted: isOpen || order.state === 'closed' });
  const words = useWords(PAY_WORDS);
  if (!isOpen && checklist.data === undefined) return <p className="empty">{words.notNow}</p>;
  return <Reading read={checklist}>{({ data }) => <Parts {...{ order, etag, checklist: data }} />}</Reading>;
}

function Parts({ order, etag, checklist }: PayableProps & { readonly checklist: AnswerOf<'getChecklist'> }): ReactNode {
  const path = { id: order.id, revision: checklist.revision };
  const revision = useRead(getOrderRevision, { path }, { isFinal: true });
  const payments = useRead(listPayments, { path: { id: order.id }, query: { limit: PAYMENTS_MAX } });
  return (
    <Reading read={revision}>
      {({ data: { submission } }) => (
        <Reading read={payments}>
          {({ data: { items } }) => {
            const parts = payableParts(checklist, submission, items);
            return (
              <>
                <ContractFacts {...{ order, supplier: submission.supplier }} />
                <Overpaid {...{ orderId: order.id, parts, payments: items }} />
                <PaymentForm {...{ order, etag, parts }} />
              </>
            );
          }}
        </Reading>
      )}
    </Reading>
  );
}
