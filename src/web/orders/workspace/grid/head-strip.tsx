import { type ReactNode, useEffect } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { ORDER_FIELDS } from '../body/fields.ts';
import { HINT_WORDS } from '../hints/hint-words.ts';
import { useFieldValue } from '../use-draft-form.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { LabelledCell } from './cell.tsx';
import { KnownNames } from './known-names.tsx';

/** What is said of the order as a whole. */
export function HeadStrip(): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const { listCut } = useWords(HINT_WORDS);
  const { lists } = useWorkplace();
  useCreditCode();
  return (
    <section className="head-strip" aria-label={words.head}>
      <p className="secondary">{words.needed}</p>
      {ORDER_FIELDS.map(({ name }) => (
        <LabelledCell key={name} path={name} />
      ))}
      <KnownNames />
      {!lists.isWhole && <p className="secondary">{listCut}</p>}
    </section>
  );
}

/** A supplier that the gate knows by name has one credit code, which need not be typed. */
function useCreditCode(): void {
  const { form, lists } = useWorkplace();
  const { suppliers } = lists;
  const name = useFieldValue(form, 'supplier.name') ?? '';
  useEffect(() => {
    const known = suppliers.find((supplier) => supplier.name === name.trim());
    if (known !== undefined) form.setValue('supplier.creditCode', known.creditCode);
  }, [name, suppliers, form]);
}
