import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { getOrderRevision } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { writeMoney } from '../ui/money.ts';
import { OutcomeTag } from '../ui/outcome.tsx';
import { Reading } from '../ui/screen.tsx';
import { useWords } from '../words/use-words.ts';
import { OrderGoods } from './order-goods.tsx';
import { STANDING_WORDS } from './standing-words.ts';

type Order = AnswerOf<'getOrder'>;
type Standing = Schemas['OrderStanding'];

/** What stands in spite of a newer revision, which was rejected or waits. */
export function standingBefore({
  standing,
  latestRevision,
}: {
  readonly standing: Standing | null;
  readonly latestRevision: number;
}): Standing | undefined {
  return standing && standing.revision !== latestRevision ? standing : undefined;
}

/** Which revision stands, and what became of the latest one, each with its total. */
export function StandingFacts({ order }: { readonly order: Order }): ReactNode {
  const words = useWords(STANDING_WORDS);
  const { latestRevision, outcome, total, revision } = order;
  const before = standingBefore(order);
  const totalOf = (amount: string | null): string => (amount === null ? '' : words.total(writeMoney(amount)));
  const latest = (
    <span>
      {words.revision(latestRevision)} <OutcomeTag outcome={outcome} />
    </span>
  );
  if (before) {
    return (
      <>
        <span>
          <strong>{words.stands(before.revision)}</strong> {totalOf(before.total)}
        </span>
        {latest}
        <span>
          {words.notInForce} {totalOf(total)}
        </span>
      </>
    );
  }
  return (
    <>
      <span>{totalOf(total)}</span>
      {latest}
      {revision === null && <span>{words.none}</span>}
    </>
  );
}

/** What is bought: of the revision that stands, and below it of a newer one that does not. */
export function StandingGoods({ order }: { readonly order: Order }): ReactNode {
  const words = useWords(STANDING_WORDS);
  const before = standingBefore(order);
  if (!before) return <OrderGoods submission={order.submission} contract={order.contract} />;
  return (
    <>
      <h2>{words.standingGoods(before.revision)}</h2>
      <GoodsOfRevision order={order} revision={before.revision} />
      <h2>{words.latestGoods(order.latestRevision)}</h2>
      <OrderGoods submission={order.submission} revision={order.latestRevision} />
    </>
  );
}

function GoodsOfRevision({ order, revision }: { readonly order: Order; readonly revision: number }): ReactNode {
  const read = useRead(getOrderRevision, { path: { id: order.id, revision } });
  return (
    <Reading read={read}>
      {({ data }) => <OrderGoods submission={data.submission} contract={order.contract} revision={revision} />}
    </Reading>
  );
}

/** Above the findings, where they are on a revision that does not stand. */
export function FindingsOfWhich({ order }: { readonly order: Order }): ReactNode {
  const words = useWords(STANDING_WORDS);
  const before = standingBefore(order);
  return before && <p>{words.findingsOf(order.latestRevision, before.revision)}</p>;
}
