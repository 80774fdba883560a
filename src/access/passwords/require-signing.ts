import type { Tx } from '../../db/index.ts';
import { type Instant, Refusal, text } from '../../kernel/index.ts';
import { findWholePeople } from '../people/find-whole-people.ts';
import { type PasswordColumns, toPasswordState } from './password-repository.ts';

/** Refuses a signature of somebody whose password was reset a short while ago, whatever key or session gives it. */
export async function requireSigning(tx: Tx, personId: string | null, at: Instant): Promise<void> {
  const password = (await findWholePeople(tx, [personId ?? ''])).get(personId ?? '')?.password;
  const { signsFrom } = password ? toPasswordState(password as unknown as PasswordColumns) : { signsFrom: null };
  if (signsFrom !== null && at < signsFrom) throw signsLater(signsFrom);
}

function signsLater(signsFrom: Instant): Refusal {
  const message = text(
    `密码重置后 24 小时内不能签署；${signsFrom} 起可以签署。`,
    `Nobody signs within 24 hours after the own password was reset. Signatures are possible from ${signsFrom} on.`,
  );
  return new Refusal('forbidden', 'person.signs_later', message);
}
