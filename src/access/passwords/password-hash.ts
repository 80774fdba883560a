import { createRequire } from 'node:module';
import { Refusal, text } from '../../kernel/index.ts';

const require = createRequire(import.meta.url);

/** The binary is read by the first who signs in. */
function argon2(): typeof import('@node-rs/argon2') {
  return require('@node-rs/argon2');
}

/** Argon2id (the default of the package) with the parameters that OWASP names first: 19 MiB, two passes, one lane. */
export const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Of a random password that nobody knows, made with the same parameters: what is compared when there is no account, so
 * that one that does not exist takes as long.
 */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$6apjwiAVfqG/3H3n1Kofyg$RqX1VJs8+zDyror8j+M3CsMyYri5aVav3v0+d4h94Pg';

/** Each hash takes 19 MiB and a thread of four that files and name look-ups share, so two at a time. */
const AT_ONCE_MAX = 2;
const WAITING_MAX = 64;

/** Hashes and compares passwords, a few at a time. It takes some 10 ms of a processor and never stands inside a transaction. */
export interface PasswordHasher {
  readonly hash: (password: string) => Promise<string>;
  /** Compares with a stored hash, or as long with nobody's, and is then false. */
  readonly isMatch: (password: string, stored: string | undefined) => Promise<boolean>;
}

/** The comparison itself; passed in by the test that every sign-in makes one. */
type Compare = (stored: string, password: string) => Promise<boolean>;

function verified(stored: string, password: string): Promise<boolean> {
  return argon2().verify(stored, password);
}

/** `onCompare` is told of every comparison: one for a sign-in, whether or not the account exists. */
export function createPasswordHasher(onCompare: () => void, compare: Compare = verified): PasswordHasher {
  const takeTurn = createTurns();
  return {
    hash: (password) => takeTurn(() => argon2().hash(password, ARGON2)),
    isMatch: async (password, stored) => {
      const isSame = await takeTurn(() => {
        onCompare();
        return compare(stored ?? NOBODYS_HASH, password);
      });
      return isSame && stored !== undefined;
    },
  };
}

type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Who comes when too many wait is refused at once: a flood of guesses must not take the memory of the process. */
function createTurns(): TakeTurn {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < AT_ONCE_MAX) running += 1;
    else if (waiting.length >= WAITING_MAX) throw tooBusy();
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function tooBusy(): Refusal {
  const message = text(
    '同时登录的人过多，请稍后重试。',
    'Too many sign in at this moment. Please try again in a few seconds.',
  );
  return new Refusal('unavailable', 'session.busy', message);
}
