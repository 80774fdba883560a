import type { ReactNode } from 'react';
import { useSession } from '../client/session-context.tsx';
import { Done as DoneNotice } from '../ui/done.tsx';
import { UI_WORDS } from '../ui/ui-words.ts';
import { awaitedSigners } from '../words/awaited-signers.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { isFiling } from './filing-request.ts';
import type { Proposal } from './proposal.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';

export type Done = 'signed' | 'refuse' | 'withdraw';

/** What this person has just done, and what follows from it. */
export function AfterAct({ done, proposal }: { readonly done: Done; readonly proposal: Proposal }): ReactNode {
  const words = useWords(PROPOSAL_WORDS);
  const isFiled = done === 'signed' && proposal.state === 'executed' && isFiling(proposal.operation);
  return (
    <DoneNotice>
      {isFiled ? words.done.filed : words.done[done]} {done === 'signed' && <Following proposal={proposal} />}
    </DoneNotice>
  );
}

/** Who must still sign, or what the last signature has brought about. */
function Following({ proposal: { operation, state, slots, result } }: { readonly proposal: Proposal }): ReactNode {
  const words = useWords(PROPOSAL_WORDS);
  const signers = useAwaitedSigners(slots);
  if (state === 'open') return words.page.needs(signers);
  if (state === 'executed' && result) {
    return isFiling(operation) ? words.page.log(result.logIndex) : words.done.executed(result.logIndex);
  }
  return state === 'executing' && words.done.executing;
}

/** Who must still sign, each role once. */
export function useAwaitedSigners(slots: Proposal['slots']): string {
  const { people, separator } = useWords(PROPOSAL_WORDS).page;
  const { or } = useWords(UI_WORDS);
  const roles = useWords(ROLE_WORDS);
  return awaitedSigners(slots)
    .map(({ able, count }) => people(able.map((role) => roles[role]).join(or), count))
    .join(separator);
}

/** Whether this person has signed already: nobody signs twice. */
export function useHasSigned({ slots }: Proposal): boolean {
  const { person } = useSession();
  return slots.some(({ signature }) => signature?.person === person.id);
}
