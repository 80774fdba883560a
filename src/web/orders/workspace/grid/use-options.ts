import { useRef } from 'react';
import { writeMoney } from '../../../ui/money.ts';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS, CHOICES_OF } from '../body/choice-words.ts';
import { kindOf, nameInRow } from '../body/fields.ts';
import { shortCode } from '../body/short-codes.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';

type Option = readonly [value: string, word: string];

/**
 * What a choice offers, the value that stands there always among it. Nothing for what is typed freely. A choice that nobody is
 * at has its own value only: two hundred lines with all budget lines in each would be a hundred thousand options. What is a
 * choice and what is typed is settled while nobody is at it: a list that comes late would take the cursor.
 */
export function useOptions(path: string, value: string, isNear: boolean): readonly Option[] | undefined {
  const { any } = useWords(WORKSPACE_WORDS);
  const words = useWords(CHOICE_WORDS);
  const { lists, agencies } = useWorkplace();
  const name = nameInRow(path);
  const settled = useRef(false);
  if (!isNear) settled.current = isChosen(name);
  if (!settled.current) return undefined;
  const offered = isNear || value !== '' ? offeredFor(name) : [];
  const known = offered.find(([one]) => one === value);
  const own: readonly Option[] = value === '' ? [] : [known ?? [value, value]];
  // The number that chooses it and what is told of it are for whoever chooses; the cell has room for its name.
  if (!isNear) return [['', any], ...own.map(([one, word]): Option => [one, shortOf(name, one, word)])];
  return [['', any], ...offered, ...(known === undefined ? own : [])];

  function isChosen(field: string): boolean {
    const kind = kindOf(path);
    if (kind !== 'choice' && kind !== 'flag') return false;
    return CHOICES_OF[field] !== undefined || (field === 'agencyCode' ? agencies : lists).isWhole;
  }

  function shortOf(field: string, one: string, word: string): string {
    const choices = CHOICES_OF[field];
    if (choices !== undefined) return words[choices]?.[one] ?? one;
    if (field.endsWith('.budgetLine')) return shortCode(one, lists.budgetLines);
    return field === 'agencyCode' ? word : one;
  }

  function offeredFor(field: string): readonly Option[] {
    const choices = CHOICES_OF[field];
    if (choices !== undefined) return numbered(Object.entries(words[choices] ?? {}));
    if (field === 'agencyCode') return agencies.items.map(({ code, name: called }) => [code, called]);
    if (field === 'planFilingNumber') return lists.filings.map(({ number }) => [number, number]);
    return lists.budgetLines.map(({ code, project, economicClass, available }) => [
      code,
      `${code} · ${economicClass} ${project} · ${writeMoney(available)}`,
    ]);
  }
}

/** An input method is of no use in a choice, but a digit chooses there. */
function numbered(options: readonly Option[]): readonly Option[] {
  return options.map(([value, word], index) => [value, `${index + 1} ${word}`]);
}
