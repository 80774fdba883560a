import type { Clock } from '../kernel/index.ts';
import type { Database } from './database.ts';
import { type LeaseResult, type LeaseWish, withLease } from './lease.ts';

export type MayGoOn = () => Promise<boolean>;

export interface JobLead {
  readonly db: Database;
  readonly clock: Clock;
  /** A name of this process's own; several processes share the work by leases. */
  readonly holder: string;
  readonly signal: AbortSignal;
}

const LEASE_SECONDS = 60;

/** Works while the lease of this name is ours; a third of it is left when it is extended. */
export async function leadJob<T>(
  { db, clock, holder, signal }: JobLead,
  name: string,
  work: (mayGoOn: MayGoOn) => Promise<T>,
): Promise<LeaseResult<T>> {
  const wish: LeaseWish = { name, holder, clock, seconds: LEASE_SECONDS };
  return withLease(db, wish, async ({ extend }) => {
    let extendedAt = performance.now();
    return work(async () => {
      if (signal.aborted) return false;
      if (performance.now() - extendedAt < (LEASE_SECONDS * 1_000) / 3) return true;
      extendedAt = performance.now();
      return extend();
    });
  });
}
