import type { Tx } from '../../db/index.ts';
import { type LeafRow, listLeavesAbout, type ReadLeaf } from '../../log/index.ts';

/** Which sessions of a person a leaf ends: all but one, where it was done in that one. */
interface SessionsEnd {
  readonly except: string | null;
}

/**
 * A session ends with the person as that was when it was opened, and with the password; only the one in which the password is
 * changed goes on. Ends of single sessions have leaves of their own.
 */
export function endOfSessions({
  type,
  subject,
  body,
}: Pick<ReadLeaf, 'type' | 'subject' | 'body'>): SessionsEnd | undefined {
  if (subject.startsWith('person/')) return body.person ? { except: null } : undefined;
  if (type === 'totp.removed') return { except: null };
  if (type !== 'password.set' && type !== 'password.changed') return undefined;
  const by = body.by as { readonly key: string } | null | undefined;
  return { except: by?.key ?? null };
}

interface OpenedSession {
  readonly id: string;
  readonly index: number;
  readonly person: string;
}

/** The leaf by which a session ended, other than its own; `last` has the last leaves about its person, by subject. */
export async function findEndByPerson(
  tx: Tx,
  { id, index, person }: OpenedSession,
  last: ReadonlyMap<string, LeafRow>,
): Promise<LeafRow | undefined> {
  for (const subject of [`person/${person}`, `password/${person}`, `totp/${person}`]) {
    // Nothing has changed since it was opened, as a rule, and then nothing is read.
    if ((last.get(subject)?.logIndex ?? -1) <= index) continue;
    const leaves = await listLeavesAbout(tx, subject);
    const end = leaves.find((leaf) => {
      const said = leaf.logIndex > index && endOfSessions({ ...leaf, body: JSON.parse(leaf.bytes) });
      return said && said.except !== id;
    });
    if (end) return end;
  }
  return undefined;
}
