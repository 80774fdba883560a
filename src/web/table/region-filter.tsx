import type { ReactNode } from 'react';
import { regionCodeOf, regionNameOf, regionsLike } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { NamedFilter } from './named-filter.tsx';
import { REGION_WORDS } from './region-words.ts';

interface Props {
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

/** A region by its name or by its code: what was typed stays as it is, and `regionCodeOf` reads it. */
export function RegionFilter({ value, onChange }: Props): ReactNode {
  const words = useWords(REGION_WORDS);
  return (
    <NamedFilter
      {...{ words, value, onChange }}
      offered={regionsLike(value)}
      code={regionCodeOf(value)}
      nameOf={regionNameOf}
    />
  );
}
