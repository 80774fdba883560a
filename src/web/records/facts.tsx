import type { ReactNode } from 'react';
import { useMay } from '../client/session-context.tsx';
import { useReachesMany } from '../table/use-reaches-many.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import type { AnyFields, Field, Show } from './record.ts';
import { RECORD_WORDS } from './record-words.ts';
import { plain } from './values.tsx';

type AnyField = Field<never>;

interface ValueProps {
  readonly of: AnyField;
  readonly value: unknown;
  readonly isCell?: boolean;
}

/** One value, or what it means that there is none: what nobody stated is not nought. */
export function Value({ of, value, isCell = false }: ValueProps): ReactNode {
  const words = useWords(RECORD_WORDS);
  const textOf = useText();
  const may = useMay();
  if (value === null || value === undefined || value === '') {
    return <span className="secondary">{of.none ? textOf(of.none) : isCell ? words.dash : words.none}</span>;
  }
  // The field was described for this value, which the frame cannot see.
  const show = (of.show ?? plain) as Show<unknown>;
  return show(value, { textOf, words, may });
}

/** The fields of a kind that this person has a use of, by their names. */
export function useFields(fields: AnyFields, names: readonly string[]): readonly (readonly [string, AnyField])[] {
  const reachesMany = useReachesMany();
  return names.flatMap((name) => {
    const one = fields[name];
    return one === undefined || (one.isOfMany && !reachesMany) ? [] : [[name, one] as const];
  });
}
