import type { Schemas } from '../client/operation.ts';
import { useWords } from '../words/use-words.ts';
import { REVIEW_WORDS } from './review-words.ts';

type ActedBy = Schemas['ActedBy'];

/** What a person is called now; a program has no name. */
export function useNameOf(): (who: ActedBy | null | undefined) => string {
  const words = useWords(REVIEW_WORDS).waivers;
  return (who) => who?.name ?? (who?.person ? words.erased : words.program);
}
