import { readWhole } from '../../../ui/typed-values.ts';
import type { ItemDraft, OrderDraft } from './order-draft.ts';
import { type Category, type Need, needsOf } from './plan-from-need.ts';

/** Why a plan is left as it is by whoever plans what is needed; and where it holds more, the plan without that. */
export type Beyond =
  | { readonly is: 'over'; readonly over: readonly Need[]; readonly draft: OrderDraft }
  | { readonly is: 'enough' | 'no-machines' };

export function beyondNeed(draft: OrderDraft): Beyond {
  const needs = needsOf(draft);
  const over = needs.filter(({ needed, planned }) => planned > needed);
  if (over.length > 0) return { is: 'over', over, draft: withoutExcess(draft) };
  return { is: needs.length === 0 ? 'no-machines' : 'enough' };
}

/** The draft without new seats beyond the need, the last items first. Seats that the agency has already are left alone. */
export function withoutExcess(draft: OrderDraft): OrderDraft {
  return needsOf(draft).reduce(
    (less, { category, needed, planned }) => withFewerSeats(less, { category, seats: planned - needed }),
    draft,
  );
}

function withFewerSeats(
  draft: OrderDraft,
  { category, seats }: { readonly category: Category; readonly seats: number },
): OrderDraft {
  let left = Math.max(0, seats);
  const kept = [...draft.softwarePlan].reverse().flatMap((item): readonly ItemDraft[] => {
    const held = readWhole(item.seats, 1) ?? 0;
    if (left === 0 || item.category !== category || !isNew(item) || held === 0) return [item];
    const taken = Math.min(held, left);
    left -= taken;
    return held === taken ? [] : [{ ...item, seats: String(held - taken) }];
  });
  return { ...draft, softwarePlan: kept.reverse() };
}

/** An item whose seats come from nowhere yet is none that the agency has. */
function isNew({ provision }: ItemDraft): boolean {
  return provision === 'new-purchase' || provision === '';
}
