import type { Tx } from '../../db/index.ts';
import { findLeafAsOf, type Governed, listLeavesOfType } from '../../log/index.ts';
import { loggedSession } from '../sessions/session-leaf.ts';
import { listCountingSessions, toOpenedSession } from '../sessions/session-repository.ts';
import { BUILD_STARTED, type KeptSession, keptSessionsIn } from './kept-sessions.ts';

/**
 * The first start of a build is a leaf, and the first of all that records sessions and proposals names those it found: what
 * is open of the latter is told by `listOpen`.
 */
export async function recordBuild(
  entry: Governed,
  build: string,
  listOpen: (tx: Tx) => Promise<readonly object[]>,
): Promise<void> {
  const subject = subjectOf(build);
  if (await hasStartedBefore(entry.tx, build, entry.nextIndex())) return;
  const leaves = await listLeavesOfType(entry.tx, BUILD_STARTED);
  const isRecorded = leaves.some(({ bytes }) => keptSessionsIn(JSON.parse(bytes)) !== undefined);
  const found = isRecorded ? {} : { sessions: await listKept(entry), proposals: await listOpen(entry.tx) };
  entry.append({ type: BUILD_STARTED, subject, by: null, body: { build, ...found } });
}

/** Whether a build has its leaf in a log of this size. */
export async function hasStartedBefore(tx: Tx, build: string, size: number): Promise<boolean> {
  return (await findLeafAsOf(tx, subjectOf(build), size)) !== undefined;
}

function subjectOf(build: string): string {
  return `build/${build}`;
}

async function listKept({ tx, at }: Governed): Promise<readonly KeptSession[]> {
  const rows = await listCountingSessions(tx, at);
  return rows.map((row) => ({ id: row.id, session: loggedSession(toOpenedSession(row), row.token_hash) }));
}
