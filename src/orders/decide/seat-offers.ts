import { type DeriveInput, reusableSeats } from '../../facts/index.ts';
import { type Books, poolKey } from '../batch/books.ts';
import { spareFor } from './spare-seats.ts';

/** Spare seats of the agency that could stand for seats which an order would buy. */
export interface SeatOffer {
  readonly category: string;
  /** How many of the new seats they could stand for: what `PLN-04` counts where the policy wants them used first. */
  readonly seats: number;
  readonly entitlements: readonly {
    readonly entitlementId: string;
    readonly freeSeats: number;
    readonly platforms: readonly string[];
  }[];
}

/** What the free pool offers to an order, by category; nothing where it buys nothing or nothing fits. */
export function seatOffers({ freePools }: Pick<Books, 'freePools'>, input: DeriveInput): readonly SeatOffer[] {
  const { order, decidedOn, gathered, policy } = input;
  const minTermMonths = policy.decisionDate.integer('policy.plan.minTermMonths') ?? 0;
  const drawing = { order, decidedOn, agency: gathered.agency, minTermMonths };
  return reusableSeats(input).flatMap(({ kind, seats, pools }) => {
    if (seats === 0) return [];
    const entitlements = pools.flatMap(({ platforms }) =>
      spareFor(freePools.get(poolKey({ agencyCode: order.agencyCode, category: kind, platforms })), drawing)
        .filter(({ freeSeats }) => freeSeats > 0)
        .map(({ id, freeSeats }) => ({ entitlementId: id, freeSeats, platforms })),
    );
    return [{ category: kind, seats, entitlements }];
  });
}
