import { canonicalJson, type Grant, type Instant, laterOf, plusMs, type Role } from '../../kernel/index.ts';
import { type Difference, type MissingRight, type ReadLeaf, withoutRight } from '../../log/index.ts';
import { covers } from '../grant.ts';
import type { RoleGrant } from '../people/person.ts';
import { sessionEnd } from '../sessions/session.ts';
import type { PersonState, ReplayedRights } from './replayed-rights.ts';

/** Who did something, as its leaf names them. */
export interface Author {
  readonly key: string;
  readonly person: string | null;
}

/** Whoever works at the machine itself, and the passing of time. They are nobody's keys and sign nothing. */
const AT_THE_MACHINE: readonly string[] = ['key_local', 'key_system'];

/**
 * How long a right may still be used after the leaf that took it: another process knows a caller for two seconds, a request
 * waits ten for its turn, and the log may be two minutes ahead of a clock.
 */
const STILL_USED_MS = 180_000;

export interface AuthorClaim {
  readonly author: Author;
  /** When it was claimed: of a signature, when it was given. */
  readonly at: Instant;
  readonly index: number;
  /** Of the maker of a proposal: the session may be over, not the right. */
  readonly isMaker?: boolean;
}

type Place = Pick<Difference, 'table' | 'key' | 'index'>;

export function isSessionKey({ key }: Author): boolean {
  return key.startsWith('ses_');
}

/** What the log lacks for an author to have had the right at that time; undefined: nothing. */
export function judgeAuthor(rights: ReplayedRights, claim: AuthorClaim): Difference | undefined {
  const { author, index } = claim;
  const isNoKey = AT_THE_MACHINE.includes(author.key) || rights.platforms.has(author.key);
  if (author.person === null && isNoKey) return undefined;
  const place: Place = { table: isSessionKey(author) ? 'sessions' : 'api_keys', key: author.key, index };
  const held = isSessionKey(author) ? heldBySession(rights, claim) : heldByKey(rights, claim);
  if (typeof held === 'string') return withoutRight(place, held);
  if (held.owner !== author.person) return withoutRight(place, 'other');
  if (author.person === null) return held.role === 'installer' ? undefined : withoutRight(place, 'role');
  const states = rights.persons.get(author.person);
  const ofPerson: Place = { table: 'persons', key: author.person, index };
  if (!states) return withoutRight(ofPerson, 'unknown');
  const isHeld = statesAbout(states, claim.at).some((state) => state.isActive && isCarried(state.roles, held, rights));
  return isHeld ? undefined : withoutRight(ofPerson, 'role');
}

interface HeldRight {
  readonly owner: string | null;
  readonly role: Role;
  readonly grant: Grant;
}

function heldBySession(rights: ReplayedRights, { author, at, isMaker = false }: AuthorClaim): HeldRight | MissingRight {
  const session = rights.sessions.get(author.key);
  if (!session) return 'unknown';
  const { person: owner, role, grant, openedAt, endedAt, expiresAt } = session;
  // The log may be ahead of the clock that the session ends by.
  const end = laterOf(expiresAt as Instant, sessionEnd(openedAt as Instant));
  const isOver = isPast(end, at) || (endedAt !== null && isPast(endedAt, at));
  return isOver && !isMaker ? 'over' : { owner, role: role as Role, grant };
}

function heldByKey(rights: ReplayedRights, { author, at }: AuthorClaim): HeldRight | MissingRight {
  const key = rights.keys.get(author.key);
  if (!key) return 'unknown';
  const { expiresAt, revokedAt } = key;
  return [expiresAt, revokedAt].some((end) => end !== null && isPast(end, at)) ? 'over' : key;
}

function isPast(end: string, at: Instant): boolean {
  return plusMs(end as Instant, STILL_USED_MS) < at;
}

/** What was true of a person at a moment, or a little before. */
export function statesAbout(states: readonly PersonState[], at: Instant): readonly PersonState[] {
  return states.filter((state, place) => {
    const next = states[place + 1];
    return state.at <= at && (next === undefined || !isPast(next.at, at));
  });
}

/** Machines and platforms have roles of their own, by a key of somebody who may do something here. */
function isCarried(roles: readonly RoleGrant[], held: HeldRight, { regions }: ReplayedRights): boolean {
  if (held.role === 'machine' || held.role === 'platform') return roles.length > 0;
  return roles.some(({ role, grant }) => role === held.role && covers(grant, held.grant, regions));
}

interface OpeningLeaf {
  readonly by?: Author | null;
  readonly session?: {
    readonly person: string;
    readonly role: string;
    readonly grant: Grant;
    readonly withTotp: boolean;
  };
  readonly openedOn?: { readonly password: string; readonly totp: string | null };
}

/** A session is opened on what the log says of its person that very moment, by nobody but the person. */
export function judgeOpening(rights: ReplayedRights, leaf: ReadLeaf, id: string): readonly Difference[] {
  const { by, session, openedOn } = leaf.body as OpeningLeaf;
  const place: Place = { table: 'sessions', key: id, index: leaf.logIndex };
  if (!session || by?.key !== id || by.person !== session.person) return [withoutRight(place, 'other')];
  const person = session.person;
  const state = rights.persons.get(person)?.at(-1);
  const wanted = canonicalJson({ role: session.role, grant: session.grant });
  const isHeld = state?.isActive && state.roles.some(({ role, grant }) => canonicalJson({ role, grant }) === wanted);
  const totp = rights.totps.get(person)?.digest ?? null;
  const isProven = openedOn?.totp === totp && session.withTotp === (totp !== null);
  return [
    ...(isHeld ? [] : [withoutRight({ ...place, table: 'persons', key: person }, 'role')]),
    ...(openedOn?.password === rights.passwords.get(person)?.digest ? [] : [withoutRight(place, 'password')]),
    ...(isProven ? [] : [withoutRight(place, 'totp')]),
  ];
}
