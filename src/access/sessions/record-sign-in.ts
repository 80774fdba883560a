import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { Attempt } from './find-attempt.ts';
import type { SessionDeps } from './session-deps.ts';
import type { SignInReason } from './sign-in.ts';
import { insertSignIn } from './sign-in-repository.ts';
import { endOfWait } from './take-attempt.ts';

export interface FailedAttempt {
  readonly attempt: Attempt;
  readonly at: Instant;
  readonly personId: string | null;
  readonly reason: SignInReason;
  readonly sessionId?: string;
}

/** Notes a failure for those who review sign-ins, and whether the next one has to wait. */
export async function recordFailure(
  tx: Tx,
  { newId, settings }: Pick<SessionDeps, 'newId' | 'settings'>,
  failed: FailedAttempt,
): Promise<void> {
  const { attempt, at, personId, reason, sessionId = null } = failed;
  const until = await endOfWait(tx, attempt, { profile: settings.passwordProfile, at });
  const event = until === null ? 'refused' : 'locked';
  const { account, address } = attempt;
  await insertSignIn(tx, { account, address, id: newId('sgn'), at, event, personId, reason, sessionId, role: null });
}
