import type { Tx } from '../../db/index.ts';
import { canonicalJson, type Grant, type Instant, instant, type Role } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import type { Session } from './session.ts';

/** What a session was opened on, and what of it stands now: it works only while the two are the same. */
export interface StoredSession {
  readonly session: Session;
  readonly tokenHash: string;
  readonly endedAt: Instant | null;
  readonly openedOn: { readonly personIndex: number; readonly passwordDigest: string };
  readonly now: { readonly isActive: boolean; readonly personIndex: number; readonly passwordHash: string | undefined };
}

export interface SessionColumns {
  readonly id: string;
  readonly token_hash: string;
  readonly person_id: string;
  readonly role: string;
  readonly reach: string;
  readonly with_totp: number;
  readonly person_index: number;
  readonly password_digest: string;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly expires_at: string;
  readonly ended_at: string | null;
}

export interface NewSession {
  readonly session: Omit<Session, 'passwordSetAt'>;
  readonly tokenHash: string;
  readonly openedOn: StoredSession['openedOn'];
}

export async function insertSession(tx: Tx, { session, tokenHash, openedOn }: NewSession): Promise<void> {
  await tx('sessions').insert({
    id: session.id,
    token_hash: tokenHash,
    person_id: session.personId,
    role: session.role,
    reach: canonicalJson(session.grant),
    with_totp: session.isWithTotp ? 1 : 0,
    person_index: openedOn.personIndex,
    password_digest: openedOn.passwordDigest,
    created_at: session.createdAt,
    last_seen_at: session.lastSeenAt,
    expires_at: session.expiresAt,
  });
}

/** As they stand, whatever their persons and passwords are by now. */
export async function listSessionsNamed(tx: Tx, ids: readonly string[]): Promise<readonly SessionColumns[]> {
  return (await selectIn(tx, 'sessions', 'id', ids)) as unknown as SessionColumns[];
}

/** Those that may still be used at a moment, and those in which somebody proposed or signed what is still to be done. */
export async function listCountingSessions(tx: Tx, at: Instant): Promise<readonly SessionColumns[]> {
  const open = ['open', 'executing'];
  const signed = tx('proposal_signatures').join('proposals', 'proposals.id', 'proposal_signatures.proposal_id');
  return tx('sessions')
    .where((standing) => void standing.whereNull('ended_at').where('expires_at', '>', at))
    .orWhereIn('id', tx('proposals').select('maker_key').whereIn('state', open))
    .orWhereIn('id', signed.select('proposal_signatures.key_id').whereIn('proposals.state', open))
    .orderBy('id');
}

/** For the comparison with the log: by id, after one. */
export async function listSessionRows(
  tx: Tx,
  { after, rowsMax }: { readonly after: string; readonly rowsMax: number },
): Promise<readonly SessionColumns[]> {
  return tx('sessions').where('id', '>', after).orderBy('id').limit(rowsMax);
}

type StoredColumns = SessionColumns & {
  readonly is_disabled: number;
  readonly person_log_index: number;
  readonly hashes: string;
  readonly set_at: string;
};

function storedSessions(tx: Tx) {
  return tx('sessions')
    .join('persons', 'persons.id', 'sessions.person_id')
    .join('passwords', 'passwords.person_id', 'sessions.person_id')
    .select('sessions.*', 'persons.is_disabled', 'persons.log_index as person_log_index')
    .select('passwords.hashes', 'passwords.set_at');
}

export interface OwnSessionFilter {
  readonly personId: string;
  readonly at: Instant;
  /** Those of before this one; ids are in the order of time. */
  readonly before: string | undefined;
  readonly rowsMax: number;
}

/** Those of a person that nobody has ended, the newest first. */
export async function listUnendedSessions(tx: Tx, filter: OwnSessionFilter): Promise<readonly StoredSession[]> {
  const { personId, at, before, rowsMax } = filter;
  const rows: readonly StoredColumns[] = await storedSessions(tx)
    .where({ 'sessions.person_id': personId })
    .whereNull('sessions.ended_at')
    .where('sessions.expires_at', '>', at)
    .where((page) => void (before !== undefined && page.where('sessions.id', '<', before)))
    .orderBy('sessions.id', 'desc')
    .limit(rowsMax);
  return rows.map(toStoredSession);
}

type SessionName = { readonly 'sessions.token_hash': string } | { readonly 'sessions.id': string };

export async function findStoredSession(tx: Tx, named: SessionName): Promise<StoredSession | undefined> {
  const row: StoredColumns | undefined = await storedSessions(tx)
    .where({ ...named })
    .first();
  return row && toStoredSession(row);
}

function toStoredSession(row: StoredColumns): StoredSession {
  const [passwordHash] = JSON.parse(row.hashes) as string[];
  return {
    session: toSession(row, row.set_at),
    tokenHash: row.token_hash,
    endedAt: row.ended_at === null ? null : instant(row.ended_at),
    openedOn: { personIndex: Number(row.person_index), passwordDigest: row.password_digest },
    now: {
      isActive: Number(row.is_disabled) === 0,
      personIndex: Number(row.person_log_index),
      passwordHash,
    },
  };
}

function toSession(row: SessionColumns, passwordSetAt: string): Session {
  return { ...toOpenedSession(row), passwordSetAt: instant(passwordSetAt) };
}

export function toOpenedSession(row: SessionColumns): NewSession['session'] {
  return {
    id: row.id,
    personId: row.person_id,
    role: row.role as Role,
    grant: JSON.parse(row.reach) as Grant,
    isWithTotp: Number(row.with_totp) === 1,
    createdAt: instant(row.created_at),
    lastSeenAt: instant(row.last_seen_at),
    expiresAt: instant(row.expires_at),
  };
}

/** Guarded, so that several processes and requests note one use only once. */
export async function updateLastSeen(
  tx: Tx,
  { id, at, notedSince }: { readonly id: string; readonly at: Instant; readonly notedSince: Instant },
): Promise<void> {
  await tx('sessions').where({ id }).where('last_seen_at', '<=', notedSince).update({ last_seen_at: at });
}

export async function updatePasswordDigest(tx: Tx, id: string, passwordDigest: string): Promise<void> {
  await tx('sessions').where({ id }).update({ password_digest: passwordDigest });
}

export async function updateWithTotp(tx: Tx, id: string): Promise<void> {
  await tx('sessions').where({ id }).update({ with_totp: 1 });
}

export async function updateEnd(tx: Tx, id: string, at: Instant): Promise<readonly string[]> {
  const ended = await tx('sessions').where({ id }).whereNull('ended_at').update({ ended_at: at });
  return ended > 0 ? [id] : [];
}

/** Those that would still work at that moment. */
export async function updateEndOfAll(tx: Tx, personId: string, at: Instant): Promise<readonly string[]> {
  const rows: { id: string }[] = await tx('sessions')
    .select('id')
    .where({ person_id: personId })
    .whereNull('ended_at')
    .where('expires_at', '>', at)
    .orderBy('id');
  const ids = rows.map(({ id }) => id);
  await tx('sessions').whereIn('id', ids).update({ ended_at: at });
  return ids;
}
