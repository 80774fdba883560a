import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Schemas } from '../../../client/operation.ts';
import { listEntitlements } from '../../../client/operations.generated.ts';
import { useAll } from '../../../client/use-all.ts';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS } from '../body/choice-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { HINT_WORDS } from './hint-words.ts';
import { withSpareSeats } from './spare-seats.ts';

type Offer = Schemas['SeatOffer'];

interface SeatOffersProps {
  readonly offers: readonly Offer[];
  readonly agencyCode: string;
  readonly currentDraft: () => OrderDraft;
  readonly onUsed: (draft: OrderDraft) => void;
}

/** Seats that the agency has and nobody uses, in the place of those that the order would buy: one click. */
export function SeatOffers({ offers, ...props }: SeatOffersProps): ReactNode {
  const words = useWords(HINT_WORDS);
  if (offers.length === 0) return null;
  return (
    <section>
      <h3>{words.offers}</h3>
      {offers.map((offer) => (
        <SeatOffer key={offer.category} offer={offer} {...props} />
      ))}
    </section>
  );
}

function SeatOffer({
  offer,
  agencyCode,
  currentDraft,
  onUsed,
}: Omit<SeatOffersProps, 'offers'> & { readonly offer: Offer }): ReactNode {
  const words = useWords(HINT_WORDS);
  const { category } = useWords(CHOICE_WORDS);
  const entitlements = useAll(listEntitlements, { query: { agencyCode, category: offer.category } });
  const ids = offer.entitlements.map(({ entitlementId }) => entitlementId);
  const names = new Set(entitlements.items.filter(({ id }) => ids.includes(id)).map(({ product }) => product));
  return (
    <p>
      {words.offer(offer.seats, category[offer.category], [...names].join(', '))}{' '}
      <Button
        size="small"
        disabled={names.size === 0}
        onClick={() => onUsed(withSpareSeats(currentDraft(), offer, entitlements.items))}
      >
        {words.use}
      </Button>
    </p>
  );
}
