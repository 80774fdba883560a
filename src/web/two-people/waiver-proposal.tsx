import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { getOrder } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { Paper } from '../reviews/index.ts';
import { AgencyName } from '../ui/agency-name.tsx';
import { OutcomeTag } from '../ui/outcome.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { WAIVER_REASON_WORDS } from '../words/waiver-words.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';

type Creation = BodyOf<'createWaiver'>;
type DecidedAgain = Schemas['DecidedAgain'];

/** What a waiver would set aside, in words. What is asked word for word stands below it. */
export function WaiverProposal({ waiver }: { readonly waiver: Creation }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).waiver;
  const reasons = useWords(WAIVER_REASON_WORDS);
  const { rules, scope, reasonCode, text, evidence, from, until } = waiver;
  return (
    <section aria-label={words.title}>
      <p>
        {words.sentence(rules.map(({ rule, clause }) => `${rule} (${clause})`).join(', '), until, from ?? undefined)}{' '}
        {scope.order && <ReviewedOrder of={scope.order} />}
        {scope.agency && (
          <>
            {words.machines(scope.agency.devices)}
            <AgencyName code={scope.agency.agencyCode} />
          </>
        )}
      </p>
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

function ReviewedOrder({ of: { id, revision } }: { readonly of: Schemas['ReviewedRevision'] }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).waiver;
  const order = useRead(getOrder, { path: { id } });
  return (
    <Link to="/orders/$id" params={{ id }}>
      {words.order(order.data?.data.reference ?? id, revision)}
    </Link>
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
