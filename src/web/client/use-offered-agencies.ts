import { useDeferredValue } from 'react';
import type { CallArgs, Schemas } from './operation.ts';
import { listAgencies } from './operations.generated.ts';
import { useAll } from './use-all.ts';

/** A name is asked for from so many characters on, and never a longer one: the contract takes no more. */
const NAME_MIN = 2;
const NAME_MAX = 200;

/**
 * The agencies to offer to whoever types one: all that are reached or, where those are more than a list holds, first those
 * whose name has in it what is typed.
 */
export function useOfferedAgencies(
  typed: string,
  query: NonNullable<CallArgs<'listAgencies'>['query']> = {},
  { isWanted = true }: { readonly isWanted?: boolean } = {},
): readonly Pick<Schemas['Agency'], 'code' | 'name'>[] {
  const all = useAll(listAgencies, { query }, { isWanted });
  const name = useDeferredValue(typed.trim().slice(0, NAME_MAX));
  const isAsked = !all.isWhole && name.length >= NAME_MIN;
  const named = useAll(listAgencies, { query: { ...query, name } }, { isWanted: isAsked });
  if (!isAsked || named.items.length === 0) return all.items;
  const codes = new Set(named.items.map(({ code }) => code));
  return [...named.items, ...all.items.filter(({ code }) => !codes.has(code))];
}
