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

/** More time that a unit asked for last. Why, and why it was refused, lies beside the log with the leaves that say so. */
export interface TimeRequest {
  readonly on: CivilDate;
  readonly dueOn: CivilDate;
  readonly state: 'waiting' | 'extended' | 'refused';
  readonly answeredOn: CivilDate | null;
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
  readonly timeRequest: TimeRequest | null;
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

/** A request that waits as it is once the office has answered; one that was answered before, or none, stays. */
export function answered(
  request: TimeRequest | null,
  state: 'extended' | 'refused',
  answeredOn: CivilDate,
): TimeRequest | null {
  return request?.state === 'waiting' ? { ...request, state, answeredOn } : request;
}

/** What the leaf of an act says of a participant: all of it, since what people wrote is in no row. */
export function loggedParticipant(participant: Participant): object {
  const { logIndex: _index, joinedIndex: _joined, leftIndex, timeRequest, ...plain } = participant;
  // Leaves from before units could ask for more time have no such member, and go on being compared.
  return { ...plain, ...(timeRequest && { timeRequest }), hasLeft: leftIndex !== null };
}
