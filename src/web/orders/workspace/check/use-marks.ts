import { useMemo } from 'react';
import { useText } from '../../../words/in-language.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Gap } from '../body/order-body.ts';
import type { Change } from '../changes/changes.ts';
import { useShown } from '../changes/changes-list.tsx';
import type { Refused } from '../refused-list.tsx';
import type { Mark } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { type Judgement, marksOf } from './judgement.ts';

interface Told {
  readonly gaps: readonly Gap[];
  /** Whether it was tried to send the order: before that nobody is told that something is missing. */
  readonly isTried: boolean;
  readonly judgement: Judgement;
  readonly refused: readonly Refused[];
  readonly changes: readonly Change[];
}

/** How a gap is told, in the language that the person reads. */
export function useGapWords(): (gap: Gap) => string {
  const { missing, malformed } = useWords(WORKSPACE_WORDS).verdict;
  const known: { readonly [kind: string]: string } = malformed;
  return ({ why, kind, says }) => (why === 'missing' ? missing : (says ?? known[kind] ?? malformed.other));
}

export function useMarks({ gaps, isTried, judgement, refused, changes }: Told): ReadonlyMap<string, Mark> {
  const { was } = useWords(WORKSPACE_WORDS).verdict;
  const shown = useShown();
  const textOf = useText();
  const gap = useGapWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with `textOf`, which changes with the language.
  return useMemo(
    () =>
      marksOf({
        gaps: gaps.filter(({ why }) => why === 'malformed' || isTried),
        ...{ judgement, refused, changes },
        say: {
          ...{ gap, finding: ({ message }) => textOf(message) },
          was: ({ path, was: before }) => was(shown(path, before)),
        },
      }),
    [gaps, isTried, judgement, refused, changes, was],
  );
}
