import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import { noteableSince } from './session.ts';
import { updateLastSeen } from './session-repository.ts';

/** Notes that a session is in use, once a minute at most, however many processes see it. */
export async function noteUse(tx: Tx, id: string, at: Instant): Promise<void> {
  await updateLastSeen(tx, { id, at, notedSince: noteableSince(at) });
}
