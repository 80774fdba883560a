import { type ReactNode, useEffect } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useWords } from '../../../words/use-words.ts';
import { ORDER_FIELDS } from '../body/fields.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { HINT_WORDS } from '../hints/hint-words.ts';
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
  const { control, getValues, setValue } = useFormContext<OrderDraft>();
  const name = useWatch({ control, name: 'supplier.name' });
  const { suppliers } = useWorkplace().lists;
  useEffect(() => {
    const known = suppliers.find((supplier) => supplier.name === name.trim());
    if (known !== undefined && known.creditCode !== getValues('supplier.creditCode')) {
      setValue('supplier.creditCode', known.creditCode);
    }
  }, [name, suppliers, getValues, setValue]);
}
