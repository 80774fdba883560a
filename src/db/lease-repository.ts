import type { Instant } from '../kernel/index.ts';
import type { Tx } from './database.ts';
import { affectedRows } from './statements.ts';

interface LeaseRow {
  readonly name: string;
  readonly holder: string;
  readonly until: Instant;
}

/**
 * Takes a lease that is free, lapsed, or one's own; answers whether it is now held. The row is made first, because two
 * processes that both found none would both insert, and one of them would fail instead of being told no.
 */
export async function takeLease(tx: Tx, { name, holder, until, now }: LeaseRow & { now: Instant }): Promise<boolean> {
  await tx('leases').insert({ name, holder: NOBODY, until_at: now }).onConflict('name').ignore();
  const taken = await tx.raw(
    'update leases set holder = ?, until_at = ? where name = ? and (holder = ? or until_at <= ?)',
    [holder, until, name, holder, now],
  );
  return affectedRows(taken) === 1;
}

/** No process is called so. */
const NOBODY = '-';

/** Prolongs a lease; false when somebody else holds it by now. */
export async function extendLease(tx: Tx, { name, holder, until }: LeaseRow): Promise<boolean> {
  const extended = await tx.raw('update leases set until_at = ? where name = ? and holder = ?', [until, name, holder]);
  return affectedRows(extended) === 1;
}

/** Gives a lease back by letting it have run out; nothing when somebody else holds it by now. */
export async function releaseLease(tx: Tx, lease: LeaseRow): Promise<void> {
  await extendLease(tx, lease);
}
