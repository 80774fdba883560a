import type { ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS } from '../body/choice-words.ts';
import { codesFor } from '../body/known-names.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { useWorkplace } from '../workspace-context.ts';

/**
 * The codes of the catalogue that goods of this row may have. They come when they are read, to a field that stands there before:
 * a choice in its place would take the cursor, and what was typed by then.
 */
export function KnownCodes({ id, path }: { readonly id: string; readonly path: string }): ReactNode {
  const { catalogue } = useWorkplace().lists;
  const words = useWords(CHOICE_WORDS);
  const { control } = useFormContext<OrderDraft>();
  const row = path.slice(0, -'catalogue.code'.length);
  const [kind = '', category = ''] = useWatch({
    control,
    // A path that is put together is a name that the type of the form cannot follow.
    name: [`${row}kind` as 'reference', `${row}software.category` as 'reference'],
  });
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
