import type { Actor } from '../kernel/index.ts';
import { type AccessParts, type SecretCarrier, secretIn } from './access-middleware.ts';
import { hashOfSecret } from './keys/api-key.ts';
import { pendingIn } from './sessions/session.ts';

/**
 * Finds who asks what everybody may ask, where some are told more. Undefined for whoever sends nothing that works, and for
 * everybody while the database is away: the question is answered all the same.
 */
export function openCallerFinder({
  clock,
  keyRing,
  settings,
}: Pick<AccessParts, 'clock' | 'keyRing' | 'settings'>): (req: SecretCarrier) => Promise<Actor | undefined> {
  return async (req) => {
    try {
      const at = clock();
      const known = await keyRing.find(hashOfSecret(secretIn(req, settings)), at);
      const isPending = known?.session !== undefined && pendingIn(known.session, settings, at).length > 0;
      return isPending ? undefined : known?.actor;
    } catch {
      return undefined;
    }
  };
}
