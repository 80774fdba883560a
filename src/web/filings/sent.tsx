import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Schemas } from '../client/operation.ts';
import { awaitedSigners } from '../words/awaited-signers.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { FILING_WORDS } from './filing-words.ts';

/** It waits for a signature now: whose, and where. */
export function Sent({ proposal }: { readonly proposal: Schemas['Proposal'] }): ReactNode {
  const words = useWords(FILING_WORDS);
  const roles = useWords(ROLE_WORDS);
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => place.current?.focus(), []);
  const who = awaitedSigners(proposal.slots)
    .map(({ able }) => able.map((role) => roles[role]).join(' / '))
    .join('、');
  return (
    <p className="notice" data-kind="done" role="status" tabIndex={-1} ref={place}>
      {words.send.sent(who)}{' '}
      <Link to="/proposals/$id" params={{ id: proposal.id }}>
        {words.page.toProposal}
      </Link>
    </p>
  );
}
