import { type Database, inTransaction, type Job } from '../db/index.ts';
import { type Clock, plusDays } from '../kernel/index.ts';
import { KEPT_DAYS } from './draft.ts';
import { deleteDraftsBefore } from './drafts-repository.ts';

export function removeOldDraftsJob(db: Database, deps: { readonly clock: Clock }): Job {
  return {
    ...{ name: 'remove-old-drafts', when: { dailyAt: '20 4 * * *' }, doneBy: 'one-process' },
    work: async () => {
      await removeOldDrafts(db, deps);
    },
  };
}

/** Removes drafts that nobody has saved for 90 days; answers how many. */
export async function removeOldDrafts(db: Database, { clock }: { readonly clock: Clock }): Promise<number> {
  const before = plusDays(clock(), -KEPT_DAYS);
  return inTransaction(db, (tx) => deleteDraftsBefore(tx, before));
}
