import { randomBytes } from 'node:crypto';
import { hashOfSecret } from '../keys/api-key.ts';
import type { PersonSecret } from '../signed-act.ts';

/**
 * Whoever has the token of an invitation comes in as the person invited. So it has two halves: one is told to whoever
 * proposes the invitation, the other to whoever signs it, and neither of them alone has the token.
 */
export type TokenHalf = 'first' | 'second';

/** The prefixes tell the halves apart, and let secret scanners find a leaked one. */
const PREFIXES: Readonly<Record<TokenHalf, string>> = { first: 'gi1_', second: 'gi2_' };
const HALF_BYTES = 24;

export function newTokenHalf(half: TokenHalf): string {
  return `${PREFIXES[half]}${randomBytes(HALF_BYTES).toString('base64url')}`;
}

/** Of the whole token, made of what is known of its halves: nobody has seen both of them. */
export function hashOfHalves(firstHash: string, secondHash: string): string {
  return hashOfSecret(`${firstHash}${secondHash}`);
}

/** A half for each of some addresses, in their order, with the hashes that are kept of them. */
export function newTokenHalves(
  half: TokenHalf,
  emails: readonly string[],
): { readonly hashes: readonly string[]; readonly secrets: PersonSecret[] } {
  const secrets = emails.map((email) => ({ email, secret: newTokenHalf(half) }));
  return { hashes: secrets.map(({ secret }) => hashOfSecret(secret)), secrets };
}

const FIRST = /gi1_[A-Za-z0-9_-]{32}/;
const SECOND = /gi2_[A-Za-z0-9_-]{32}/;
const WHOLE_CHARACTERS = 72;

/** Of a token as a person has put it together, in whatever order; one of before the halves is hashed as it is. */
export function hashOfToken(token: string): string {
  const halves = token.replaceAll(/\s/g, '');
  const [first] = FIRST.exec(halves) ?? [];
  const [second] = SECOND.exec(halves) ?? [];
  const isWhole = first !== undefined && second !== undefined && halves.length === WHOLE_CHARACTERS;
  return isWhole ? hashOfHalves(hashOfSecret(first), hashOfSecret(second)) : hashOfSecret(token);
}
