import { type CivilDate, dayOf, type Instant } from '../../kernel/index.ts';

/** A unit as it was when it was asked: later changes of it leave every sum as it was. */
export interface AskedUnit {
  readonly agencyCode: string;
  readonly name: string;
  readonly kind: string;
  readonly level: string;
  readonly region: string;
  readonly parentCode: string | null;
  readonly isClassified: boolean;
}

/** More time that was given. Why lies beside the log, with the leaf that gave it. */
export interface GivenExtension {
  readonly on: CivilDate;
  readonly dueOn: CivilDate;
  /** False where the old day was over: it excuses being late, and the unit stays late. */
  readonly moves: boolean;
}

/** Why a unit is not expected; the words lie beside the leaf with which it left. */
export interface GivenExcuse {
  readonly ground: 'closed' | 'merged' | 'exempt';
  readonly since: CivilDate | null;
  readonly on: CivilDate;
}

export interface Participant extends AskedUnit {
  readonly campaignId: string;
  readonly dueOn: CivilDate;
  readonly extensions: readonly GivenExtension[];
  readonly coveredBy: string | null;
  readonly excuse: GivenExcuse | null;
  readonly joinedIndex: number;
  readonly leftIndex: number | null;
  readonly logIndex: number;
}

export type Timeliness = 'pending' | 'on-time' | 'late' | 'missing';

/** Computed of days and never stored: on time until 24:00 of the due day. */
export function timelinessOf(
  { dueOn }: Pick<Participant, 'dueOn'>,
  firstFiledAt: Instant | null,
  on: CivilDate,
): Timeliness {
  if (firstFiledAt !== null) return dayOf(firstFiledAt) <= dueOn ? 'on-time' : 'late';
  return on <= dueOn ? 'pending' : 'missing';
}

/** What the leaf of an act says of a participant: all of it, since what people wrote is in no row. */
export function loggedParticipant(participant: Participant): object {
  const { logIndex: _index, joinedIndex: _joined, leftIndex, ...plain } = participant;
  return { ...plain, hasLeft: leftIndex !== null };
}
