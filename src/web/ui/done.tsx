import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Schemas } from '../client/operation.ts';
import { awaitedSigners } from '../words/awaited-signers.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { writeInstant } from './time.ts';
import { UI_WORDS } from './ui-words.ts';

/** What was done; it takes the focus, since the button that was pressed is gone. */
export function Done({ children }: { readonly children: ReactNode }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div className="notice" data-kind="done" role="status" tabIndex={-1} ref={place}>
      {children}
    </div>
  );
}

interface StillToSignProps {
  readonly proposal: Schemas['Proposal'];
  /** What is said of it where "proposed" is not the word. */
  readonly says?: (who: string) => string;
  /** False where the way there stands elsewhere on the page. */
  readonly hasLink?: boolean;
}

/** Who still has to sign what was proposed, and the way there. */
export function StillToSign({ proposal, says, hasLink = true }: StillToSignProps): ReactNode {
  const words = useWords(UI_WORDS);
  const roles = useWords(ROLE_WORDS);
  const who = awaitedSigners(proposal.slots)
    .map(({ able }) => able.map((role) => roles[role]).join(words.or))
    .join(words.between);
  return (
    <>
      {(says ?? words.proposed)(who)} {words.signUntil(writeInstant(proposal.lapsesAt))}{' '}
      <NobodySigns slots={proposal.slots} /> {hasLink && <ToProposal proposal={proposal} />}
    </>
  );
}

/** Who is missing, where nobody could sign: nothing else would tell before the proposal has lapsed. */
export function NobodySigns({ slots }: { readonly slots: readonly Schemas['ProposalSlot'][] }): ReactNode {
  const words = useWords(UI_WORDS);
  const roles = useWords(ROLE_WORDS);
  const lacking = slots.filter(({ lacksSigner }) => lacksSigner === true);
  if (lacking.length === 0) return null;
  const who = awaitedSigners(lacking)
    .map(({ able }) => able.map((role) => roles[role]).join(words.or))
    .join(words.between);
  return <strong className="field-error">{words.nobodySigns(who)}</strong>;
}

/** The same as a dry run tells it, before anything is proposed. */
export function slotsLacking(roles: Schemas['LackingSigners'] = []): readonly Schemas['ProposalSlot'][] {
  return roles.map((able) => ({ roles: able, signature: null, lacksSigner: true }));
}

export function ToProposal({ proposal }: Pick<StillToSignProps, 'proposal'>): ReactNode {
  const words = useWords(UI_WORDS);
  return (
    <Link to="/proposals/$id" params={{ id: proposal.id }}>
      {words.toProposal}
    </Link>
  );
}

/** What somebody has proposed already, so that nobody proposes it again. */
export function Awaiting(props: StillToSignProps): ReactNode {
  return (
    <p className="notice" role="status">
      <StillToSign {...props} />
    </p>
  );
}

interface ProposedProps {
  /** Nothing where it was done at once. */
  readonly proposal: Schemas['Proposal'] | undefined;
  readonly done: string;
}

/** What became of an act for two people: who has to sign it, or that it is done. */
export function Proposed({ proposal, done }: ProposedProps): ReactNode {
  return <Done>{proposal === undefined ? done : <StillToSign proposal={proposal} />}</Done>;
}
