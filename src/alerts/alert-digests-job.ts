import { type Database, inSnapshot, inTransaction, type Job, type Tx } from '../db/index.ts';
import { addDays, type CivilDate, type Clock, dayOf, groupBy, type Instant, NATIONAL_REGION } from '../kernel/index.ts';
import { type Alert, SEVERITIES, type Severity } from './alert.ts';
import { deleteDigests, insertDigests } from './digests-repository.ts';
import { findWish } from './find-wish.ts';
import { listAlerts } from './list-alerts.ts';

/** What an agency is told at most in one digest; the counts say how many there are. */
const ALERTS_MAX = 50;
/** As long as anybody asks what was told. */
const KEPT_DAYS = 180;

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

/**
 * Keeps what each agency was told on a day, in the place of what was kept for that day before. A digest is a letter that
 * was sent, not a state: alerts themselves are always read off the tables. Answers how many agencies have one.
 */
async function writeDigests(
  tx: Tx,
  { alerts, on, at }: { readonly alerts: readonly Alert[]; readonly on: CivilDate; readonly at: Instant },
): Promise<number> {
  const byAgency = groupBy(alerts, ({ agencyCode }) => agencyCode);
  await deleteDigests(tx, { on, before: addDays(on, -KEPT_DAYS) });
  await insertDigests(
    tx,
    [...byAgency].map(([agencyCode, own]) => ({
      ...{ on_day: on, agency_code: agencyCode, made_at: at, ...countsOf(own) },
      alerts: JSON.stringify(own.slice(0, ALERTS_MAX)),
    })),
  );
  return byAgency.size;
}

function countsOf(alerts: readonly Alert[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => alerts.filter((alert) => alert.severity === severity).length;
  const [urgent, soon, notice] = SEVERITIES.map(count);
  return { urgent: urgent ?? 0, soon: soon ?? 0, notice: notice ?? 0 };
}
