import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import type { BodyOf, Schemas } from '../../client/operation.ts';
import { getOrder } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { NamedRules } from '../../reviews/index.ts';
import { AgencyName } from '../../ui/agency-name.tsx';
import { useWords } from '../../words/use-words.ts';
import { PROPOSAL_WORDS } from '../proposal-words.ts';

/** What a waiver would set aside, until when and for what. */
export function WaiverSentence({ waiver }: { readonly waiver: BodyOf<'createWaiver'> }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).waiver;
  const { rules, scope, from, until } = waiver;
  return (
    <>
      {words.rules}
      <Suspense fallback={[...new Set(rules.map(({ rule }) => rule))].join(' · ')}>
        <NamedRules of={waiver} />
      </Suspense>{' '}
      {words.sentence(until, from ?? undefined)} {scope.order && <ReviewedOrder of={scope.order} />}
      {scope.agency && (
        <>
          {words.machines(scope.agency.devices)}
          <AgencyName code={scope.agency.agencyCode} />
        </>
      )}
    </>
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
