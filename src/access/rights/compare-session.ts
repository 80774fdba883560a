import type { Tx } from '../../db/index.ts';
import { digestOf } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  findLeafAsOf,
  type LeafRow,
  listLeavesOfType,
  withoutLeaf,
} from '../../log/index.ts';
import { type LoggedSession, sessionColumns } from '../sessions/session-leaf.ts';
import type { SessionColumns } from '../sessions/session-repository.ts';
import { BUILD_STARTED, keptSessionsIn } from './kept-sessions.ts';

/** A session as the log gives it, and where. */
export interface RecordedSession {
  readonly logged: LoggedSession;
  readonly index: number;
}

/** By its leaf; without one, as the first start that recorded sessions found it. */
export async function findRecordedSession(
  tx: Tx,
  id: string,
  leaf: LeafRow | undefined,
): Promise<RecordedSession | undefined> {
  if (!leaf) return findKeptSession(tx, id);
  const { session } = JSON.parse(leaf.bytes) as { readonly session: LoggedSession };
  return { logged: session, index: leaf.logIndex };
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
