import type { AgencyFacts } from '../../agencies/index.ts';
import type { GatheredWaiver } from '../../decisions/index.ts';
import type { Books } from '../batch/books.ts';

/** Which revision of which order people may have reviewed. */
export interface ReviewQuestion {
  /** Null while it has none: what the order itself undertook before does not speak against it. */
  readonly orderId: string | null;
  /** Null for one that nobody can have reviewed yet. */
  readonly revision: number | null;
  /** An earlier revision that this one repeats, so that its reviews hold. */
  readonly repeats?: number | null;
  /** Waivers that what was contracted stands on: a delivery of it may stand on them, too. */
  readonly standsOn?: ReadonlySet<string>;
  readonly agency: AgencyFacts;
}

/** Whether they are in force, and what they cover, is the decision's to say. */
export function gatherWaivers(books: Books, gathering: ReviewQuestion): readonly GatheredWaiver[] {
  const { orderId, revision, repeats = null, standsOn, agency } = gathering;
  return [...books.waivers.values()].flatMap((waiver) => {
    const { order, agencyCode, devices, usesMax } = waiver;
    const isRepeated = (repeats !== null && waiver.revision === repeats) || standsOn?.has(waiver.id);
    const isReviewed = waiver.revision === revision || isRepeated;
    const isMeant = order === null ? agencyCode === agency.code : order === orderId && isReviewed;
    if (!isMeant) return [];
    const { id, rules, category, from, until, version } = waiver;
    return [
      {
        ...{ id, rules, category, from, until, version },
        devicesLeft: devices === null ? null : devices - waiver.devicesUsed,
        usesLeft: usesMax === null ? null : usesMax - waiver.uses,
      },
    ];
  });
}
