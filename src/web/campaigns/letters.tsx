import type { ReactNode } from 'react';
import { addressOf } from '../client/call.ts';
import type { Schemas } from '../client/operation.ts';
import { getLetter, printLetters } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { DocumentButton } from '../ui/papers/document-button.tsx';
import { DocumentLink } from '../ui/papers/document-link.tsx';
import { daysUntil } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { UNIT_WORDS } from './acts/unit-words.ts';
import { useOverdue } from './use-overdue.ts';

type Participant = Schemas['Participant'];

/** Whom the gate writes a letter of demand to. */
export function isWrittenTo({ timeliness, resubmissionOverdue }: Participant): boolean {
  return timeliness === 'missing' || timeliness === 'late' || resubmissionOverdue;
}

interface AllLettersProps {
  readonly campaign: Schemas['Campaign'];
  readonly region: string | undefined;
  readonly shown: readonly Participant[];
}

/** The letters to all units that are late, of the region that is looked at, in one file; before the day, when there will be some. */
export function AllLetters({ campaign, region, shown }: AllLettersProps): ReactNode {
  const { id, state, counts, dueOn } = campaign;
  const words = useWords(UNIT_WORDS).units;
  const lang = useLanguage();
  const may = useMay();
  const overdue = useOverdue(campaign) ?? 0;
  const isSomebodyLate = shown.some(isWrittenTo) || (region === undefined && overdue + (counts?.late ?? 0) > 0);
  if (state !== 'open' || !may(printLetters)) return null;
  if (!isSomebodyLate)
    return daysUntil(dueOn) >= 0 && <span className="secondary screen-only">{words.lettersLater(dueOn)}</span>;
  const address = addressOf(printLetters.path, { id }, { lang, ...(region !== undefined && { region }) });
  return (
    <span className="screen-only">
      <DocumentButton address={address}>{words.allLetters}</DocumentButton>
    </span>
  );
}

export function LetterLink({ id, unit }: { readonly id: string; readonly unit: Participant }): ReactNode {
  const words = useWords(UNIT_WORDS).units;
  const lang = useLanguage();
  const address = addressOf(getLetter.path, { id, agency: unit.agencyCode }, { format: 'pdf', lang });
  return (
    <DocumentLink address={address} label={words.letterTo(unit.name)}>
      {words.letter}
    </DocumentLink>
  );
}
