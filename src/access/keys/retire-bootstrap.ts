import type { Actor } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { blankAnswersOfUsers, insertSetUpEnd, isInSetUpMode, listInstallerKeys } from '../access-repository.ts';
import { recordRevocation } from './revoke-api-key.ts';

/**
 * Ends set-up mode for good: the bootstrap key stops working, and from then on every act for two needs two people.
 * Answers false when it had ended before.
 */
export async function retireBootstrap(entry: Governed, actor: Actor | null): Promise<boolean> {
  if (!(await isInSetUpMode(entry.tx))) return false;
  for (const { id } of await listInstallerKeys(entry.tx)) {
    await recordRevocation(entry, { actor, id, reason: 'the end of set-up' });
  }
  // Its key answers nobody again, and names must not stay where erasing does not look.
  await blankAnswersOfUsers(entry.tx);
  const { logIndex } = entry.append({ type: 'set-up.ended', subject: 'gate/set-up', by: actor, body: {} });
  await insertSetUpEnd(entry.tx, { at: entry.at, logIndex });
  return true;
}
