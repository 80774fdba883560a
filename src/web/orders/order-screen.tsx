import { getRouteApi } from '@tanstack/react-router';
import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import { getDecision, getOrder } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { OutcomeTag } from '../ui/outcome.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { dayOf, daysUntil } from '../ui/time.ts';
import { ORDER_STATE_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { FULFILMENT_WORDS } from './fulfilment-words.ts';
import { OrderActs } from './order-acts.tsx';
import { OrderDeliveries, OrderPayments } from './order-deliveries.tsx';
import { OrderFindings } from './order-findings.tsx';
import { OrderGoods } from './order-goods.tsx';
import { OrderHistory } from './order-history.tsx';
import { OrderMoney } from './order-money.tsx';
import { OrderPath } from './order-path.tsx';
import { ORDER_WORDS } from './order-words.ts';

type Order = AnswerOf<'getOrder'>;
type Decision = AnswerOf<'getDecision'>;
const route = getRouteApi('/orders/$id');

/** What an order is, how it stands, and why. */
export function OrderScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(ORDER_WORDS).order;
  const order = useRead(getOrder, { path: { id } });
  const reference = order.data?.data.reference ?? '';
  return (
    <Screen title={words.title(reference)}>
      <Reading read={order}>
        {({ data, etag }) => (
          <>
            <OrderActs order={data} etag={etag} />
            <Standing order={data} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function Standing({ order }: { readonly order: Order }): ReactNode {
  const words = useWords(ORDER_WORDS).order;
  const decision = useRead(getDecision, { path: { id: order.decisionId } }, { isFinal: true });
  return (
    <>
      <Head order={order} />
      <OrderPath state={order.state} />
      {order.classified && <p className="secondary">🔒 {words.classified}</p>}
      <Reading read={decision}>{({ data }) => <OrderTabs order={order} decision={data} />}</Reading>
    </>
  );
}

function Head({ order }: { readonly order: Order }): ReactNode {
  const words = useWords(ORDER_WORDS).order;
  const states = useWords(ORDER_STATE_WORDS);
  const until = order.expiresAt === null ? undefined : dayOf(order.expiresAt);
  const standing = order.revision === null ? words.neverStood : words.standing(order.revision);
  return (
    <p className="order-head">
      <span className="code">{order.agencyCode}</span>
      <strong>{states[order.state]}</strong>
      <span>
        {words.latest(order.latestRevision)} <OutcomeTag outcome={order.outcome} />
      </span>
      {order.revision !== order.latestRevision && <span>{standing}</span>}
      {until !== undefined && <span>{words.deadline(until, daysUntil(until))}</span>}
    </p>
  );
}

function OrderTabs({ order, decision }: { readonly order: Order; readonly decision: Decision }): ReactNode {
  const { tabs } = useWords(ORDER_WORDS).order;
  const later = useWords(FULFILMENT_WORDS).tabs;
  return (
    <Tabs
      items={[
        { key: 'findings', label: tabs.findings, children: <OrderFindings decision={decision} /> },
        { key: 'goods', label: tabs.goods, children: <OrderGoods submission={order.submission} /> },
        { key: 'money', label: tabs.money, children: <OrderMoney effects={decision.budget} /> },
        { key: 'deliveries', label: later.deliveries, children: <OrderDeliveries order={order} /> },
        { key: 'payments', label: later.payments, children: <OrderPayments orderId={order.id} /> },
        { key: 'history', label: tabs.history, children: <OrderHistory orderId={order.id} /> },
      ]}
    />
  );
}
