import { findCampaign, listUncountedUnits } from '../campaigns/index.ts';
import { type Database, inSnapshot, inTransaction, type Job } from '../db/index.ts';
import { dayOf } from '../kernel/index.ts';
import { type GovernedDeps, governed } from '../log/index.ts';
import { freezeFigures } from './freeze-figures.ts';

const LOOK_EVERY_MS = 60_000;

/** Units counted while everybody waits for the head of the log. */
const UNITS_AT_ONCE = 100;

export function freezeFiguresJob({ db, ...deps }: GovernedDeps & { readonly db: Database }): Job {
  return {
    ...{ name: 'freeze-figures', when: { everyMs: LOOK_EVERY_MS }, doneBy: 'one-process' },
    work: async (mayGoOn) => {
      await freezeWaiting(db, deps, mayGoOn);
    },
  };
}

/** Counts for campaigns whose day is over, and for units that joined one later; answers how many units. */
export async function freezeWaiting(
  db: Database,
  deps: GovernedDeps,
  mayGoOn: () => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (;;) {
    const units = await inSnapshot(db, (tx) => listUncountedUnits(tx, dayOf(deps.clock()), UNITS_AT_ONCE));
    const [first] = units;
    if (!first || !(await mayGoOn())) return done;
    await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const campaign = await findCampaign(tx, first.campaignId);
        // Read before the head was taken: another process may have counted some of them meanwhile.
        const waiting = await listUncountedUnits(tx, dayOf(entry.at), UNITS_AT_ONCE);
        const agencyCodes = waiting
          .filter(({ campaignId }) => campaignId === first.campaignId)
          .map(({ agencyCode }) => agencyCode);
        if (campaign && agencyCodes.length > 0) await freezeFigures(entry, { campaign, agencyCodes });
      }),
    );
    done += units.length;
  }
}
