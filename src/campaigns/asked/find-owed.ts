import type { Tx } from '../../db/index.ts';
import type { CivilDate, Grant, Instant } from '../../kernel/index.ts';
import { findAwaited } from './find-awaited.ts';
import { listOwedFilings, type OwedFiling } from './list-owed-filings.ts';

export type OwedState = 'asked' | 'returned';

const STATES: readonly OwedState[] = ['asked', 'returned'];

export interface OwedQuestion {
  readonly grant: Grant;
  /** Absent: both. */
  readonly state?: OwedState | undefined;
  readonly at: Instant;
}

export interface OwedCount {
  readonly count: number;
  /** Of which so many are due on the day that was asked for, or before it. */
  readonly urgent: number;
  readonly dueFirst: CivilDate | null;
}

/**
 * What units within reach still have to send, of campaigns that were closed without them as well, each by its own day, the
 * first first; without what waits to be signed. The list and its count are both made of this.
 */
export async function listOwed(tx: Tx, question: OwedQuestion): Promise<readonly OwedFiling[]> {
  const { owed, isAwaited } = await readOwed(tx, question);
  return owed.filter((one) => !isAwaited(one)).toSorted(byDay);
}

export async function countOwed(
  tx: Tx,
  { urgentUntil, ...question }: OwedQuestion & { readonly urgentUntil: CivilDate },
): Promise<OwedCount> {
  return countDays(await listOwed(tx, question), urgentUntil);
}

/** How many wait to be signed: only the signature files them. */
export async function countAwaited(
  tx: Tx,
  { urgentUntil, ...question }: Omit<OwedQuestion, 'state'> & { readonly urgentUntil: CivilDate },
): Promise<OwedCount> {
  const { owed, isAwaited } = await readOwed(tx, question);
  return countDays(owed.filter(isAwaited), urgentUntil);
}

async function readOwed(tx: Tx, { grant, state, at }: OwedQuestion) {
  const owed: OwedFiling[] = [];
  for (const each of state ? [state] : STATES) owed.push(...(await listOwedFilings(tx, { grant, state: each })));
  return { owed, isAwaited: await findAwaited(tx, owed, at) };
}

/** The day by which it is owed, and which it is. */
export function placeOfOwed({
  dueOn,
  resubmitBy,
  campaignId,
  agencyCode,
}: OwedFiling): readonly [CivilDate, string, string] {
  return [resubmitBy ?? dueOn, campaignId, agencyCode];
}

/** None is before itself: its parts are never equal to all of those of another one. */
export function isBefore(one: readonly string[], other: readonly string[]): boolean {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && String(one[at]) < String(other[at]);
}

export function byDay(one: OwedFiling, other: OwedFiling): number {
  return isBefore(placeOfOwed(one), placeOfOwed(other)) ? -1 : 1;
}

export function countDays(owed: readonly OwedFiling[], urgentUntil: CivilDate): OwedCount {
  const days = owed.map((one) => placeOfOwed(one)[0]).toSorted();
  return { count: days.length, urgent: days.filter((day) => day <= urgentUntil).length, dueFirst: days[0] ?? null };
}
