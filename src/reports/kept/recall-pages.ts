import type { Tx } from '../../db/index.ts';
import type { Reading } from '../../documents/index.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { recallAnswer } from './recall-answer.ts';

export interface RecalledPages {
  /** By value, everything that the rows follow from besides the tables and the place of the page. */
  readonly of: readonly unknown[];
  readonly kept: KeptAnswers | undefined;
}

/** A reading of what only leaves change that void kept answers: a page that was read before is not read again until they do. */
export function recallPages<Row>(tx: Tx, { keyOf, page }: Reading<Row>, { of, kept }: RecalledPages): Reading<Row> {
  return {
    keyOf,
    page: (after, limit) =>
      recallAnswer(tx, kept, {
        key: [...of, after, limit],
        compute: () => page(after, limit),
      }),
  };
}
