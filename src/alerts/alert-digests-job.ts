import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Database,
  inSnapshot,
  inTransaction,
  type Job,
  type JobStep,
  type Row,
  stepsHere,
  type TakeStep,
  type Tx,
} from '../db/index.ts';
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

interface DigestsDeps {
  readonly clock: Clock;
  /** Where the gate has a thread for jobs; without it the step is taken here. */
  readonly takeStep?: TakeStep;
}

export function alertDigestsJob(db: Database, deps: DigestsDeps): Job {
  return {
    ...{ name: 'alert-digests', when: { dailyAt: DIGESTS_AT }, doneBy: 'one-process' },
    work: async () => {
      await makeDigests(db, deps);
    },
  };
}

/** What every agency is told today, as rows. */
export const DRAW_DIGESTS: JobStep<{ readonly at: Instant }, readonly Row[]> = {
  name: 'draw-digests',
  open:
    ({ db }) =>
    async ({ at }) => {
      const alerts = await inSnapshot(db, async (tx) =>
        listAlerts(tx, await findWish(tx, {}, { grant: { region: NATIONAL_REGION }, at })),
      );
      return digestsOf(alerts, at);
    },
};

/**
 * Makes the digest of the day for every agency that has alerts: read in a snapshot, then written, so that nobody waits for
 * it. Made again on the same day, it replaces the first. Nothing is sent: this gate has no mailer.
 */
export async function makeDigests(db: Database, { clock, takeStep }: DigestsDeps): Promise<number> {
  const at = clock();
  const take = takeStep ?? stepsHere({ db, pause: nextTurn });
  const digests = await take(DRAW_DIGESTS, { at });
  return inTransaction(db, (tx) => writeDigests(tx, digests, dayOf(at)));
}

function digestsOf(alerts: readonly Alert[], at: Instant): readonly Row[] {
  return [...groupBy(alerts, ({ agencyCode }) => agencyCode)].map(([agencyCode, own]) => ({
    ...{ on_day: dayOf(at), agency_code: agencyCode, made_at: at, ...countsOf(own) },
    alerts: JSON.stringify(own.slice(0, ALERTS_MAX)),
  }));
}

/**
 * Keeps what each agency was told on a day, in the place of what was kept for that day before. A digest is a letter that
 * was sent, not a state: alerts themselves are always read off the tables. Answers how many agencies have one.
 */
async function writeDigests(tx: Tx, digests: readonly Row[], on: CivilDate): Promise<number> {
  await deleteDigests(tx, { on, before: addDays(on, -KEPT_DAYS) });
  await insertDigests(tx, digests);
  return digests.length;
}

function countsOf(alerts: readonly Alert[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => alerts.filter((alert) => alert.severity === severity).length;
  const [urgent, soon, notice] = SEVERITIES.map(count);
  return { urgent: urgent ?? 0, soon: soon ?? 0, notice: notice ?? 0 };
}
