import { type Database, inSnapshot, inTransaction, type Job } from '../db/index.ts';
import { type Clock, dayOf, NATIONAL_REGION } from '../kernel/index.ts';
import { findWish } from './find-wish.ts';
import { listAlerts } from './list-alerts.ts';
import { writeDigests } from './write-digests.ts';

/** When people come to work they lie there. */
const DIGESTS_AT = '37 5 * * *';

export function alertDigestsJob(db: Database, deps: { readonly clock: Clock }): Job {
  return {
    ...{ name: 'alert-digests', when: { dailyAt: DIGESTS_AT }, doneBy: 'one-process' },
    work: async () => {
      await makeDigests(db, deps);
    },
  };
}

/**
 * Makes the digest of the day for every agency that has alerts: read in a snapshot, then written, so that nobody waits for
 * it. Made again on the same day, it replaces the first. Nothing is sent: this gate has no mailer.
 */
export async function makeDigests(db: Database, { clock }: { readonly clock: Clock }): Promise<number> {
  const at = clock();
  const on = dayOf(at);
  const alerts = await inSnapshot(db, async (tx) =>
    listAlerts(tx, await findWish(tx, {}, { grant: { region: NATIONAL_REGION }, at })),
  );
  return inTransaction(db, (tx) => writeDigests(tx, { alerts, on, at }));
}
