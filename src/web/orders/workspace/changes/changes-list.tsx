import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS, CHOICES_OF } from '../body/choice-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import { kindOf, nameInRow } from '../body/fields.ts';
import { calledBy } from '../grid/focus.ts';
import { usePlaceWords } from '../grid/use-place-words.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import type { Change } from './changes.ts';

/** Field by field, what was and what is. */
export function ChangesList({ changes }: { readonly changes: readonly Change[] }): ReactNode {
  const fields = useWords(FIELD_WORDS);
  const placeOf = usePlaceWords();
  const shown = useShown();
  return (
    <ul className="plain-list">
      {changes.map(({ path, was, now, number }) => (
        <li key={`${path} ${was}`}>
          {placeOf(path, number)} {calledBy(path, fields)} <del>{shown(path, was)}</del> → <ins>{shown(path, now)}</ins>
        </li>
      ))}
    </ul>
  );
}

/** A value as a person reads it. */
export function useShown(): (path: string, value: string) => string {
  const { blank, file } = useWords(WORKSPACE_WORDS).verdict;
  const choices = useWords(CHOICE_WORDS);
  return (path, value) => {
    if (value === '') return blank;
    if (kindOf(path) === 'file') return file;
    const choice = CHOICES_OF[nameInRow(path)];
    return (choice === undefined ? undefined : choices[choice]?.[value]) ?? value;
  };
}
