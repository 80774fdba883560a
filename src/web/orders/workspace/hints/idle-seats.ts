import type { Schemas } from '../../../client/operation.ts';
import { nameInRow } from '../body/fields.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';
import { needsOf } from '../body/plan-from-need.ts';
import { unfinishedIn } from '../check/leads-to.ts';

export interface IdleSeats {
  readonly seats: number;
  /** Fields without which they count for nothing; none where a finding says why. */
  readonly lacks: readonly string[];
}

/** Seats that the plan has and the gate does not count, and what their items lack. */
export function idleSeats({ category, covered }: Schemas['SeatNeed'], draft: OrderDraft): IdleSeats {
  const planned = needsOf(draft).find((need) => need.category === category)?.planned ?? 0;
  const lacking = unfinishedIn(draft).filter(
    (path) => textAt(draft, `${path.slice(0, path.lastIndexOf('.'))}.category`) === category,
  );
  return { seats: Math.max(0, planned - covered), lacks: [...new Set(lacking.map(nameInRow))] };
}
