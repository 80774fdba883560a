import { type Actor, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { updateRevocation } from '../access-repository.ts';
import { requireReach } from '../require-reach.ts';
import type { ApiKey } from './api-key.ts';
import { listApiKeys } from './list-api-keys.ts';

/** Ends a key for good. The bootstrap key is not ended here but by the end of set-up mode. */
export async function revokeApiKey(
  entry: Governed,
  { actor, id, reason }: { readonly actor: Actor; readonly id: string; readonly reason: string },
): Promise<ApiKey> {
  const [key] = await listApiKeys(entry.tx, { id, within: actor.grant, rowsMax: 1 });
  if (!key) throw apiKeyNotFound();
  await requireReach(entry.tx, [key.grant], actor.grant);
  if (key.revokedAt !== null) throw alreadyRevoked();
  await recordRevocation(entry, { actor, id, reason });
  return { ...key, revokedAt: entry.at };
}

export async function recordRevocation(
  { append, tx, at }: Governed,
  { actor, id, reason }: { readonly actor: Actor | null; readonly id: string; readonly reason: string },
): Promise<void> {
  const { logIndex } = append({
    type: 'api-key.revoked',
    subject: `api-key/${id}`,
    by: actor,
    body: {},
    sealed: { '/reason': reason },
  });
  await updateRevocation(tx, { id, revokedAt: at, logIndex });
}

export function apiKeyNotFound(): Refusal {
  return new Refusal('not_found', 'api_key.not_found', text('未找到该密钥。', 'There is no such key.'));
}

function alreadyRevoked(): Refusal {
  return new Refusal('conflict', 'api_key.revoked', text('该密钥已被吊销。', 'The key is revoked already.'));
}
