import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { getDecision, getOrder } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { FindingCard } from '../orders/index.ts';
import { Paper } from '../reviews/index.ts';
import { OutcomeTag } from '../ui/outcome.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { WAIVER_REASON_WORDS } from '../words/waiver-words.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';

type Creation = BodyOf<'createWaiver'>;
type DecidedAgain = Schemas['DecidedAgain'];

/** On what a waiver rests. What it sets aside is told above it, and what is asked word for word stands below. */
export function WaiverProposal({ waiver }: { readonly waiver: Creation }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).waiver;
  const reasons = useWords(WAIVER_REASON_WORDS);
  const { rules, scope, reasonCode, text, evidence } = waiver;
  return (
    <section aria-label={words.title}>
      {scope.order && <SetAside of={scope.order} rules={rules} />}
      <dl className="facts">
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
            <ul className="plain-list">
              {evidence.map((paper) => (
                <li key={paper.document}>
                  <Suspense>
                    <Paper of={paper} />
                  </Suspense>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
    </section>
  );
}

interface SetAsideProps {
  readonly of: Schemas['ReviewedRevision'];
  readonly rules: Creation['rules'];
}

/** What the rules say against the order that the waiver would set aside: the facts, the amounts and the articles. */
function SetAside({ of: { id, revision }, rules }: SetAsideProps): ReactNode {
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
      <section className="findings" aria-label={words.setAside}>
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
