import { type MachineNeeds, maximumFlow } from '../../../facts/index.ts';
import { platformFit } from '../../../register/index.ts';

/** Seats that may be given to machines of an order: of its own licences, or of what it holds. */
export interface SeatSupply {
  readonly entitlementId: string;
  readonly category: string;
  readonly platforms: readonly string[];
  readonly seats: number;
  readonly takenFrom: 'free' | 'held';
  readonly software: Software;
}

export interface Software {
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
}

/** A machine that was accepted, and the kinds of software that it has a seat of. */
export interface SeatTaker {
  readonly deviceId: string;
  readonly line: number;
  readonly has: ReadonlySet<string>;
}

export interface GivenSeat {
  readonly deviceId: string;
  readonly supply: SeatSupply;
}

interface SeatDistribution {
  readonly needs: readonly MachineNeeds[];
  readonly takers: readonly SeatTaker[];
  /** Those that stand first are used first. */
  readonly supplies: readonly SeatSupply[];
}

/**
 * Gives every machine one seat of each kind that it needs, as far as there are seats for its platform: the most that can be
 * placed, since a licence for all platforms must not be spent where one for a single platform would do.
 */
export function giveSeats(giving: SeatDistribution): readonly GivenSeat[] {
  const kinds = [...new Set(giving.needs.flatMap((need) => need.kinds))];
  return kinds.flatMap((kind) => giveKind(giving, kind));
}

function giveKind({ needs, takers, supplies }: SeatDistribution, kind: string): readonly GivenSeat[] {
  const ofKind = supplies.filter(({ category, seats }) => category === kind && seats > 0);
  const wanting = needs
    .filter((need) => need.kinds.some((known) => known === kind))
    .map((need) => ({ need, machines: takers.filter(({ line, has }) => line === need.line && !has.has(kind)) }));
  const flow = maximumFlow({
    supplies: ofKind.map(({ seats }) => seats),
    demands: wanting.map(({ machines }) => machines.length),
    fits: (supply, demand) => fits(ofKind[supply], wanting[demand]?.need),
  });
  return wanting.flatMap(({ machines }, demand) => {
    const given = ofKind.flatMap((supply, index) =>
      new Array<SeatSupply>(flow.given[index]?.[demand] ?? 0).fill(supply),
    );
    return machines.flatMap(({ deviceId }, index) => {
      const supply = given[index];
      return supply ? [{ deviceId, supply }] : [];
    });
  });
}

function fits(supply: SeatSupply | undefined, need: MachineNeeds | undefined): boolean {
  if (!supply || !need) return false;
  // A system brings its own family, so only the processor has to fit.
  const machine = supply.category === 'operating-system' ? { ...need.platform, family: null } : need.platform;
  return platformFit(supply.platforms, machine) !== 'misfits';
}
