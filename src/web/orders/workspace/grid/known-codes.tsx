import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS } from '../body/choice-words.ts';
import { codesFor } from '../body/known-names.ts';
import { useFieldValue } from '../use-draft-form.ts';
import { useWorkplace } from '../workspace-context.ts';

/**
 * The codes of the catalogue that goods of this row may have. They come when they are read, to a field that stands there before:
 * a choice in its place would take the cursor, and what was typed by then.
 */
export function KnownCodes({ id, path }: { readonly id: string; readonly path: string }): ReactNode {
  const { form, lists } = useWorkplace();
  const { catalogue } = lists;
  const words = useWords(CHOICE_WORDS);
  const row = path.slice(0, -'catalogue.code'.length);
  const kind = useFieldValue(form, `${row}kind`) ?? '';
  const category = useFieldValue(form, `${row}software.category`) ?? '';
  const called: { readonly [category: string]: string } = { ...words.category, ...words.kind };
  const software = kind === 'software' ? category : '';
  return (
    <datalist id={id}>
      {codesFor(catalogue, { kind, software }).map(({ code, categories }) => (
        <option key={code} value={code} label={categories.map((one) => called[one] ?? one).join('/')} />
      ))}
    </datalist>
  );
}
