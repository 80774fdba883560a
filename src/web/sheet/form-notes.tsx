import type { ReactNode } from 'react';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import type { SheetForm } from './form-document.ts';
import { SHEET_WORDS } from './sheet-words.ts';

/** How a form is to be filled in, as its printed notes say it; nothing where it says nothing. */
export function FormNotes({ form: { notes } }: { readonly form: SheetForm }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  if (notes.length === 0) return null;
  return (
    <details className="screen-only">
      <summary>{words.howToFill}</summary>
      <ol>
        {notes.map(text).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ol>
    </details>
  );
}
