import { randomInt } from 'node:crypto';
import { Refusal, sha256, text } from '../../kernel/index.ts';
import type { PersonSecret } from '../signed-act.ts';

/**
 * Whoever has the token of an invitation comes in as the person invited. So it has two halves: one is told to whoever
 * proposes the invitation, the other to whoever signs it, and neither of them alone has the token.
 */
export type TokenHalf = 'first' | 'second';

/** Without I, L, O and U, which are taken for others when a half is read from paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const HALF_CHARACTERS = 28;
/** The other 26 are random, of five bits each: 130. */
const CHECK_CHARACTERS = 2;
const GROUP = /.{4}/g;

/** A prime below 32²: what is left of a half tells which one it is, and any one or two characters exchanged change it. */
const MODULUS = 1021;
const REMAINDERS: Readonly<Record<TokenHalf, number>> = { first: 1, second: 2 };

export function newTokenHalf(half: TokenHalf): string {
  const random = Array.from({ length: HALF_CHARACTERS - CHECK_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]);
  const drawn = random.join('');
  const left = remainderOf(`${drawn}00`);
  const check = (REMAINDERS[half] - left + MODULUS) % MODULUS;
  const whole = `${drawn}${ALPHABET[Math.floor(check / ALPHABET.length)]}${ALPHABET[check % ALPHABET.length]}`;
  return (whole.match(GROUP) ?? []).join('-');
}

function remainderOf(characters: string): number {
  return [...characters].reduce((left, one) => (left * ALPHABET.length + ALPHABET.indexOf(one)) % MODULUS, 0);
}

/** Of a half that was just made: what is kept of it. Its domain makes it no hash of anything else, and no half has this shape. */
export function hashOfHalf(half: TokenHalf, secret: string): string {
  const [read] = halvesIn(secret);
  if (read?.half !== half) throw new Error(`no ${half} half of an invitation`);
  return sha256(`genuine-gate/invitation-half/${half}\n${read.characters}`).toString('hex');
}

/** Of the whole token, made of what is known of its halves: nobody has seen both of them. */
export function hashOfHalves(firstHash: string, secondHash: string): string {
  return sha256(`genuine-gate/invitation\n${firstHash}\n${secondHash}`).toString('hex');
}

/** A half for each of some addresses, in their order, with the hashes that are kept of them. */
export function newTokenHalves(
  half: TokenHalf,
  emails: readonly string[],
): { readonly hashes: readonly string[]; readonly secrets: PersonSecret[] } {
  const secrets = emails.map((email) => ({ email, secret: newTokenHalf(half) }));
  return { hashes: secrets.map(({ secret }) => hashOfHalf(half, secret)), secrets };
}

/** What people put between groups, the dashes of a Chinese keyboard among them. */
const BETWEEN = /[\s\-‐-―—－_·.]/g;

/** What a person has put together: upper case or lower, in groups or not, as a Chinese keyboard writes it. */
function charactersOf(token: string): string {
  return token.normalize('NFKC').replaceAll(BETWEEN, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

interface ReadHalf {
  readonly half: TokenHalf;
  readonly characters: string;
}

/** The halves in what a person has typed, one or two; nothing where any of it is no half. */
function halvesIn(token: string): readonly ReadHalf[] {
  const characters = charactersOf(token);
  const isWhole = characters.length === HALF_CHARACTERS || characters.length === 2 * HALF_CHARACTERS;
  if (!isWhole || ![...characters].every((one) => ALPHABET.includes(one))) return [];
  const parts = [characters.slice(0, HALF_CHARACTERS), characters.slice(HALF_CHARACTERS)].filter((part) => part !== '');
  return parts.flatMap((part): readonly ReadHalf[] => {
    const left = remainderOf(part);
    const half = left === REMAINDERS.first ? 'first' : left === REMAINDERS.second ? 'second' : undefined;
    return half === undefined ? [] : [{ half, characters: part }];
  });
}

/** Of a token as a person has put it together, whichever half comes first; undefined: it is no token. There is one shape alone. */
export function hashOfToken(token: string): string | undefined {
  const halves = halvesIn(token);
  const [first, second] = (['first', 'second'] as const).map((half) => halves.find((read) => read.half === half));
  if (!first || !second) return undefined;
  return hashOfHalves(hashOfHalf('first', first.characters), hashOfHalf('second', second.characters));
}

/** Of a proposal whose first half has the shape of an earlier version, which opens nothing any more. */
export function outdatedInvitation(): Refusal {
  const message = text(
    '该邀请由旧版本发起，请重新发起。',
    'This invitation was proposed at an earlier version. Propose it again.',
  );
  return new Refusal('conflict', 'person.invitation_outdated', message);
}
