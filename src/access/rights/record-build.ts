import { findLeafAsOf, type Governed, listLeavesOfType } from '../../log/index.ts';
import { loggedSession } from '../sessions/session-leaf.ts';
import { listCountingSessions, toOpenedSession } from '../sessions/session-repository.ts';
import { BUILD_STARTED, type KeptSession, keptSessionsIn } from './kept-sessions.ts';

/** The first start of a build is a leaf, and the first of all that records sessions names those it found. */
export async function recordBuild(entry: Governed, build: string): Promise<void> {
  const subject = `build/${build}`;
  if (await findLeafAsOf(entry.tx, subject, entry.nextIndex())) return;
  const leaves = await listLeavesOfType(entry.tx, BUILD_STARTED);
  const isRecorded = leaves.some(({ bytes }) => keptSessionsIn(JSON.parse(bytes)) !== undefined);
  const sessions = isRecorded ? {} : { sessions: await listKept(entry) };
  entry.append({ type: BUILD_STARTED, subject, by: null, body: { build, ...sessions } });
}

async function listKept({ tx, at }: Governed): Promise<readonly KeptSession[]> {
  const rows = await listCountingSessions(tx, at);
  return rows.map((row) => ({ id: row.id, session: loggedSession(toOpenedSession(row), row.token_hash) }));
}
