import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import { calledBy } from '../grid/focus.ts';
import { usePlaceWords } from '../grid/use-place-words.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';

/** Fields by the names that stand at them, each leading there. */
export function FieldLinks({ paths }: { readonly paths: readonly string[] }): ReactNode {
  const fields = useWords(FIELD_WORDS);
  const placeOf = usePlaceWords();
  const { goTo } = useWorkplace();
  const { open, openKey } = useWords(WORKSPACE_WORDS).verdict;
  if (paths.length === 0) return null;
  return (
    <>
      <p className="secondary">{openKey}</p>
      <ul className="plain-list" aria-label={open}>
        {paths.map((path) => (
          <li key={path}>
            <button type="button" className="plain-button" onClick={() => goTo(path)}>
              {placeOf(path)} {calledBy(path, fields)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
