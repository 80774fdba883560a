import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import type { Called } from '../client/call.ts';
import { GateProblem } from '../client/gate-problem.ts';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { getDecision, getOrder, turnDownOrder } from '../client/operations.generated.ts';
import { useAct, useRead } from '../client/use-gate.ts';
import { OpenWaivers, OrderApprovals, OrderGoods, OrderHistory, TurnedDown } from '../orders/index.ts';
import { AgencyName } from '../ui/agency-name.tsx';
import { writeMoney } from '../ui/money.ts';
import { OutcomeTag } from '../ui/outcome.tsx';
import { ReasonForm } from '../ui/reason-form.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { dayOf, daysUntil } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { FindingsOfBureau } from './findings-of-bureau.tsx';
import { byDeadline, useBureau, useReviews } from './review-list.ts';
import { REVIEW_WORDS } from './review-words.ts';

type Order = AnswerOf<'getOrder'>;
const route = getRouteApi('/reviews/$id');
const REASON_CHARACTERS_MIN = 20;

/** One order of the desk: what is bought, what of it is for this bureau to decide, and the two ways to decide it. */
export function ReviewScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(REVIEW_WORDS).review;
  const order = useRead(getOrder, { path: { id } });
  const reviews = useReviews();
  const rows = byDeadline(reviews.data?.data.items ?? []);
  const title = words.title(order.data?.data.reference ?? '');
  return (
    <Screen title={title} acts={<Neighbours rows={rows} id={id} />}>
      <Reading read={order}>
        {(read) => (
          <>
            <Head order={read.data} />
            <Suspense>
              <OpenWaivers order={read.data} />
              <OrderApprovals approvals={read.data.submission.approvals ?? []} />
            </Suspense>
            <Reading read={reviews}>
              {({ data }) =>
                data.next === null && !rows.some((row) => row.id === id) ? (
                  <Suspense>
                    <TurnedDown order={read.data} />
                    <p role="status">{words.settled}</p>
                  </Suspense>
                ) : (
                  <Review key={id} read={read} />
                )
              }
            </Reading>
            <h2>{words.goods}</h2>
            <Suspense>
              <OrderGoods submission={read.data.submission} isWithoutApprovals />
            </Suspense>
          </>
        )}
      </Reading>
    </Screen>
  );
}

interface NeighboursProps {
  readonly rows: readonly Schemas['OrderSummary'][];
  readonly id: string;
}

/** Onward through the desk. What was just settled is on it no more; after it comes what is first now. */
function Neighbours({ rows, id }: NeighboursProps): ReactNode {
  const words = useWords(REVIEW_WORDS).review;
  const at = rows.findIndex((row) => row.id === id);
  const previous = at > 0 ? rows[at - 1] : undefined;
  const next = rows[at + 1];
  return (
    <>
      {previous && (
        <Link to="/reviews/$id" params={{ id: previous.id }}>
          {words.previous}
        </Link>
      )}
      {next && (
        <Link to="/reviews/$id" params={{ id: next.id }}>
          {words.next}
        </Link>
      )}
      <Link to="/reviews">{words.list}</Link>
    </>
  );
}

function Head({ order }: { readonly order: Order }): ReactNode {
  const words = useWords(REVIEW_WORDS).review;
  const day = order.expiresAt === null ? undefined : dayOf(order.expiresAt);
  return (
    <p className="order-head">
      <AgencyName code={order.agencyCode} />
      <span>
        {words.revision(order.latestRevision)} <OutcomeTag outcome={order.outcome} />
      </span>
      {order.total !== null && <span>{words.total(writeMoney(order.total))}</span>}
      {day !== undefined && <span>{words.due(day, Math.max(daysUntil(day), 0))}</span>}
      <Link to="/orders/$id" params={{ id: order.id }}>
        {words.order}
      </Link>
    </p>
  );
}

function Review({ read: { data: order, etag } }: { readonly read: Called<'getOrder'> }): ReactNode {
  const { review: words, form } = useWords(REVIEW_WORDS);
  const bureau = useBureau();
  const decision = useRead(getDecision, { path: { id: order.decisionId } }, { isFinal: true });
  const act = useAct(turnDownOrder);
  const [isEnding, setEnding] = useState(false);
  /** The leaf that the order stood at when it was last turned down. */
  const [sentAt, setSentAt] = useState(0);
  if (bureau === undefined) return null;
  const isStale = act.refusal instanceof GateProblem && act.refusal.status === 412;
  const turnDown = (reason: string): void => {
    setSentAt(Number(etag?.replaceAll(/\D/g, '') ?? 0));
    void act.send({ path: { id: order.id }, body: { reason } }, etag);
  };
  return (
    <>
      <Reading read={decision}>
        {({ data }) => <FindingsOfBureau order={order} decision={data} bureau={bureau} />}
      </Reading>
      <section className="acts review-acts">
        {!isEnding && <Button onClick={() => setEnding(true)}>{words.turnDown}</Button>}
        {isEnding && isStale && (
          <section className="notice" data-kind="warning" role="alert">
            <p>{words.changed}</p>
            <OrderHistory orderId={order.id} since={sentAt} />
          </section>
        )}
        {isEnding && (
          <ReasonForm
            asks={words.reason}
            help={(typed) => form.counted(typed, REASON_CHARACTERS_MIN)}
            does={words.turnDown}
            charactersMin={REASON_CHARACTERS_MIN}
            isBusy={act.isBusy}
            refusal={isStale ? null : act.refusal}
            onReason={turnDown}
            onCancel={() => setEnding(false)}
          />
        )}
      </section>
    </>
  );
}
