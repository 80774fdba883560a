import type { Grant, Role } from '../../kernel/index.ts';
import type { ReadLeaf } from '../../log/index.ts';
import type { RoleGrant } from '../people/person.ts';
import { type LoggedSession, SESSION_ENDED, SESSION_OPENED } from '../sessions/session-leaf.ts';
import { endOfSessions } from './find-session-end.ts';
import { BUILD_STARTED, keptSessionsIn } from './kept-sessions.ts';

/** A person from one leaf on, until the next about the same person. */
export interface PersonState {
  readonly at: string;
  readonly roles: readonly RoleGrant[];
  readonly isActive: boolean;
}

export interface KeyState {
  readonly owner: string | null;
  readonly role: Role;
  readonly grant: Grant;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export interface SessionState extends LoggedSession {
  readonly openedAt: string;
  readonly endedAt: string | null;
  /** A leaf of its own says that it was ended. */
  readonly isSignedOut: boolean;
}

export interface CredentialState {
  readonly type: string;
  /** Null: none is left. */
  readonly digest: string | null;
  readonly invitationExpiresAt: string | null;
}

/** Who may do what by the leaves that were read so far: as many entries as there are persons, keys and sessions. */
export interface ReplayedRights {
  readonly persons: Map<string, PersonState[]>;
  readonly keys: Map<string, KeyState>;
  readonly sessions: Map<string, SessionState>;
  /** Procurement platforms, in whose names the gate does what they call back. */
  readonly platforms: Set<string>;
  readonly sessionsOf: Map<string, Set<string>>;
  readonly passwords: Map<string, CredentialState>;
  readonly totps: Map<string, CredentialState>;
  /** Of the agencies that keys and sessions are for. */
  readonly regions: Map<string, string>;
  hasSetUpEnded: boolean;
  /** That the gate serves; null: no start has said one yet. */
  gateRegion: string | null;
  /** From when on every session has a leaf; null: those that were read so far are of builds that recorded none. */
  sessionsRecordedAt: string | null;
}

export function noRights(): ReplayedRights {
  return {
    ...{ persons: new Map(), keys: new Map(), sessions: new Map(), sessionsOf: new Map() },
    ...{ platforms: new Set(), passwords: new Map(), totps: new Map(), regions: new Map() },
    ...{ hasSetUpEnded: false, gateRegion: null, sessionsRecordedAt: null },
  };
}

/** Takes what a leaf gives, takes or changes. */
export function learnRights(rights: ReplayedRights, leaf: ReadLeaf): void {
  const { type, subject } = leaf;
  const [kind = '', id = ''] = splitSubject(subject);
  if (kind === 'person') learnPerson(rights, id, leaf);
  else if (kind === 'api-key') learnKey(rights, id, leaf);
  else if (kind === 'password' || kind === 'totp') learnCredential(rights, { kind, person: id }, leaf);
  else if (type === SESSION_OPENED)
    learnSession(rights, { id, session: memberOf<LoggedSession>(leaf, 'session') }, leaf);
  else if (type === SESSION_ENDED) learnEnd(rights, id, leaf);
  else if (type === BUILD_STARTED) learnKept(rights, leaf);
  else if (type === 'set-up.ended') rights.hasSetUpEnded = true;
  else if (type === 'gate.region-set') rights.gateRegion = String(leaf.body.region);
  else if (kind === 'platform') rights.platforms.add(id);
  else if (kind === 'agency' && rights.regions.has(id)) learnRegion(rights, id, leaf.body);
}

export function splitSubject(subject: string): readonly [string, string] {
  const at = subject.indexOf('/');
  return at < 0 ? [subject, ''] : [subject.slice(0, at), subject.slice(at + 1)];
}

function learnPerson(rights: ReplayedRights, id: string, leaf: ReadLeaf): void {
  const said = memberOf<Omit<PersonState, 'at'>>(leaf, 'person');
  if (!said) return;
  const states = rights.persons.get(id) ?? [];
  rights.persons.set(id, [...states, { at: leaf.at, roles: said.roles ?? [], isActive: said.isActive === true }]);
  endSessions(rights, id, leaf);
}

function learnKey({ keys }: ReplayedRights, id: string, leaf: ReadLeaf): void {
  const before = keys.get(id);
  if (leaf.type === 'api-key.revoked' && before) keys.set(id, { ...before, revokedAt: leaf.at });
  const made = memberOf<Omit<KeyState, 'revokedAt'>>(leaf, 'key');
  if (made && !before) {
    const { owner, role, grant, expiresAt = null } = made;
    keys.set(id, { owner, role, grant, expiresAt, revokedAt: null });
  }
}

interface CredentialOf {
  readonly kind: 'password' | 'totp';
  readonly person: string;
}

function learnCredential(rights: ReplayedRights, { kind, person }: CredentialOf, leaf: ReadLeaf): void {
  const { type } = leaf;
  const said = memberOf<{ digest?: string; invitationExpiresAt?: string | null }>(leaf, kind);
  const { digest = null, invitationExpiresAt = null } = said ?? {};
  const kept = kind === 'password' ? rights.passwords : rights.totps;
  kept.set(person, { type, digest, invitationExpiresAt });
  const by = memberOf<{ key: string }>(leaf, 'by')?.key ?? null;
  endSessions(rights, person, leaf);
  const session = by === null ? undefined : rights.sessions.get(by);
  if (type === 'totp.enrolled' && by !== null && session) rights.sessions.set(by, { ...session, withTotp: true });
}

function endSessions({ sessions, sessionsOf }: ReplayedRights, person: string, leaf: ReadLeaf): void {
  const end = endOfSessions(leaf);
  if (!end) return;
  for (const id of sessionsOf.get(person) ?? []) {
    const session = sessions.get(id);
    if (id !== end.except && session?.endedAt === null) sessions.set(id, { ...session, endedAt: leaf.at });
  }
}

function learnEnd({ sessions }: ReplayedRights, id: string, { at }: Pick<ReadLeaf, 'at'>): void {
  const session = sessions.get(id);
  if (session) sessions.set(id, { ...session, endedAt: session.endedAt ?? at, isSignedOut: true });
}

const STANDING = { endedAt: null, isSignedOut: false };

function learnSession(
  rights: ReplayedRights,
  { id, session }: { readonly id: string; readonly session: LoggedSession | undefined },
  { at }: Pick<ReadLeaf, 'at'>,
): void {
  rights.sessionsRecordedAt ??= at;
  if (!session || rights.sessions.has(id)) return;
  const { person, role, grant, withTotp, expiresAt, digest } = session;
  rights.sessions.set(id, { person, role, grant, withTotp, expiresAt, digest, openedAt: at, ...STANDING });
  const own = rights.sessionsOf.get(person) ?? new Set();
  rights.sessionsOf.set(person, own.add(id));
}

function learnKept(rights: ReplayedRights, leaf: ReadLeaf): void {
  const kept = keptSessionsIn(leaf.body);
  if (!kept || rights.sessionsRecordedAt !== null) return;
  rights.sessionsRecordedAt = leaf.at;
  for (const each of kept) learnSession(rights, each, leaf);
}

export function learnRegion({ regions }: Pick<ReplayedRights, 'regions'>, code: string, body: ReadLeaf['body']): void {
  const { after } = body;
  const region = typeof after === 'object' && after !== null && 'region' in after ? after.region : undefined;
  if (typeof region === 'string') regions.set(code, region);
}

function memberOf<Member>({ body }: Pick<ReadLeaf, 'body'>, name: string): Member | undefined {
  const member = body[name];
  return typeof member === 'object' && member !== null ? (member as Member) : undefined;
}
