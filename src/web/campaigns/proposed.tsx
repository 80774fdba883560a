import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Schemas } from '../client/operation.ts';
import { awaitedSigners } from '../words/awaited-signers.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { CAMPAIGN_WORDS } from './campaign-words.ts';

interface ProposedProps {
  /** Nothing where it was done at once. */
  readonly proposal: Schemas['Proposal'] | undefined;
  readonly done: string;
}

/** What became of an act for two people: who has to sign it, or that it is done. */
export function Proposed({ proposal, done }: ProposedProps): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).launch;
  const roles = useWords(ROLE_WORDS);
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => place.current?.focus(), []);
  const who = awaitedSigners(proposal?.slots ?? [])
    .map(({ able }) => able.map((role) => roles[role]).join(' / '))
    .join('、');
  return (
    <p className="notice" data-kind="done" role="status" tabIndex={-1} ref={place}>
      {proposal === undefined ? done : words.proposed(who)}{' '}
      {proposal && (
        <Link to="/proposals/$id" params={{ id: proposal.id }}>
          {words.toProposal}
        </Link>
      )}
    </p>
  );
}
