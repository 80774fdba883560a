import { type Clock, type Instant, msBetween, type Refusal } from '../kernel/index.ts';

export interface AddressLimit {
  /** Counts a question from an address; one too many throws what `refuse` makes of the seconds to wait. */
  readonly count: (address: string, refuse: (retryAfterS: number) => Refusal) => void;
}

const MINUTE_MS = 60_000;
const ADDRESSES_MAX = 10_000;

/**
 * So many questions a minute from one address, for what anybody may ask and nothing is kept of. Each process counts for
 * itself and forgets all addresses when a minute is over, or when there are too many to remember.
 */
export function openAddressLimit({
  clock,
  perMinute,
}: {
  readonly clock: Clock;
  readonly perMinute: number;
}): AddressLimit {
  const counts = new Map<string, number>();
  let since: Instant | undefined;
  return {
    count: (address, refuse) => {
      const at = clock();
      const passedMs = since === undefined ? MINUTE_MS : msBetween(since, at);
      const isOver = passedMs >= MINUTE_MS || passedMs < 0;
      if (isOver || counts.size >= ADDRESSES_MAX) {
        counts.clear();
        since = at;
      }
      const counted = (counts.get(address) ?? 0) + 1;
      counts.set(address, counted);
      if (counted > perMinute) throw refuse(Math.ceil((MINUTE_MS - (isOver ? 0 : passedMs)) / 1_000));
    },
  };
}
