import { useDeferredValue } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { listBudgetLines } from '../../client/operations.generated.ts';
import { useAll } from '../../client/use-all.ts';
import { inCapitals } from '../../ui/typed-values.ts';

/** The contract takes no longer beginning of a code. */
const CODE_MAX = 100;

/**
 * The open lines of a year to offer to whoever types one: all that are reached or, where those are more than a list holds,
 * first those whose code begins with what is typed.
 */
export function useOfferedLines(typed: string, fiscalYear: number): readonly Schemas['BudgetLine'][] {
  const all = useAll(listBudgetLines, { query: { fiscalYear } });
  const codeBegins = useDeferredValue(typed.trim().slice(0, CODE_MAX));
  const isAsked = !all.isWhole && codeBegins !== '';
  const begun = useAll(listBudgetLines, { query: { fiscalYear, codeBegins } }, { isWanted: isAsked });
  const capitals = inCapitals(codeBegins);
  const ofCapitals = { query: { fiscalYear, codeBegins: capitals } };
  const capital = useAll(listBudgetLines, ofCapitals, { isWanted: isAsked && capitals !== '' });
  const lines = new Map([...begun.items, ...capital.items, ...all.items].map((line) => [line.code, line]));
  return [...lines.values()].filter(({ state }) => state === 'open');
}
