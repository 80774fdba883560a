import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { OrderAudit } from '../audit/index.ts';
import type { AnswerOf } from '../client/operation.ts';
import { getDecision, getOrder } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { AgencyName } from '../ui/agency-name.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { TabSet } from '../ui/tab-set.tsx';
import { dayOf, daysUntil } from '../ui/time.ts';
import { ORDER_STATE_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { FULFILMENT_WORDS } from './fulfilment-words.ts';
import { OrderMoney } from './money/order-money.tsx';
import { OrderNext } from './next/order-next.tsx';
import { OrderActs } from './order-acts.tsx';
import { OrderDecisions } from './order-decisions.tsx';
import { OrderDeliveries, OrderPayments } from './order-deliveries.tsx';
import { OrderFindings } from './order-findings.tsx';
import { OrderHistory } from './order-history.tsx';
import { OrderPath } from './order-path.tsx';
import { FindingsOfWhich, StandingFacts, StandingGoods } from './order-standing.tsx';
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
            <OrderNext order={data} />
            <OrderActs order={data} etag={etag} />
            <Standing order={data} />
            <Suspense>
              <OrderAudit order={data} />
            </Suspense>
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
  const [first, ...others] = order.submission.lines;
  return (
    <p className="order-head">
      <span>
        {first?.description} {others.length > 0 && words.more(others.length + 1)}
      </span>
      <AgencyName code={order.agencyCode} />
      <strong>{states[order.state]}</strong>
      <StandingFacts order={order} />
      {until !== undefined && <span>{words.deadline(until, daysUntil(until))}</span>}
    </p>
  );
}

function FindingsTab({ order, decision }: { readonly order: Order; readonly decision: Decision }): ReactNode {
  return (
    <>
      <FindingsOfWhich order={order} />
      <OrderFindings decision={decision} order={order} />
    </>
  );
}

/** All parts are there at once, so that printing prints them all; on the screen one is shown. */
function OrderTabs({ order, decision }: { readonly order: Order; readonly decision: Decision }): ReactNode {
  const words = useWords(ORDER_WORDS).order;
  const tabs = { ...words.tabs, ...useWords(FULFILMENT_WORDS).tabs };
  const parts = [
    ['findings', <FindingsTab key="findings" order={order} decision={decision} />],
    ['goods', <StandingGoods key="goods" order={order} />],
    ['money', <OrderMoney key="money" order={order} decision={decision} />],
    ['deliveries', <OrderDeliveries key="deliveries" order={order} />],
    ['payments', <OrderPayments key="payments" orderId={order.id} />],
    ['decisions', <OrderDecisions key="decisions" order={order} />],
    ['history', <OrderHistory key="history" orderId={order.id} />],
  ] as const;
  return (
    <>
      <TabSet
        label={words.parts}
        parts={parts.map(([key, part]) => ({
          ...{ key, label: tabs[key] },
          part: (
            <>
              <h2 className="print-only">{tabs[key]}</h2>
              {part}
            </>
          ),
        }))}
      />
      <p className="print-only">{words.log(decision.log.index)}</p>
    </>
  );
}
