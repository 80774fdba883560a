import { readPageInOrder, type Tx } from '../../db/index.ts';
import type { Grant } from '../../kernel/index.ts';
import { type ApiKeyColumns, toApiKey, withinReach } from '../access-repository.ts';
import type { ApiKey } from './api-key.ts';

export interface ApiKeyFilter {
  readonly id?: string | undefined;
  readonly owner?: string | undefined;
  readonly role?: string | undefined;
  /** Only keys that reach something within it. */
  readonly within?: Grant | undefined;
  readonly after?: { readonly createdAt: string; readonly id: string } | undefined;
  readonly rowsMax: number;
}

/** The newest first. The bootstrap key belongs to nobody and is not listed. */
export async function listApiKeys(tx: Tx, filter: ApiKeyFilter): Promise<readonly ApiKey[]> {
  const { id, owner, role, within, after, rowsMax } = filter;
  const { rows } = await readPageInOrder<ApiKeyColumns>(tx, {
    table: 'api_keys',
    indexes: { primary: ['id'], api_keys_listed_by_owner: ['owner'], api_keys_listed_by_time: [] },
    order: [
      { column: 'created_at', direction: 'desc' },
      { column: 'id', direction: 'desc' },
    ],
    equals: {
      ...(id !== undefined && { id: [id] }),
      ...(owner !== undefined && { owner: [owner] }),
      ...(role !== undefined && { role: [role] }),
    },
    rest: [
      (found: ReturnType<Tx>) => void found.whereNotNull('owner'),
      ...(within === undefined
        ? []
        : [(found: ReturnType<Tx>) => withinReach(tx, found, { column: 'api_keys.reach', grant: within })]),
    ],
    after: after && [after.createdAt, after.id],
    limit: rowsMax,
    isSmall: true,
  });
  return rows.map(toApiKey);
}
