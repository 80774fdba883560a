import type { Tx } from '../../db/index.ts';
import { NATIONAL_REGION } from '../../kernel/index.ts';
import { type Governed, type GovernedDeps, governed } from '../../log/index.ts';
import { findPresentedKey, isInSetUpMode, listInstallerKeys } from '../access-repository.ts';
import { type ApiKey, hashOfSecret, newSecret } from './api-key.ts';
import { recordKey } from './create-api-key.ts';
import { recordRevocation } from './revoke-api-key.ts';

export type BootstrapKey =
  /** Made just now without a configured one: to be printed this once. */
  | { readonly kind: 'made'; readonly secret: string }
  /** The configured one works. */
  | { readonly kind: 'configured' }
  /** One that was made at an earlier start works; nobody can read it again. */
  | { readonly kind: 'kept' }
  /** Set-up is over: there is no such key any more, whatever is configured. */
  | { readonly kind: 'retired' };

/**
 * Sees at every start that a gate in set-up mode has its bootstrap key: the configured one, which replaces any other, or
 * one made here. Once set-up has ended this never makes one again.
 */
export async function ensureBootstrapKey(tx: Tx, deps: GovernedDeps, configured?: string): Promise<BootstrapKey> {
  if (!(await isInSetUpMode(tx))) return { kind: 'retired' };
  return governed(tx, deps, async (entry) => {
    const keys = await listInstallerKeys(tx);
    if (configured === undefined && keys.length > 0) return { kind: 'kept' };
    const hash = configured === undefined ? undefined : hashOfSecret(configured);
    if (keys.some((key) => key.secretHash === hash)) return { kind: 'configured' };
    for (const { id } of keys)
      await recordRevocation(entry, { actor: null, id, reason: 'replaced by another bootstrap key' });
    const secret = configured ?? newSecret();
    if (await findPresentedKey(tx, hashOfSecret(secret)))
      throw new RangeError('this bootstrap key was used before: choose another');
    await recordKey(entry, { actor: null, key: installerKey(entry, deps), secretHash: hashOfSecret(secret) });
    return configured === undefined ? { kind: 'made', secret } : { kind: 'configured' };
  });
}

function installerKey({ at }: Governed, { newId }: GovernedDeps): ApiKey {
  return {
    id: newId('key'),
    label: 'bootstrap',
    owner: null,
    role: 'installer',
    grant: { region: NATIONAL_REGION },
    scopes: [],
    createdAt: at,
    expiresAt: null,
    revokedAt: null,
  };
}
