import { type ReactNode, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { useOfferedAgencies } from '../client/use-offered-agencies.ts';
import { isCreditCode, plainText } from '../ui/typed-values.ts';
import { useWords } from '../words/use-words.ts';
import { AGENCY_FILTER_WORDS } from './agency-filter-words.ts';
import { NamedFilter } from './named-filter.tsx';

interface Props {
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

/** A credit code is seen whole. */
const CODE_CHARACTERS = 22;

/**
 * What somebody typed to name an agency, and which one it is as far as that is known. A province has two thousand: nobody waits
 * for their names who does not look for one.
 */
export function useTypedAgency(
  typed: string,
  isOpened = false,
): {
  readonly agencies: readonly Pick<Schemas['Agency'], 'code' | 'name'>[];
  readonly code: string | undefined;
} {
  const agencies = useOfferedAgencies(typed, {}, { isWanted: isOpened || typed.trim() !== '' });
  const named = agencies.filter(({ name }) => name === typed.trim());
  const code = isCreditCode(typed) ? plainText(typed) : named.length === 1 ? named[0]?.code : undefined;
  return { agencies, code };
}

/** An agency by its name or by its code: what was typed stays as it is, and `useTypedAgency` reads it. */
export function AgencyFilter({ value, onChange }: Props): ReactNode {
  const words = useWords(AGENCY_FILTER_WORDS);
  const [isOpened, setOpened] = useState(false);
  const { agencies, code } = useTypedAgency(value, isOpened);
  return (
    <NamedFilter
      {...{ words, value, onChange, code }}
      offered={agencies}
      nameOf={(known) => agencies.find((agency) => agency.code === known)?.name}
      size={CODE_CHARACTERS}
      onOpen={() => setOpened(true)}
    />
  );
}
