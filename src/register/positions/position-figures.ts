import type { CoveredCopies } from './licence-position.ts';

/** What a licence position comes to, over any copies, licences and computers. Every figure is a sum, so that sums add up. */
export interface PositionFigures {
  readonly installations: number;
  readonly free: number;
  readonly oem: number;
  readonly own: number;
  readonly fromAbove: number;
  readonly shortfall: number;
  /** Covered, by licences without a proof on file. */
  readonly unproven: number;
  /** Seen too long ago. */
  readonly unverified: number;
  /** Of the shortfall, what licences that are only declared would cover. */
  readonly coveredIfVerified: number;
  /** Verified seats that are in force, rights of devices among them. */
  readonly seats: number;
  /** Some seats have no limit. */
  readonly isUnlimited: boolean;
  /** Of the seats that are counted and hang on no device, those that cover nothing. */
  readonly surplus: number;
  /** Of the seats, those that orders hold, and those that were given to devices. */
  readonly held: number;
  readonly allocated: number;
  /** Seats that new orders may draw on. */
  readonly freePool: number;
  readonly declaredSeats: number;
  /** Verified seats that cover nothing for another reason. */
  readonly uncountedSeats: number;
  /** Computers that need software of the category. */
  readonly computers: number;
}

export const NO_FIGURES: PositionFigures = {
  installations: 0,
  free: 0,
  oem: 0,
  own: 0,
  fromAbove: 0,
  shortfall: 0,
  unproven: 0,
  unverified: 0,
  coveredIfVerified: 0,
  seats: 0,
  isUnlimited: false,
  surplus: 0,
  held: 0,
  allocated: 0,
  freePool: 0,
  declaredSeats: 0,
  uncountedSeats: 0,
  computers: 0,
};

export function sumFigures(parts: readonly PositionFigures[]): PositionFigures {
  const total: RunningFigures = { ...NO_FIGURES };
  for (const part of parts) addFigures(total, part);
  return total;
}

/** Figures that are added up. */
export type RunningFigures = { -readonly [Name in keyof PositionFigures]: PositionFigures[Name] };

/** Name by name: a region has tens of thousands of parts, and a loop over the names took most of the time of its report. */
function addFigures(total: RunningFigures, part: PositionFigures): void {
  total.installations += part.installations;
  total.free += part.free;
  total.oem += part.oem;
  total.own += part.own;
  total.fromAbove += part.fromAbove;
  total.shortfall += part.shortfall;
  total.unproven += part.unproven;
  total.unverified += part.unverified;
  total.coveredIfVerified += part.coveredIfVerified;
  total.seats += part.seats;
  total.isUnlimited ||= part.isUnlimited;
  total.surplus += part.surplus;
  total.held += part.held;
  total.allocated += part.allocated;
  total.freePool += part.freePool;
  total.declaredSeats += part.declaredSeats;
  total.uncountedSeats += part.uncountedSeats;
  total.computers += part.computers;
}

export function addCopies(total: RunningFigures, covered: CoveredCopies): void {
  total.installations += covered.group.copies;
  total.free += covered.free;
  total.oem += covered.bound;
  total.own += covered.own;
  total.fromAbove += covered.above;
  total.shortfall += covered.shortfall;
  total.unproven += covered.unproven;
  total.unverified += covered.group.unverified;
  total.coveredIfVerified += covered.coveredIfVerified;
}

/** Copies that something covers, of all copies: what the compliance rate is of. */
export function matchedOf({ installations, shortfall }: PositionFigures): number {
  return installations - shortfall;
}

/** Of the computers that need such software, how many valid seats there are for; never more than there are computers. */
export function coveredComputers({ seats, isUnlimited, computers }: PositionFigures): number {
  return isUnlimited ? computers : Math.min(seats, computers);
}
