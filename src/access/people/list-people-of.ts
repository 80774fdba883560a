import type { Tx } from '../../db/index.ts';
import { type Role, regionsUpwards } from '../../kernel/index.ts';
import { type PersonColumns, toPerson } from '../access-repository.ts';
import type { Person } from './person.ts';

interface PeopleQuestion {
  readonly place: { readonly code: string; readonly region: string };
  readonly roles: readonly Role[];
  readonly after: { readonly name: string; readonly id: string } | undefined;
  readonly rowsMax: number;
}

/**
 * Active people with one of some roles and a grant for an agency or its region, by name, then id. Roles are canonical JSON;
 * which role goes with which grant is not asked of the database, so the caller looks at each person again.
 */
export async function listPeopleOf(
  tx: Tx,
  { place, roles, after, rowsMax }: PeopleQuestion,
): Promise<readonly Person[]> {
  const held = roles.map((role) => `%"role":"${role}"%`);
  const reaching = [`%"${place.code}"%`, ...regionsUpwards(place.region).map((region) => `%"region":"${region}"%`)];
  const query: ReturnType<Tx> = tx('persons').where({ is_disabled: 0 }).orderBy(['name', 'id']).limit(rowsMax);
  for (const one of [held, reaching]) void query.whereRaw(`(${one.map(() => 'roles like ?').join(' or ')})`, one);
  if (after) void query.whereRaw('(name > ? or (name = ? and id > ?))', [after.name, after.name, after.id]);
  const rows: PersonColumns[] = await query;
  return rows.map(toPerson);
}
