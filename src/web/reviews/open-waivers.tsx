import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, BodyOf } from '../client/operation.ts';
import { createWaiver, getProposal, listProposals } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { useWords } from '../words/use-words.ts';
import { SCAN_WORDS } from './scan-words.ts';

type Order = Pick<AnswerOf<'getOrder'>, 'id' | 'agencyCode'>;
const PROPOSALS_MAX = 200;

/** Waivers of this order that somebody has proposed and nobody has signed: a second one would be in vain. */
export function OpenWaivers({ order }: { readonly order: Order }): ReactNode {
  const proposals = useRead(listProposals, {
    query: { operation: createWaiver.id, state: 'open', limit: PROPOSALS_MAX },
  });
  const ofAgency = (proposals.data?.data.items ?? []).filter(({ agencies }) => agencies.includes(order.agencyCode));
  return ofAgency.map(({ id }) => <OpenWaiver key={id} id={id} orderId={order.id} />);
}

/** A list of proposals does not say what each is about, so each of the agency is asked. */
function OpenWaiver({ id, orderId }: { readonly id: string; readonly orderId: string }): ReactNode {
  const words = useWords(SCAN_WORDS);
  const proposal = useRead(getProposal, { path: { id } });
  const { request, maker } = proposal.data?.data ?? {};
  // It is the body of `createWaiver`, which the gate has validated.
  const waiver = request?.body as BodyOf<'createWaiver'> | undefined;
  if (waiver?.scope.order?.id !== orderId) return null;
  return (
    <p className="notice" data-kind="warning" role="status">
      {words.waits(waiver.rules.map(({ rule }) => rule).join('、'), maker?.name ?? words.program)}{' '}
      <Link to="/proposals/$id" params={{ id }}>
        {words.see}
      </Link>
    </p>
  );
}
