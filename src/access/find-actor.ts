import { timingSafeEqual } from 'node:crypto';
import type { Tx } from '../db/index.ts';
import type { Actor, Instant } from '../kernel/index.ts';
import { findPresentedKey, listAgencyRegions } from './access-repository.ts';
import { agenciesIn } from './grant.ts';
import { type ApiKey, isCarriedBy, isOfProgram } from './keys/api-key.ts';
import { endOfKey, isReadingKey, type KeyLimits } from './keys/key-limits.ts';
import { findCodeRoles } from './keys/record-code-roles.ts';
import type { Session } from './sessions/session.ts';

/** A caller who is known, until the key or the session expires by itself. */
export interface KnownCaller {
  readonly actor: Actor;
  readonly expiresAt: Instant | null;
  /** Of a person who signed in; absent for an API key. */
  readonly session?: Session;
  /** Of an API key; absent for a session. */
  readonly limits?: KeyLimits;
}

/**
 * Who presents this secret. Undefined when the key is unknown or revoked, or when its owner no longer has the role that
 * the key acts with, or no longer as far. A program's key that its owner does not carry any more is known, with that limit.
 */
export async function findActor(tx: Tx, secretHash: string): Promise<KnownCaller | undefined> {
  const presented = await findPresentedKey(tx, secretHash);
  // The index has found it already; comparing once more in constant time costs nothing and leans on no index.
  if (!presented || !isEqual(presented.secretHash, secretHash)) return undefined;
  const { key, ownerRoles } = presented;
  if (key.revokedAt !== null || !isWellFormed(key)) return undefined;
  const regions = await listAgencyRegions(tx, agenciesIn(key.grant));
  const isCarried = key.owner === null || isCarriedBy(key, ownerRoles, regions);
  // A program goes on with what takes one person, as long as its owner may do anything here.
  if (!isCarried && !(isOfProgram(key.role) && ownerRoles.length > 0)) return undefined;
  const codeRoles = await findCodeRoles(tx);
  const { id: keyId, owner: personId, role, grant, scopes } = key;
  return {
    actor: { keyId, personId, role, grant, scopes },
    expiresAt: endOfKey(key, codeRoles),
    limits: { isCarried, isReading: isReadingKey(key, codeRoles) },
  };
}

/** Whoever works at the machine, the gate itself and platforms act by other names: by one of these a row would pass for them. */
const NAME_OF_KEY = /^key_(?!(?:local|system)$)/;

/** Only the bootstrap key belongs to nobody. */
function isWellFormed({ id, owner, role }: ApiKey): boolean {
  return NAME_OF_KEY.test(id) && (owner === null) === (role === 'installer');
}

/** In constant time. */
export function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
