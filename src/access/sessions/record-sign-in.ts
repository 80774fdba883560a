import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import type { SignInReason } from './sign-in.ts';
import { insertSignIn } from './sign-in-repository.ts';
import { type Attempt, isClosed } from './take-attempt.ts';

export interface FailedAttempt {
  readonly attempt: Attempt;
  readonly at: Instant;
  readonly personId: string | null;
  readonly reason: SignInReason;
  readonly sessionId?: string;
}

/** Notes a failure for those who review sign-ins, and whether it was the one that closed the account. */
export async function recordFailure(
  tx: Tx,
  { newId }: Pick<GovernedDeps, 'newId'>,
  failed: FailedAttempt,
): Promise<void> {
  const { attempt, at, personId, reason, sessionId = null } = failed;
  const event = (await isClosed(tx, attempt)) ? 'locked' : 'refused';
  await insertSignIn(tx, { ...attempt, id: newId('sgn'), at, event, personId, reason, sessionId, role: null });
}
