import type { AgencyFacts } from '../../agencies/index.ts';
import { type Gathered, isAgency, type OrderSubmission, planReferenceOn } from '../../facts/index.ts';
import { addDays, addMonths, type CivilDate } from '../../kernel/index.ts';
import type { FreeEntitlement, FreePool } from '../../register/index.ts';
import type { Books } from '../batch/books.ts';

/** Whoever could draw on spare seats, and when they must be good. */
interface SeatClaimant {
  readonly order: OrderSubmission;
  readonly agency: Pick<AgencyFacts, 'code' | 'name'>;
  readonly decidedOn: CivilDate;
  /** How long a licence must still be good for LIC-03; 0 where the policy does not say. */
  readonly minTermMonths: number;
}

/**
 * The entitlements of a pool whose seats would count if the order drew on them (LIC-01), for long enough (LIC-03). Others
 * are no reason to buy less: who followed such advice would be refused, or sent to a person.
 */
export function spareFor(pool: FreePool | undefined, drawing: SeatClaimant): readonly FreeEntitlement[] {
  const referenceOn = planReferenceOn(drawing);
  const lastOfShortest = addDays(addMonths(referenceOn, drawing.minTermMonths), -1);
  return (pool?.entitlements ?? []).filter(({ licensee, siteAgencies, validFrom, validUntil }) => {
    const isInForce =
      (!validFrom || validFrom <= referenceOn) &&
      (!validUntil || (validUntil > referenceOn && validUntil >= lastOfShortest));
    const isNamed =
      siteAgencies.length > 0 ? siteAgencies.includes(drawing.agency.code) : isAgency(licensee, drawing.agency);
    return isInForce && isNamed;
  });
}

/** The spare seats of an order's agency, grouped; what the order itself has brought is not spare for it. */
export function gatherPools(
  books: Pick<Books, 'freePools' | 'own'>,
  { orderId, ...drawing }: SeatClaimant & { readonly orderId: string | null },
): Gathered['freePools'] {
  const prefix = `${drawing.order.agencyCode}/`;
  const bought = books.own.get(orderId ?? '')?.entitlements;
  const pools = [...books.freePools].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  return pools.flatMap(([, pool]) => {
    const spare = spareFor(pool, drawing).filter(({ id }) => !bought?.has(id));
    const freeSeats = spare.reduce((sum, one) => sum + one.freeSeats, 0);
    const { agencyCode, category, platforms } = pool;
    return freeSeats > 0 ? [{ agencyCode, category, platforms, freeSeats }] : [];
  });
}
