import type { PlaceInOrder, Tx } from '../../db/index.ts';
import { type CivilDate, type Grant, type Instant, reaches, regionPrefix } from '../../kernel/index.ts';
import type { FiledBy, Filing } from '../filings/filing.ts';
import { listFilingsOf, listStories } from '../filings/filings-repository.ts';
import {
  listParticipantRows,
  listParticipantsNamed,
  listParticipantsOf,
  type ParticipantsQuestion,
  toParticipant,
} from './campaigns-repository.ts';
import { findAwaited } from './find-awaited.ts';
import { findReasons, type ReasonsOfUnit } from './find-reasons.ts';
import { type Participant, type Timeliness, timelinessOf } from './participant.ts';
import { type ParticipantState, whereStanding } from './standing-repository.ts';

/** A unit with what it has filed. */
export interface StandingParticipant {
  readonly participant: Participant;
  readonly filing: Filing | undefined;
  readonly state: ParticipantState;
  /** Null: nothing is owed. */
  readonly timeliness: Timeliness | null;
  readonly isResubmissionOverdue: boolean;
  readonly returns: number;
  readonly basis: FiledBy | null;
  /** Why it was given more time or excused. */
  readonly reasons: ReasonsOfUnit;
}

export interface Moment {
  readonly at: Instant;
  readonly on: CivilDate;
}

export interface StandingQuestion extends ParticipantsQuestion, Moment {
  readonly agencyCode?: string | undefined;
  readonly state?: ParticipantState | undefined;
  readonly timeliness?: Timeliness | undefined;
}

/** So many units that may wait for a signature are looked at in one go, and for a page at most. */
const LOOKED_AT_ONCE = 500;
const LOOKED_AT_MAX = 5_000;

/** One page of units by code, as they stand. Whether one waits for a signature is compared here, the rest in the statement. */
export async function listStanding(
  tx: Tx,
  asked: StandingQuestion,
): Promise<{ readonly units: readonly StandingParticipant[]; readonly next: PlaceInOrder | null }> {
  const { state, timeliness, ...question } = asked;
  const { limit } = question;
  const isAny = state === undefined && timeliness === undefined;
  const isMeant = (unit: StandingParticipant): boolean =>
    (state === undefined || unit.state === state) && (timeliness === undefined || unit.timeliness === timeliness);
  if (question.agencyCode !== undefined)
    return { units: (await findStanding(tx, question)).filter(isMeant), next: null };
  const standing = (rows: ReturnType<Tx>): void => whereStanding(rows, asked);
  // A page of what is asked for; only where all of these wait for a signature are more looked at, many at a time.
  let atOnce = state === 'awaiting-signature' ? LOOKED_AT_ONCE : limit;
  const found: StandingParticipant[] = [];
  let after = question.after;
  for (let looked = 0; looked < LOOKED_AT_MAX; looked += atOnce, atOnce = LOOKED_AT_ONCE) {
    const page = await listParticipantRows(tx, { ...question, ...(!isAny && { standing }), after, limit: atOnce });
    for (const unit of await withFilings(tx, page.rows.map(toParticipant), question)) {
      if (!isMeant(unit)) continue;
      if (found.length === limit) return { units: found, next: [found.at(-1)?.participant.agencyCode ?? ''] };
      found.push(unit);
    }
    after = page.next ?? undefined;
    // A page that is not full has looked at all that a page may.
    if (page.next === null || isAny || page.rows.length < atOnce) break;
  }
  return { units: found, next: after ?? null };
}

/** All units of a campaign within reach, by code, as they stand. */
export async function listStandingOf(
  tx: Tx,
  { campaignId, grant, ...moment }: Pick<StandingQuestion, 'campaignId' | 'grant'> & Moment,
): Promise<readonly StandingParticipant[]> {
  const all = await listParticipantsOf(tx, campaignId);
  const reached = all.filter(({ agencyCode: code, region }) => reaches(grant, { code, region }));
  return withFilings(tx, reached, moment);
}

/** One asked unit as it stands; undefined where it is not asked or out of reach. */
export async function findUnit(
  tx: Tx,
  question: Pick<StandingQuestion, 'campaignId' | 'grant' | 'agencyCode'> & Moment,
): Promise<StandingParticipant | undefined> {
  const [unit] = await findStanding(tx, { ...question, after: undefined, limit: 1 });
  return unit;
}

/** The one unit that is named, if it is asked, within reach and of the region. */
async function findStanding(
  tx: Tx,
  { campaignId, agencyCode = '', grant, region, ...moment }: StandingQuestion,
): Promise<readonly StandingParticipant[]> {
  const named = await listParticipantsNamed(tx, campaignId, [agencyCode]);
  const prefix = region === undefined ? '' : regionPrefix(region);
  const found = named.filter(
    (unit) => (isOwn(grant, unit) || isCoveredBy(grant, unit)) && unit.region.startsWith(prefix),
  );
  return withFilings(tx, found, moment);
}

function isOwn(grant: Grant, { agencyCode: code, region }: Participant): boolean {
  return reaches(grant, { code, region });
}

/** Whether somebody files for a unit that was merged. */
function isCoveredBy(grant: Grant, { coveredBy }: Participant): boolean {
  return 'agencies' in grant && coveredBy !== null && grant.agencies.includes(coveredBy);
}

/** How units stand: a fixed number of statements, however many they are. */
export async function withFilings(
  tx: Tx,
  participants: readonly Participant[],
  { at, on }: Moment,
): Promise<readonly StandingParticipant[]> {
  const [first] = participants;
  if (!first) return [];
  const { campaignId } = first;
  const codes = participants.map(({ agencyCode }) => agencyCode);
  const filings = await listFilingsOf(tx, campaignId, codes);
  const stories = await listStories(tx, [...filings.values()]);
  const isAwaitedOf = await findAwaited(tx, participants, at);
  const reasonsOf = await findReasons(tx, participants);
  return participants.map((participant) => {
    const filing = filings.get(participant.agencyCode);
    const isExcused = participant.leftIndex !== null;
    const isAwaited = isAwaitedOf(participant);
    const { resubmitBy = null } = filing ?? {};
    const { returns = 0, basis = null } = (filing && stories.get(filing.id)) ?? {};
    return {
      participant,
      filing,
      state: stateOf({ isExcused, isAwaited, filing }),
      timeliness: isExcused ? null : timelinessOf(participant, filing?.firstFiledAt ?? null, on),
      isResubmissionOverdue: !isExcused && resubmitBy !== null && resubmitBy < on,
      returns,
      basis,
      reasons: reasonsOf(participant),
    };
  });
}

interface Facts {
  readonly isExcused: boolean;
  readonly isAwaited: boolean;
  readonly filing: Filing | undefined;
}

function stateOf({ isExcused, isAwaited, filing }: Facts): ParticipantState {
  if (isExcused) return 'excused';
  if (isAwaited && (!filing || filing.state === 'returned')) return 'awaiting-signature';
  return filing?.state ?? 'asked';
}
