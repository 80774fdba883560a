import { useDeferredValue, useMemo } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { listBudgetLines } from '../../client/operations.generated.ts';
import { useAll } from '../../client/use-all.ts';
import { inCapitals } from '../../ui/typed-values.ts';

/** The contract takes no longer beginning of a code. */
const CODE_MAX = 100;

/**
 * The open lines of a year, without one, to offer to whoever types another: all that are reached or, where those are more than a list holds,
 * first those whose code begins with what is typed.
 */
export function useOfferedLines(
  typed: string,
  { code: own, fiscalYear }: Pick<Schemas['BudgetLine'], 'code' | 'fiscalYear'>,
): readonly Schemas['BudgetLine'][] {
  const all = useAll(listBudgetLines, { query: { fiscalYear } });
  const codeBegins = useDeferredValue(typed.trim().slice(0, CODE_MAX));
  const isAsked = !all.isWhole && codeBegins !== '';
  const begun = useAll(listBudgetLines, { query: { fiscalYear, codeBegins } }, { isWanted: isAsked });
  const capitals = inCapitals(codeBegins);
  const ofCapitals = { query: { fiscalYear, codeBegins: capitals } };
  const capital = useAll(listBudgetLines, ofCapitals, { isWanted: isAsked && capitals !== '' });
  // One object as long as nothing in it is another, so that what is drawn by it is drawn once.
  return useMemo(() => {
    const lines = new Map([...begun.items, ...capital.items, ...all.items].map((line) => [line.code, line]));
    return [...lines.values()].filter(({ code, state }) => state === 'open' && code !== own);
  }, [begun.items, capital.items, all.items, own]);
}
