import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS } from '../body/choice-words.ts';
import { GOODS_WORDS } from '../body/goods-words.ts';
import { codeCalled, codesFor } from '../body/known-names.ts';
import { useFieldValue } from '../use-draft-form.ts';
import { useWorkplace, type Workplace } from '../workspace-context.ts';

/**
 * The codes of the catalogue that goods of this row may have. They come when they are read, to a field that stands there before:
 * a choice in its place would take the cursor, and what was typed by then.
 */
export function KnownCodes({ id, path }: { readonly id: string; readonly path: string }): ReactNode {
  const workplace = useWorkplace();
  const words = useWords(CHOICE_WORDS);
  const goods = useWords(GOODS_WORDS);
  const row = rowOfCode(path);
  useFieldValue(workplace.form, `${row}kind`);
  useFieldValue(workplace.form, `${row}software.category`);
  const called: { readonly [category: string]: string } = { ...goods, ...words.category, ...words.kind };
  return (
    <datalist id={id}>
      {codesAt(workplace, path).map(({ code, categories }) => (
        <option key={code} value={code} label={categories.map((one) => called[one] ?? one).join('/')} />
      ))}
    </datalist>
  );
}

/** The code that is meant where its goods were typed by their name, among those that the kind of the row may have. */
export function codeMeantAt(workplace: Workplace, path: string, typed: string): string | undefined {
  return workplace.form.valueOf(`${rowOfCode(path)}kind`) ? codeCalled(typed, codesAt(workplace, path)) : undefined;
}

function codesAt({ form, lists }: Workplace, path: string): ReturnType<typeof codesFor> {
  const row = rowOfCode(path);
  const kind = form.valueOf(`${row}kind`) ?? '';
  const software = kind === 'software' ? (form.valueOf(`${row}software.category`) ?? '') : '';
  return codesFor(lists.catalogue, { kind, software });
}

function rowOfCode(path: string): string {
  return path.slice(0, -'catalogue.code'.length);
}
