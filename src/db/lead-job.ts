import { type Clock, msBetween } from '../kernel/index.ts';
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

/**
 * Works while the lease of this name is ours; it is extended when a third of it has passed. By either clock: that of the
 * process stands still while its machine sleeps, and the wall clock may be set back.
 */
export async function leadJob<T>(
  { db, clock, holder, signal }: JobLead,
  name: string,
  work: (mayGoOn: MayGoOn) => Promise<T>,
): Promise<LeaseResult<T>> {
  const wish: LeaseWish = { name, holder, clock, seconds: LEASE_SECONDS };
  return withLease(db, wish, async ({ extend }) => {
    let extended = { at: clock(), uptimeMs: performance.now() };
    return work(async () => {
      if (signal.aborted) return false;
      const now = { at: clock(), uptimeMs: performance.now() };
      const passedMs = Math.max(msBetween(extended.at, now.at), now.uptimeMs - extended.uptimeMs);
      if (passedMs < (LEASE_SECONDS * 1_000) / 3) return true;
      extended = now;
      return extend();
    });
  });
}
