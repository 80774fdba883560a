import type { Database } from '../../db/index.ts';
import type { Handlers } from '../../http/operation.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { referenceRoutes } from '../../reference/index.ts';
import { COMMITMENT_LETTERS } from './record-letters.ts';

/** Who has signed a letter of commitment to genuine software. */
export function lettersRoutes(db: Database, deps: GovernedDeps): Handlers {
  const letters = referenceRoutes(db, deps, {
    kind: COMMITMENT_LETTERS,
    path: '/v1/commitment-letters',
    creation: 'CommitmentLetterCreation',
    answer: ({ state }) => state,
  });
  return {
    createCommitmentLetter: letters.create,
    listCommitmentLetters: letters.list,
    getCommitmentLetter: letters.get,
  };
}
