import { getRouteApi, Link } from '@tanstack/react-router';
import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { addressOf } from '../client/call.ts';
import type { AnswerOf } from '../client/operation.ts';
import { amendOrder, getDecision, getDecisionCertificate, getOrder } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { OutcomeTag } from '../ui/outcome.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { dayOf, daysUntil } from '../ui/time.ts';
import { ORDER_STATE_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { isAmendable } from './amendable.ts';
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
    <Screen title={words.title(reference)} acts={order.data && <Acts order={order.data.data} />}>
      <Reading read={order}>{({ data }) => <Standing order={data} />}</Reading>
    </Screen>
  );
}

function Acts({ order }: { readonly order: Order }): ReactNode {
  const words = useWords(ORDER_WORDS).order;
  const may = useMay();
  const isCleared = order.state === 'approved';
  const address = addressOf(getDecisionCertificate.path, { id: order.decisionId });
  return (
    <>
      {may(amendOrder) && isAmendable(order) && (
        <Link to="/orders/$id/amend" params={{ id: order.id }}>
          {words.amend}
        </Link>
      )}
      {isCleared && may(getDecisionCertificate) && (
        <a href={address} type="application/pdf" target="_blank" rel="noreferrer">
          {words.certificate}
        </a>
      )}
    </>
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
  return (
    <Tabs
      items={[
        { key: 'findings', label: tabs.findings, children: <OrderFindings decision={decision} /> },
        { key: 'goods', label: tabs.goods, children: <OrderGoods submission={order.submission} /> },
        { key: 'money', label: tabs.money, children: <OrderMoney effects={decision.budget} /> },
        { key: 'history', label: tabs.history, children: <OrderHistory orderId={order.id} /> },
      ]}
    />
  );
}
