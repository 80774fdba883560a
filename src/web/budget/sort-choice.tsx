import type { ReactNode } from 'react';
import { FilterChoice } from '../table/filter-choice.tsx';
import { useWords } from '../words/use-words.ts';
import { BUDGET_WORDS } from './budget-words.ts';

interface Props {
  readonly value: string | undefined;
  readonly onChoice: (sort: string | undefined) => void;
}

/** Which rows come first, as the gate sorts all of them. */
export function SortChoice({ value, onChoice }: Props): ReactNode {
  const words = useWords(BUDGET_WORDS).sort;
  return <FilterChoice label={words.label} any={words.usual} words={words.by} value={value} onChoice={onChoice} />;
}
