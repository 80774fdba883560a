import type { ReactNode } from 'react';
import { getFilingSigners } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { useText } from '../words/in-language.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { FILING_WORDS } from './filing-words.ts';

interface SignersOfProps {
  readonly campaign: string;
  readonly reporter: string;
}

/** Who may sign what is sent from here, or why nobody can and what helps: said before anything is sent. */
export function SignersOf({ campaign, reporter }: SignersOfProps): ReactNode {
  const words = useWords(FILING_WORDS).signers;
  const roles = useWords(ROLE_WORDS);
  const text = useText();
  const read = useRead(getFilingSigners, { path: { id: campaign }, query: { reporter } });
  const signers = read.data?.data;
  if (signers === undefined) return null;
  if (signers.problem !== null) {
    return (
      <p className="notice" data-kind="warning">
        {text(signers.problem)}
      </p>
    );
  }
  return (
    <>
      {signers.slots.map(({ role, people }) => (
        <p key={role} className="secondary">
          {words.may(roles[role], people.map(({ name }) => name).join(words.comma))}
        </p>
      ))}
    </>
  );
}
