import type { CivilDate } from '../../../kernel/index.ts';
import type { CopiesOfAgency, EqualSeats } from './devices-in-text.ts';
import type { CommonRights } from './list-computers.ts';
import { type Origin, originOf, pairSoftware, type RightTerms, type SoftwareCategory } from './software-match.ts';

export interface AllowingRights {
  readonly seats: readonly EqualSeats[];
  readonly commonOf: CommonRights;
  readonly on: CivilDate;
}

/** Copies of one category in an agency, and what allows them. */
export interface CopiesOfOrigin {
  readonly agencyCode: string;
  readonly category: SoftwareCategory;
  readonly origin: Origin;
  readonly copies: number;
}

/** A device on which there is something to choose, in some categories: only a look at it says what allows which copy. */
export interface UnclearDevice {
  readonly id: string;
  readonly agencyCode: string;
  readonly categories: Set<SoftwareCategory>;
}

export interface FoundOrigins {
  readonly origins: readonly CopiesOfOrigin[];
  /** Of their categories no copy is in the origins. */
  readonly unclear: readonly UnclearDevice[];
}

/** Several seats, or several copies beside a seat. */
const SEVERAL = 'several';

type SeatOnDevice = RightTerms | typeof SEVERAL;

/**
 * What allows copies, told for equal ones together. A right never allows a copy of another category, so a device is looked
 * at by category: where it has no seat, each copy is by itself, and where it has one copy and one seat, all devices with
 * these are alike.
 */
export function originsOfCopies(copies: readonly CopiesOfAgency[], rights: AllowingRights): FoundOrigins {
  const seatsOf = seatsByCategory(copies, rights.seats);
  const origins: CopiesOfOrigin[] = [];
  const unclear = new Map<string, UnclearDevice>();
  for (const release of copies) {
    const { agencyCode, category, devices } = release;
    const say = (seat: RightTerms | undefined, count: number): void => {
      if (count > 0) origins.push({ agencyCode, category, origin: originOn(release, seat, rights), copies: count });
    };
    const seats = seatsOf.get(category);
    const counts = new Map<RightTerms, number>();
    let others = 0;
    for (const device of seats ? devices : []) {
      const seat = seats?.get(device);
      if (seat === undefined) continue;
      others += 1;
      if (seat === SEVERAL) noteUnclear(unclear, { id: device, agencyCode, category });
      else counts.set(seat, (counts.get(seat) ?? 0) + 1);
    }
    say(undefined, devices.length - others);
    for (const [seat, count] of counts) say(seat, count);
  }
  return { origins, unclear: [...unclear.values()] };
}

function noteUnclear(
  unclear: Map<string, UnclearDevice>,
  {
    id,
    agencyCode,
    category,
  }: { readonly id: string; readonly agencyCode: string; readonly category: SoftwareCategory },
): void {
  const known = unclear.get(id);
  if (known) known.categories.add(category);
  else unclear.set(id, { id, agencyCode, categories: new Set([category]) });
}

/** By category, the devices with a seat. */
function seatsByCategory(
  copies: readonly CopiesOfAgency[],
  seats: readonly EqualSeats[],
): ReadonlyMap<SoftwareCategory, ReadonlyMap<string, SeatOnDevice>> {
  const byCategory = new Map<SoftwareCategory, Map<string, SeatOnDevice>>();
  for (const { right, devices } of seats) {
    const known = byCategory.get(right.category) ?? new Map<string, SeatOnDevice>();
    byCategory.set(right.category, known);
    for (const device of devices) known.set(device, known.has(device) ? SEVERAL : right);
  }
  for (const [category, seatOf] of byCategory) {
    const seen = new Set<string>();
    for (const release of copies) {
      if (release.category !== category) continue;
      for (const device of release.devices) {
        if (!seatOf.has(device)) continue;
        if (seen.has(device)) seatOf.set(device, SEVERAL);
        else seen.add(device);
      }
    }
  }
  return byCategory;
}

function originOn(release: CopiesOfAgency, seat: RightTerms | undefined, { commonOf, on }: AllowingRights): Origin {
  const rights = { seats: seat ? [seat] : [], common: commonOf(release.agencyCode), on };
  const pairing = pairSoftware<CopiesOfAgency, RightTerms>([release], rights).find(({ copy }) => copy !== null);
  return pairing ? originOf(pairing) : 'unlicensed';
}
