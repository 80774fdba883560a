import { canonicalJson, digestOf, type Grant } from '../../kernel/index.ts';
import type { LeafDraft } from '../../log/index.ts';
import type { Session } from './session.ts';

export const SESSION_OPENED = 'session.opened';
export const SESSION_ENDED = 'session.ended';

/** What the log says of a session: never its token, of which it has a digest only. */
export interface LoggedSession {
  readonly person: string;
  readonly role: string;
  readonly grant: Grant;
  readonly withTotp: boolean;
  readonly expiresAt: string;
  readonly digest: string;
}

export type OpenedSessionRow = Omit<Session, 'passwordSetAt'>;

/** What the session was opened on: the same digests that the last leaves about password and authenticator give. */
export interface OpenedOn {
  readonly password: string;
  readonly totp: string | null;
}

interface OpenedWith {
  readonly session: OpenedSessionRow;
  readonly tokenHash: string;
  /** The session that the person switched from; absent for a sign-in. */
  readonly from?: string | undefined;
}

/** The leaf of a session that a person has opened, and the first thing that was done in it. */
export function sessionOpened({ session, tokenHash, from }: OpenedWith, openedOn: OpenedOn): LeafDraft {
  return {
    type: SESSION_OPENED,
    subject: sessionSubject(session.id),
    by: { keyId: session.id, personId: session.personId },
    body: { session: loggedSession(session, tokenHash), openedOn, ...(from !== undefined && { from }) },
  };
}

/** The leaf of a session that its person has ended, in whichever of the person's own sessions that was done. */
export function sessionEnded(id: string, by: LeafDraft['by']): LeafDraft {
  return { type: SESSION_ENDED, subject: sessionSubject(id), by, body: {} };
}

export function sessionSubject(id: string): string {
  return `session/${id}`;
}

export function loggedSession(session: OpenedSessionRow, tokenHash: string): LoggedSession {
  const { personId: person, role, grant, isWithTotp: withTotp, expiresAt } = session;
  return { person, role, grant, withTotp, expiresAt, digest: digestOf(tokenHash) };
}

/** The same as columns, which the row of the session must show. */
export function sessionColumns({ person, role, grant, expiresAt, digest }: LoggedSession) {
  return { person_id: person, role, reach: canonicalJson(grant), expires_at: expiresAt, token_hash: digest };
}
