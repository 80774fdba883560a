import type { Tx } from '../../db/index.ts';
import type { Grant, Instant } from '../../kernel/index.ts';
import { type ApiKeyColumns, toApiKey, withinReach } from '../access-repository.ts';
import type { RoleGrant } from '../people/person.ts';
import type { ApiKey } from './api-key.ts';

/** A key that works, and whose it is. */
export interface WorkingKey {
  readonly key: ApiKey;
  readonly owner: { readonly id: string; readonly name: string; readonly roles: readonly RoleGrant[] };
}

type WorkingColumns = ApiKeyColumns & {
  readonly owner_id: string;
  readonly owner_name: string;
  readonly owner_roles: string;
};

/**
 * Keys that are not revoked and whose own end has not come, of people who are active, by id; only those that reach
 * something within a grant, where one is given.
 */
export async function listWorkingKeys(tx: Tx, at: Instant, within?: Grant): Promise<readonly WorkingKey[]> {
  const query = tx('api_keys')
    .join('persons', 'persons.id', 'api_keys.owner')
    .where('persons.is_disabled', 0)
    .whereNull('api_keys.revoked_at')
    .whereRaw('(api_keys.expires_at is null or api_keys.expires_at > ?)', [at])
    .select('api_keys.*', 'persons.id as owner_id', 'persons.name as owner_name', 'persons.roles as owner_roles')
    .orderBy('api_keys.id');
  if (within) withinReach(tx, query, { column: 'api_keys.reach', grant: within });
  const rows: WorkingColumns[] = await query;
  return rows.map((row) => ({
    key: toApiKey(row),
    owner: { id: row.owner_id, name: row.owner_name, roles: JSON.parse(row.owner_roles) as RoleGrant[] },
  }));
}
