import type { Schemas } from '../../../client/operation.ts';
import { readWhole } from '../../../ui/typed-values.ts';
import { numberOf } from '../body/draft-rows.ts';
import { blankItem, type ItemDraft, nextNumber, type OrderDraft } from '../body/order-draft.ts';

type Offer = Schemas['SeatOffer'];
type Entitlement = Pick<
  Schemas['Entitlement'],
  'id' | 'product' | 'edition' | 'version' | 'metric' | 'licensee' | 'platforms' | 'free'
>;

/** The draft with the spare seats of an offer in the place of seats that it would buy. No more are taken than it buys. */
export function withSpareSeats(draft: OrderDraft, offer: Offer, entitlements: readonly Entitlement[]): OrderDraft {
  const bought = draft.softwarePlan.filter(
    (item) => item.category === offer.category && item.provision === 'new-purchase',
  );
  const seats = bought.reduce((sum, item) => sum + seatsOf(item), 0);
  let left = Math.min(offer.seats, seats);
  const spare: ItemDraft[] = [];
  for (const { entitlementId, freeSeats, platforms } of offer.entitlements) {
    const taken = Math.min(left, freeSeats);
    const known = entitlements.find(({ id }) => id === entitlementId);
    if (taken === 0 || known === undefined) continue;
    left -= taken;
    spare.push({
      ...blankItem(nextNumber([...draft.softwarePlan, ...spare].map(numberOf))),
      ...{ category: offer.category, provision: 'spare-entitlement', entitlementId, seats: String(taken) },
      ...{ product: known.product, edition: known.edition ?? '', version: known.version ?? '', metric: known.metric },
      ...{ licensee: known.licensee, platforms: platforms.join(', '), deliverBy: draft.expectedDeliveryOn },
    });
  }
  const taken = spare.reduce((sum, item) => sum + seatsOf(item), 0);
  return taken === 0 ? draft : { ...draft, softwarePlan: [...withFewer(draft.softwarePlan, bought, taken), ...spare] };
}

/** The items with so many seats fewer among some of them, the last first; one without a seat left is gone. */
function withFewer(items: readonly ItemDraft[], among: readonly ItemDraft[], seats: number): readonly ItemDraft[] {
  let left = seats;
  const fewer = [...items].reverse().flatMap((item) => {
    const less = among.includes(item) ? Math.min(left, seatsOf(item)) : 0;
    left -= less;
    if (less === 0) return [item];
    return seatsOf(item) === less ? [] : [{ ...item, seats: String(seatsOf(item) - less) }];
  });
  return fewer.reverse();
}

function seatsOf({ seats }: ItemDraft): number {
  return readWhole(seats, 1) ?? 0;
}
