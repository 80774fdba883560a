import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Database,
  inSnapshot,
  inTransaction,
  type Job,
  type JobStep,
  type MayGoOn,
  type Row,
  stepsHere,
  type TakeStep,
  type Tx,
} from '../db/index.ts';
import { addDays, type CivilDate, type Clock, dayOf, groupBy, type Instant, NATIONAL_REGION } from '../kernel/index.ts';
import { namesOfAgencies } from '../log/index.ts';
import { listJoinedAgencies } from '../reports/index.ts';
import { type AlertDraft, SEVERITIES, type Severity } from './alert.ts';
import type { AlertKey } from './alert-order.ts';
import { deleteDigests, deleteOldDigests, insertDigests } from './digests-repository.ts';
import { findWish } from './find-wish.ts';
import { openAlerts, wordedAlert } from './list-alerts.ts';

/** What an agency is told at most in one digest; the counts say how many there are. */
const ALERTS_MAX = 50;
/** As long as anybody asks what was told. */
const KEPT_DAYS = 180;

/** When people come to work they lie there. */
const DIGESTS_AT = '37 5 * * *';

/** Digests are drawn for so many agencies at once, and for those that share seats with them: a few tenths of a second. */
const AGENCIES_AT_ONCE = 50;
const ALERTS_AT_ONCE = 1_000;

interface DigestsDeps {
  readonly clock: Clock;
  /** Where the gate has a thread for jobs; without it steps are taken here. */
  readonly takeStep?: TakeStep;
  /** For tests. */
  readonly atOnce?: number;
}

export function alertDigestsJob(db: Database, deps: DigestsDeps): Job {
  return {
    ...{ name: 'alert-digests', when: { dailyAt: DIGESTS_AT }, doneBy: 'one-process' },
    work: async (mayGoOn) => {
      await makeDigests(db, deps, mayGoOn);
    },
  };
}

interface Portioning {
  readonly on: CivilDate;
  readonly least: number;
}

/** For which agencies digests are drawn together. */
export const PORTION_AGENCIES: JobStep<Portioning, readonly (readonly string[])[]> = {
  name: 'portion-agencies',
  open:
    ({ db }) =>
    (portioning) =>
      inSnapshot(db, (tx) => listJoinedAgencies(tx, portioning)),
};

interface DrawingWish {
  readonly at: Instant;
  readonly agencies: readonly string[];
}

/** What some agencies are told today, as rows. */
export const DRAW_DIGESTS: JobStep<DrawingWish, readonly Row[]> = {
  name: 'draw-digests',
  open:
    ({ db }) =>
    (wish) =>
      inSnapshot(db, (tx) => drawDigests(tx, wish)),
};

/**
 * Makes the digest of the day for every agency that has alerts: portion by portion, each read in a snapshot, then written, so
 * that nobody waits for long. Made again on the same day, it replaces the first. Nothing is sent: this gate has no mailer.
 */
export async function makeDigests(
  db: Database,
  { clock, takeStep, atOnce: least = AGENCIES_AT_ONCE }: DigestsDeps,
  mayGoOn: MayGoOn = async () => true,
): Promise<number> {
  const at = clock();
  const on = dayOf(at);
  const take = takeStep ?? stepsHere({ db, pause: nextTurn });
  await inTransaction(db, (tx) => deleteOldDigests(tx, addDays(on, -KEPT_DAYS)));
  let made = 0;
  for (const agencies of await take(PORTION_AGENCIES, { on, least })) {
    if (!(await mayGoOn())) break;
    const digests = await take(DRAW_DIGESTS, { at, agencies });
    await inTransaction(db, (tx) => writeDigests(tx, digests, { on, agencies }));
    made += digests.length;
  }
  return made;
}

async function drawDigests(tx: Tx, { at, agencies }: DrawingWish): Promise<readonly Row[]> {
  const wish = await findWish(tx, {}, { grant: { agencies: [...agencies] }, at });
  // Whose rules count beside those of the agencies does not hang on the portion.
  const pageOf = openAlerts(tx, { ...wish, region: NATIONAL_REGION });
  const alerts: AlertDraft[] = [];
  for (let after: AlertKey | null | undefined; after !== null; ) {
    const page = await pageOf({ after, severity: undefined, limit: ALERTS_AT_ONCE });
    alerts.push(...page.alerts);
    after = page.next;
  }
  const names = await namesOfAgencies(tx, agencies);
  return [...groupBy(alerts, ({ agencyCode }) => agencyCode)].map(([agencyCode, own]) => ({
    ...{ on_day: dayOf(at), agency_code: agencyCode, made_at: at, ...countsOf(own) },
    alerts: JSON.stringify(own.slice(0, ALERTS_MAX).map((draft) => wordedAlert(draft, names))),
  }));
}

interface WrittenPortion {
  readonly on: CivilDate;
  readonly agencies: readonly string[];
}

/**
 * Keeps what each agency was told on a day, in the place of what was kept for that day before. A digest is a letter that
 * was sent, not a state: alerts themselves are always read off the tables.
 */
async function writeDigests(tx: Tx, digests: readonly Row[], portion: WrittenPortion): Promise<void> {
  await deleteDigests(tx, portion);
  await insertDigests(tx, digests);
}

function countsOf(alerts: readonly AlertDraft[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => alerts.filter((alert) => alert.severity === severity).length;
  const [urgent, soon, notice] = SEVERITIES.map(count);
  return { urgent: urgent ?? 0, soon: soon ?? 0, notice: notice ?? 0 };
}
