import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { getDecision, getOrder, getOrderRevision } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { FindingCard } from '../orders/index.ts';
import { Papers } from '../reviews/index.ts';
import { AgencyName } from '../ui/agency-name.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { writeMoney } from '../ui/money.ts';
import { OutcomeTag } from '../ui/outcome.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { WAIVER_REASON_WORDS } from '../words/waiver-words.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';
import { goodsOf } from './sentence/goods-of.ts';

type Creation = BodyOf<'createWaiver'>;
type DecidedAgain = Schemas['DecidedAgain'];

/** On what a waiver rests. What it waives is told above it, and what is asked word for word stands below. */
export function WaiverProposal({ waiver }: { readonly waiver: Creation }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).waiver;
  const reasons = useWords(WAIVER_REASON_WORDS);
  const { rules, scope, reasonCode, text, evidence } = waiver;
  return (
    <section aria-label={words.title}>
      {scope.order && <OrderFacts of={scope.order} />}
      {scope.order && <Waived of={scope.order} rules={rules} />}
      <dl className="facts">
        <div>
          <dt>{words.clauses}</dt>
          <dd>
            <ul className="plain-list">
              {rules.map(({ rule, revision, clause }) => (
                <li key={`${rule} ${clause}`}>{words.clause(rule, revision, clause)}</li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{words.ground}</dt>
          <dd>{reasons[reasonCode]}</dd>
        </div>
        <div>
          <dt>{words.text}</dt>
          <dd>{text}</dd>
        </div>
        <div>
          <dt>{words.evidence}</dt>
          <dd>
            <Suspense>
              <Papers of={evidence} />
            </Suspense>
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** Whose order it is, what it buys and for how much. What was submitted after the waiver was asked for is not told. */
function OrderFacts({ of: { id, revision } }: { readonly of: Schemas['ReviewedRevision'] }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).waiver;
  const read = useRead(getOrder, { path: { id } });
  const wanted = useRead(getOrderRevision, { path: { id, revision } }, { isFinal: true });
  const order = read.data?.data;
  const submission = wanted.data?.data.submission;
  if (order === undefined) return null;
  return (
    <FactList
      facts={[
        [words.agency, <AgencyName key="agency" code={order.agencyCode} />],
        [words.goods, submission && <Goods key="goods" of={submission} />],
        [words.total, order.latestRevision === revision && order.total !== null && writeMoney(order.total)],
      ]}
    />
  );
}

function Goods({ of }: { readonly of: Schemas['OrderSubmission'] }): ReactNode {
  return (
    <ul className="plain-list">
      {goodsOf(of).map(({ key, what, count }) => (
        <li key={key}>
          {what} × {count}
        </li>
      ))}
    </ul>
  );
}

interface WaivedProps {
  readonly of: Schemas['ReviewedRevision'];
  readonly rules: Creation['rules'];
}

/** What the rules say against the order that would be waived: the facts, the amounts and the articles. */
function Waived({ of: { id, revision }, rules }: WaivedProps): ReactNode {
  const words = useWords(PROPOSAL_WORDS).waiver;
  const order = useRead(getOrder, { path: { id } }).data?.data;
  const isOfRevision = order?.latestRevision === revision;
  const path = { id: order?.decisionId ?? '' };
  const decision = useRead(getDecision, { path }, { isFinal: true, isWanted: isOfRevision });
  const named = new Set(rules.map(({ rule, clause }) => `${rule} ${clause}`));
  const findings = decision.data?.data.findings.filter(({ rule, clause }) => named.has(`${rule} ${clause}`)) ?? [];
  if (!isOfRevision || findings.length === 0) return null;
  return (
    <Suspense>
      <section className="findings" aria-label={words.findings}>
        {findings.map((finding) => (
          <FindingCard key={`${finding.rule} ${finding.clause} ${finding.pointer}`} finding={finding} />
        ))}
      </section>
    </Suspense>
  );
}

interface DecidedProps {
  readonly orderId: string;
  readonly decided: DecidedAgain;
  /** Of a signature that was given, or of one that would be. */
  readonly isDone: boolean;
}

/** What became of the order by the last signature, or why it could not be decided. */
export function OrderDecidedAgain({ orderId, decided, isDone }: DecidedProps): ReactNode {
  const words = useWords(PROPOSAL_WORDS).waiver;
  const textOf = useText();
  const { outcome, refusal } = decided;
  return (
    <p className="notice" data-kind={refusal ? 'refusal' : 'done'} role="status">
      {isDone ? words.decided : words.wouldDecide} {outcome && <OutcomeTag outcome={outcome} />}
      {refusal && textOf(refusal.text)}{' '}
      <Link to="/orders/$id" params={{ id: orderId }}>
        {words.toOrder}
      </Link>
    </p>
  );
}
