import type { Tx } from '../../db/index.ts';
import { digestOf, type Instant } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  findLeafAsOf,
  type LeafRow,
  listLeavesAbout,
  listLeavesOfType,
  withoutLeaf,
} from '../../log/index.ts';
import { sessionOver } from '../sessions/find-session.ts';
import { type LoggedSession, SESSION_OPENED, sessionColumns, sessionSubject } from '../sessions/session-leaf.ts';
import type { SessionColumns } from '../sessions/session-repository.ts';
import { findEndByPerson } from './find-session-end.ts';
import { BUILD_STARTED, keptSessionsIn } from './kept-sessions.ts';

/** A session as the log gives it, and where. */
export interface RecordedSession {
  readonly logged: LoggedSession;
  readonly index: number;
  /** The leaf that says that its person has ended it. */
  readonly ended?: LeafRow;
}

/** By its leaves, of which the last is known; without one, as the first start that recorded sessions found it. */
export async function findRecordedSession(
  tx: Tx,
  id: string,
  last: LeafRow | undefined,
): Promise<RecordedSession | undefined> {
  if (!last) return findKeptSession(tx, id);
  if (last.type === SESSION_OPENED) return toRecorded(last);
  const opened = (await listLeavesAbout(tx, sessionSubject(id))).find(({ type }) => type === SESSION_OPENED);
  const recorded = opened ? toRecorded(opened) : await findKeptSession(tx, id);
  return recorded && { ...recorded, ended: last };
}

function toRecorded({ bytes, logIndex: index }: LeafRow): RecordedSession {
  const { session } = JSON.parse(bytes) as { readonly session: LoggedSession };
  return { logged: session, index };
}

/** One that stood when the gate began to record sessions: for eight hours after an upgrade there are such. */
async function findKeptSession(tx: Tx, id: string): Promise<RecordedSession | undefined> {
  for (const { logIndex, bytes } of await listLeavesOfType(tx, BUILD_STARTED)) {
    const logged = keptSessionsIn(JSON.parse(bytes))?.find((each) => each.id === id)?.session;
    if (logged) return { logged, index: logIndex };
  }
  return undefined;
}

/** The row of one session against its leaf. */
export async function compareSession(
  tx: Tx,
  id: string,
  { recorded, row }: { readonly recorded: RecordedSession | undefined; readonly row: SessionColumns | undefined },
): Promise<readonly Difference[]> {
  const place = { table: 'sessions', key: id, index: recorded?.index ?? null };
  if (!recorded) return [withoutLeaf(place)];
  // Sessions are in no backup, and what was proposed in one that is gone may still be signed.
  if (!row) return [];
  return [
    ...differencesIn(place, { ...row, token_hash: digestOf(row.token_hash) }, sessionColumns(recorded.logged)),
    ...(await compareCode(tx, row, recorded)),
  ];
}

interface PresentedSession {
  readonly recorded: RecordedSession;
  readonly row: SessionColumns | undefined;
  /** The last leaves about its person, by subject. */
  readonly last: ReadonlyMap<string, LeafRow>;
  readonly at: Instant;
}

/**
 * Compares a session in which a person asks now with the leaf that ended it: a row that loses its end, or gets the digest of a
 * new password, opens nothing. A session that has just ended is over also for the two seconds for which another process
 * still knows it.
 */
export async function compareEnd(
  tx: Tx,
  id: string,
  { recorded, row, last, at }: PresentedSession,
): Promise<readonly Difference[]> {
  const { logged, index, ended } = recorded;
  if (at >= logged.expiresAt) throw sessionOver();
  const end = ended ?? (await findEndByPerson(tx, { id, index, person: logged.person }, last));
  if (!end) return [];
  const place = { table: 'sessions', key: id, index: end.logIndex };
  if (ended && row && row.ended_at === null) return differencesIn(place, { ended_at: null }, { ended_at: end.at });
  throw sessionOver();
}

/** A session counts as opened with a code from the moment on that its person has enrolled in it. */
async function compareCode(
  tx: Tx,
  { id, person_id, with_totp }: SessionColumns,
  { logged, index }: RecordedSession,
): Promise<readonly Difference[]> {
  if (Number(with_totp) === Number(logged.withTotp)) return [];
  const leaf = await findLeafAsOf(tx, `totp/${person_id}`, Number.MAX_SAFE_INTEGER);
  const { type, by } = JSON.parse(leaf?.bytes ?? '{}') as { type?: string; by?: { key: string } | null };
  const isEnrolledHere = Number(with_totp) === 1 && type === 'totp.enrolled' && by?.key === id;
  const place = { table: 'sessions', key: id, index };
  return isEnrolledHere ? [] : differencesIn(place, { with_totp }, { with_totp: Number(logged.withTotp) });
}
