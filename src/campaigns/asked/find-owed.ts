import type { Tx } from '../../db/index.ts';
import type { CivilDate, Grant, Instant } from '../../kernel/index.ts';
import { findAwaited } from './find-awaited.ts';
import { listOwedFilings, type OwedFiling } from './list-owed-filings.ts';

interface OwedQuestion {
  readonly grant: Grant;
  readonly state: 'asked' | 'returned';
  readonly at: Instant;
  readonly urgentUntil: CivilDate;
}

interface OwedCount {
  readonly count: number;
  /** Of which so many are due on the day that was asked for, or before it. */
  readonly urgent: number;
  readonly dueFirst: CivilDate | null;
}

/** How many filings units within reach still have to send, of campaigns that were closed without them as well, each by its own day; without those that wait to be signed. */
export async function countOwed(tx: Tx, { grant, state, at, urgentUntil }: OwedQuestion): Promise<OwedCount> {
  const owed = await listOwedFilings(tx, { grant, state });
  const isAwaited = await findAwaited(tx, owed, at);
  return countDays(
    owed.filter((one) => !isAwaited(one)),
    urgentUntil,
  );
}

/** The same of those that wait to be signed: only the signature files them. */
export async function countAwaited(
  tx: Tx,
  { grant, at, urgentUntil }: Omit<OwedQuestion, 'state'>,
): Promise<OwedCount> {
  const owed = [
    ...(await listOwedFilings(tx, { grant, state: 'asked' })),
    ...(await listOwedFilings(tx, { grant, state: 'returned' })),
  ];
  return countDays(owed.filter(await findAwaited(tx, owed, at)), urgentUntil);
}

function countDays(owed: readonly OwedFiling[], urgentUntil: CivilDate): OwedCount {
  const days = owed.map(({ dueOn, resubmitBy }) => resubmitBy ?? dueOn).toSorted();
  return { count: days.length, urgent: days.filter((day) => day <= urgentUntil).length, dueFirst: days[0] ?? null };
}
