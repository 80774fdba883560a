import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import { type ApiKey, bothSidesAt } from './api-key.ts';
import { listWorkingKeys } from './list-working-keys-repository.ts';

/** Keys that work and that write orders as well as what follows them: made before no key could. */
export async function listBothSidesKeys(tx: Tx, at: Instant): Promise<readonly ApiKey[]> {
  const working = await listWorkingKeys(tx, at);
  return working.flatMap(({ key }) => (bothSidesAt(key.scopes) === undefined ? [] : [key]));
}
