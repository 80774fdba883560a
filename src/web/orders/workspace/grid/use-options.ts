import { useFormContext } from 'react-hook-form';
import { writeMoney } from '../../../ui/money.ts';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS, CHOICES_OF } from '../body/choice-words.ts';
import { kindOf, nameInRow } from '../body/fields.ts';
import { codesFor } from '../body/known-names.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';

type Option = readonly [value: string, word: string];

/** Chosen where the rules know codes; typed where they know none. */
const CODE = 'catalogue.code';

/**
 * What a choice offers, the value that stands there always among it. Nothing for what is typed freely. A choice that nobody is
 * at has its own value only: two hundred lines with all budget lines in each would be a hundred thousand options.
 */
export function useOptions(path: string, value: string, isNear: boolean): readonly Option[] | undefined {
  const { any } = useWords(WORKSPACE_WORDS);
  const words = useWords(CHOICE_WORDS);
  const { lists, agencies } = useWorkplace();
  const { getValues } = useFormContext<OrderDraft>();
  const name = nameInRow(path);
  if (!isChosen(name)) return undefined;
  const offered = isNear || value !== '' ? offeredFor(name) : [];
  const known = offered.find(([one]) => one === value);
  const own: readonly Option[] = value === '' ? [] : [known ?? [value, value]];
  // The number that chooses it and what is told of it are for whoever chooses; the cell has room for its name.
  if (!isNear) return [['', any], ...own.map(([one, word]): Option => [one, shortOf(name, one, word)])];
  return [['', any], ...offered, ...(known === undefined ? own : [])];

  function isChosen(field: string): boolean {
    if (field === CODE) return lists.catalogue.length > 0;
    const kind = kindOf(path);
    if (kind !== 'choice' && kind !== 'flag') return false;
    return CHOICES_OF[field] !== undefined || (field === 'agencyCode' ? agencies : lists).isWhole;
  }

  function shortOf(field: string, one: string, word: string): string {
    const choices = CHOICES_OF[field];
    if (choices !== undefined) return words[choices]?.[one] ?? one;
    return field === 'agencyCode' || field === CODE ? word : one;
  }

  function offeredFor(field: string): readonly Option[] {
    const choices = CHOICES_OF[field];
    if (choices !== undefined) return numbered(Object.entries(words[choices] ?? {}));
    if (field === CODE) return codes();
    if (field === 'agencyCode') return agencies.items.map(({ code, name: called }) => [code, called]);
    if (field === 'planFilingNumber') return lists.filings.map(({ number }) => [number, number]);
    return lists.budgetLines.map(({ code, project, economicClass, available }) => [
      code,
      `${code} · ${economicClass} ${project} · ${writeMoney(available)}`,
    ]);
  }

  function codes(): readonly Option[] {
    const row = path.slice(0, -CODE.length);
    const draft = getValues();
    const kind = textAt(draft, `${row}kind`);
    const software = kind === 'software' ? textAt(draft, `${row}software.category`) : '';
    const called: { readonly [category: string]: string } = { ...words.category, ...words.kind };
    return codesFor(lists.catalogue, { kind, software }).map(({ code, categories }) => [
      code,
      `${code} · ${categories.map((one) => called[one] ?? one).join('/')}`,
    ]);
  }
}

/** An input method is of no use in a choice, but a digit chooses there. */
function numbered(options: readonly Option[]): readonly Option[] {
  return options.map(([value, word], index) => [value, `${index + 1} ${word}`]);
}
