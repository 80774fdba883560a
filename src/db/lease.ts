import { type Clock, type Instant, instant, plusMs } from '../kernel/index.ts';
import type { Database } from './database.ts';
import { extendLease, releaseLease, takeLease } from './lease-repository.ts';
import { inTransaction } from './transaction.ts';

export interface LeaseWish {
  /** What only one process may do at a time: `sweep-clearances`. */
  readonly name: string;
  /** Who asks; every process has a name of its own. */
  readonly holder: string;
  readonly clock: Clock;
  /** After so long without a sign of the holder somebody else may take it. */
  readonly seconds: number;
}

/** A lease that is held. Long work extends it between its steps and stops when somebody else has taken over. */
export interface Lease {
  readonly extend: () => Promise<boolean>;
}

export type LeaseResult<T> = { readonly isLeader: true; readonly result: T } | { readonly isLeader: false };

/**
 * Does work that one process at a time may do, or leaves it to whoever holds the lease. A holder that was killed loses it
 * by time alone. It gives order, not safety: work under a lease must stay right when two do it at once for a moment.
 */
export async function withLease<T>(
  db: Database,
  wish: LeaseWish,
  work: (lease: Lease) => Promise<T>,
): Promise<LeaseResult<T>> {
  const row = { name: wish.name, holder: wish.holder };
  const until = (): Instant => plusMs(wish.clock(), wish.seconds * 1_000);
  const isTaken = await inTransaction(db, (tx) => takeLease(tx, { ...row, now: wish.clock(), until: until() }));
  if (!isTaken) return { isLeader: false };
  const extend = (): Promise<boolean> => inTransaction(db, (tx) => extendLease(tx, { ...row, until: until() }));
  const giveBack = (): Promise<void> => inTransaction(db, (tx) => releaseLease(tx, { ...row, until: LONG_AGO }));
  const result = await work({ extend }).catch(async (error: unknown) => {
    // Why the work failed is what counts: a lease that is not given back ends by itself.
    await Promise.allSettled([giveBack()]);
    throw error;
  });
  await giveBack();
  return { isLeader: true, result };
}

const LONG_AGO = instant('1970-01-01T00:00:00.000Z');
