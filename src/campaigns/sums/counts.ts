import { type CivilDate, dayOf, sumBy } from '../../kernel/index.ts';
import type { Participant } from '../asked/participant.ts';
import type { FilingState } from '../filings/filing.ts';
import type { RevisionInSums } from '../filings/filings-repository.ts';

/** How a group of units has answered. */
export interface Counts {
  readonly asked: number;
  readonly excused: number;
  readonly expected: number;
  readonly filed: number;
  readonly onTime: number;
  readonly late: number;
  readonly missing: number;
  readonly returned: number;
  readonly accepted: number;
}

/** What units come to that nobody has excused and none of which has filed. */
export function unanswered(asked: number): Counts {
  const none = { excused: 0, filed: 0, onTime: 0, late: 0, returned: 0, accepted: 0 };
  return { ...none, asked, expected: asked, missing: asked };
}

/** Units that stand alike. */
export interface AlikeUnits {
  readonly units: number;
  readonly isExcused: boolean;
  readonly dueOn: CivilDate;
  /** Null: they have not filed. */
  readonly state: FilingState | null;
  readonly firstFiledOn: CivilDate | null;
}

/** The same of units as they stand now, which a database has put together. */
export function countsOfAlike(all: readonly AlikeUnits[]): Counts {
  const expected = all.filter(({ isExcused }) => !isExcused);
  const filed = expected.filter(({ state }) => state !== null);
  const total = (some: readonly AlikeUnits[]): number => sumBy(some, ({ units }) => units);
  const onTime = total(filed.filter(({ firstFiledOn, dueOn }) => firstFiledOn !== null && firstFiledOn <= dueOn));
  return {
    ...{ asked: total(all), excused: total(all) - total(expected), expected: total(expected), filed: total(filed) },
    ...{ onTime, late: total(filed) - onTime, missing: total(expected) - total(filed) },
    returned: total(filed.filter(({ state }) => state === 'returned')),
    accepted: total(filed.filter(({ state }) => state === 'accepted')),
  };
}

/** A unit as it stood right after a leaf. */
export interface StandingUnit {
  readonly participant: Participant;
  readonly isExcused: boolean;
  /** Undefined: it had not filed. */
  readonly first: RevisionInSums | undefined;
  readonly newest: RevisionInSums | undefined;
  readonly revisions: readonly RevisionInSums[];
}

/** Those who were asked by then, each with what it had filed by then. */
export function standingAt(
  participants: readonly Participant[],
  revisionsOf: ReadonlyMap<string, readonly RevisionInSums[]>,
  asOf: number,
): readonly StandingUnit[] {
  return participants
    .filter(({ joinedIndex }) => joinedIndex <= asOf)
    .map((participant) => {
      const revisions = (revisionsOf.get(participant.agencyCode) ?? []).filter(({ filedIndex }) => filedIndex <= asOf);
      const { leftIndex } = participant;
      return {
        participant,
        isExcused: leftIndex !== null && leftIndex <= asOf,
        first: revisions[0],
        newest: revisions.at(-1),
        revisions,
      };
    });
}

/** Whoever is excused is not expected, and nothing of it counts. */
export function countsOf(units: readonly StandingUnit[], asOf: number): Counts {
  const expected = units.filter(({ isExcused }) => !isExcused);
  const filed = expected.filter(({ first }) => first !== undefined);
  const onTime = filed.filter(({ participant, first }) => first && dayOf(first.filedAt) <= participant.dueOn).length;
  const isBy = (index: number | null | undefined): boolean => typeof index === 'number' && index <= asOf;
  return {
    ...{ asked: units.length, excused: units.length - expected.length, expected: expected.length },
    ...{ filed: filed.length, onTime, late: filed.length - onTime, missing: expected.length - filed.length },
    returned: filed.filter(({ newest }) => isBy(newest?.returnedIndex)).length,
    accepted: filed.filter(({ newest }) => isBy(newest?.acceptedIndex) && !isBy(newest?.returnedIndex)).length,
  };
}
