import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { Attempt } from './find-attempt.ts';
import type { Session } from './session.ts';
import type { SessionDeps } from './session-deps.ts';
import { updateEnd, updateEndOfAll } from './session-repository.ts';
import { insertSignIn } from './sign-in-repository.ts';

export interface SignOut {
  readonly session: Session;
  /** Every session of the person, on whatever machine. */
  readonly everywhere: boolean;
  readonly from: Pick<Attempt, 'account' | 'address'>;
  readonly at: Instant;
}

/** Ends a session for good, or all of the person's, and answers which. The caller appends a leaf for each. */
export async function closeSession(
  tx: Tx,
  { newId }: SessionDeps,
  { session, everywhere, from, at }: SignOut,
): Promise<readonly string[]> {
  const { id, personId, role } = session;
  const ended = everywhere ? await updateEndOfAll(tx, personId, at) : await updateEnd(tx, id, at);
  await insertSignIn(tx, {
    ...{ id: newId('sgn'), at, ...from, event: 'signed-out', reason: null },
    ...{ personId, sessionId: id, role },
  });
  return ended;
}
