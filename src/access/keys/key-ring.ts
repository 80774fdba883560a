import type { Instant } from '../../kernel/index.ts';
import type { KnownCaller } from '../find-actor.ts';

/** How long another process may still accept a key that was revoked, or a session that was ended, here. */
const KEPT_MS = 2_000;
const KEPT_KEYS_MAX = 10_000;

export interface KeyRing {
  /** The caller of a key, undefined when the key does not work at this moment. */
  readonly find: (secretHash: string, at: Instant) => Promise<KnownCaller | undefined>;
  /** Forgets one caller, who has changed by its own use: a session whose idle time begins anew. */
  readonly forget: (secretHash: string) => void;
  /** Forgets everybody, after a key was revoked or a person changed: in this process that works at once. */
  readonly clear: () => void;
}

interface CachedCaller {
  readonly caller: Promise<KnownCaller | undefined>;
  readonly untilMs: number;
}

/**
 * Remembers callers for two seconds, so that a busy client costs one read in that time instead of one a request. Promises
 * are kept, not values: a hundred requests at once wait for one read. Unknown keys are forgotten at once, or guessing
 * would fill the memory.
 */
export function createKeyRing(load: (secretHash: string) => Promise<KnownCaller | undefined>): KeyRing {
  const kept = new Map<string, CachedCaller>();

  const remember = (secretHash: string, nowMs: number): Promise<KnownCaller | undefined> => {
    if (kept.size >= KEPT_KEYS_MAX) kept.clear();
    const caller = load(secretHash);
    const entry = { caller, untilMs: nowMs + KEPT_MS };
    kept.set(secretHash, entry);
    const forget = (): void => {
      if (kept.get(secretHash) === entry) kept.delete(secretHash);
    };
    caller.then((found) => found ?? forget(), forget);
    return caller;
  };

  return {
    find: async (secretHash, at) => {
      const nowMs = performance.now();
      const entry = kept.get(secretHash);
      const remembered = entry && entry.untilMs > nowMs ? await entry.caller : undefined;
      // What has run out by what is remembered may go on by what stands: a session in use ends later and later.
      const known = isAlive(remembered, at) ? remembered : await remember(secretHash, nowMs);
      return isAlive(known, at) ? known : undefined;
    },
    forget: (secretHash) => {
      kept.delete(secretHash);
    },
    clear: () => kept.clear(),
  };
}

function isAlive(known: KnownCaller | undefined, at: Instant): boolean {
  return known !== undefined && (known.expiresAt === null || at < known.expiresAt);
}
