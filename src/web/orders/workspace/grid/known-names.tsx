import type { ReactNode } from 'react';
import { writeMoney } from '../../../ui/money.ts';
import { useWords } from '../../../words/use-words.ts';
import { type KnownName, namesOfProducts, namesOfSuppliers } from '../body/known-names.ts';
import { HINT_WORDS } from '../hints/hint-words.ts';
import type { Lists } from '../use-lists.ts';
import { useWorkplace } from '../workspace-context.ts';

/** Names that are offered while somebody types. */
export function KnownNames(): ReactNode {
  const { agencies, lists: known } = useWorkplace();
  const { suppliers, barred, products, budgetLines, filings, isWhole, ratings } = known;
  const { isBarred } = useWords(HINT_WORDS);
  const systems = products.filter(({ category }) => category === 'operating-system');
  const software = products.filter(({ category }) => category !== 'operating-system');
  const lists: readonly (readonly [id: string, names: readonly KnownName[]])[] = [
    ['known-suppliers', namesOfSuppliers(suppliers, { barred, isBarred })],
    ['known-systems', namesOfProducts(systems)],
    ['known-software', namesOfProducts(software)],
    ['known-processors', ratings.processors],
    ['known-announcements', ratings.announcements],
    ['known-agencies', agencies.isWhole ? [] : agencies.items.map(({ code, name }) => ({ value: code, label: name }))],
    ['known-lines', isWhole ? [] : budgetLines.map(toldOfLine)],
    ['known-filings', isWhole ? [] : filings.map(({ number }) => ({ value: number }))],
  ];
  return lists.map(([id, names]) => (
    <datalist key={id} id={id}>
      {names.map(({ value, label }) => (
        <option key={value} value={value} label={label} />
      ))}
    </datalist>
  ));
}

/** A code says little to whoever looks for a project. */
function toldOfLine({ code, economicClass, project, available }: Lists['budgetLines'][number]): KnownName {
  return { value: code, label: `${economicClass} ${project} · ${writeMoney(available)}` };
}
