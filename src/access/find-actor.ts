import { timingSafeEqual } from 'node:crypto';
import type { Tx } from '../db/index.ts';
import type { Actor, Instant } from '../kernel/index.ts';
import { findPresentedKey, listAgencyRegions } from './access-repository.ts';
import { agenciesIn } from './grant.ts';
import { isCarriedBy } from './keys/api-key.ts';
import type { Session } from './sessions/session.ts';

/** A caller who is known, until the key or the session expires by itself. */
export interface KnownCaller {
  readonly actor: Actor;
  readonly expiresAt: Instant | null;
  /** Of a person who signed in; absent for an API key. */
  readonly session?: Session;
}

/**
 * Who presents this secret. Undefined when the key is unknown or revoked, or when its owner no longer has the role that
 * the key acts with, or no longer as far.
 */
export async function findActor(tx: Tx, secretHash: string): Promise<KnownCaller | undefined> {
  const presented = await findPresentedKey(tx, secretHash);
  // The index has found it already; comparing once more in constant time costs nothing and leans on no index.
  if (!presented || !isEqual(presented.secretHash, secretHash)) return undefined;
  const { key, ownerRoles } = presented;
  if (key.revokedAt !== null) return undefined;
  if (key.owner !== null) {
    const regions = await listAgencyRegions(tx, agenciesIn(key.grant));
    if (!isCarriedBy(key, ownerRoles, regions)) return undefined;
  }
  const { id: keyId, owner: personId, role, grant, scopes, expiresAt } = key;
  return { actor: { keyId, personId, role, grant, scopes }, expiresAt };
}

/** In constant time. */
export function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
