import { insertRows, type Row, readPageInOrder, type Tx } from '../db/index.ts';
import {
  canonicalJson,
  type Grant,
  type Instant,
  instant,
  isNational,
  type Role,
  regionPrefix,
  regionsUpwards,
} from '../kernel/index.ts';
import { type GovernedTx, reachOnly, selectIn } from '../log/index.ts';
import type { AgencyRegions } from './grant.ts';
import type { ApiKey } from './keys/api-key.ts';
import { findKeyRows } from './people/find-whole-people.ts';
import type { Person, RoleGrant } from './people/person.ts';

export interface PersonColumns {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: string;
  readonly is_disabled: number;
  readonly created_at: string;
  readonly log_index: number;
}

type Rows = ReturnType<Tx>;

export async function insertPersons(tx: GovernedTx, persons: readonly Person[]): Promise<void> {
  const rows = persons.map((person) => ({ id: person.id, created_at: person.createdAt, ...changingColumns(person) }));
  await insertRows(tx, 'persons', rows);
}

export async function updatePerson(tx: GovernedTx, person: Person): Promise<void> {
  await tx('persons').where({ id: person.id }).update(changingColumns(person));
}

function changingColumns({ name, email, roles, isActive, logIndex }: Person): Row {
  return { name, email, roles: canonicalJson(roles), is_disabled: isActive ? 0 : 1, log_index: logIndex };
}

export async function findPerson(tx: Tx, id: string): Promise<Person | undefined> {
  const row: PersonColumns | undefined = await tx('persons').where({ id }).first();
  return row && toPerson(row);
}

export async function findPersonByEmail(tx: Tx, email: string): Promise<Person | undefined> {
  const row: PersonColumns | undefined = await tx('persons').where({ email }).first();
  return row && toPerson(row);
}

/** Persons by some column, of which each value is asked once. */
export async function findPersonsBy(
  tx: Tx,
  column: 'email' | 'id' | 'name',
  values: readonly string[],
): Promise<readonly Person[]> {
  const rows = await selectIn(tx, 'persons', column, values);
  return rows.map((row) => toPerson(row as unknown as PersonColumns));
}

export interface PersonFilter {
  readonly id?: string | undefined;
  readonly role?: string | undefined;
  readonly email?: string | undefined;
  /** Only who has a right within it. */
  readonly within?: Grant | undefined;
  readonly after?: { readonly name: string; readonly id: string } | undefined;
  readonly rowsMax: number;
}

/** By name, then id. Roles are canonical JSON, so one with a role holds exactly this text. */
export async function listPersons(tx: Tx, filter: PersonFilter): Promise<readonly Person[]> {
  const { id, role, email, within, after, rowsMax } = filter;
  const { rows } = await readPageInOrder<PersonColumns>(tx, {
    table: 'persons',
    indexes: { persons_email: ['email'], primary: ['id'], persons_by_name: [] },
    order: [
      { column: 'name', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    equals: { ...(id !== undefined && { id: [id] }), ...(email !== undefined && { email: [email] }) },
    rest: [
      ...(within === undefined
        ? []
        : [(found: Rows) => withinReach(tx, found, { column: 'persons.roles', grant: within })]),
      ...(role === undefined ? [] : [(found: Rows) => void found.where('roles', 'like', `%"role":"${role}"%`)]),
    ],
    after: after && [after.name, after.id],
    limit: rowsMax,
    isSmall: true,
  });
  return rows.map(toPerson);
}

/** Those of some persons who have a right within a grant. */
export async function listPersonsAmong(tx: Tx, ids: readonly string[], within: Grant): Promise<readonly Person[]> {
  const query: Rows = tx('persons').whereIn('id', [...ids]);
  withinReach(tx, query, { column: 'persons.roles', grant: within });
  const rows: PersonColumns[] = await query;
  return rows.map(toPerson);
}

/** Active people with a role in a grant that holds for a region: in its own, or in one above it. */
export async function listPeopleReaching(
  tx: Tx,
  { role, region, rowsMax }: { readonly role: Role; readonly region: string; readonly rowsMax: number },
): Promise<readonly string[]> {
  const held = regionsUpwards(region).map((each) => `%${canonicalJson({ grant: { region: each }, role })}%`);
  const query: Rows = tx('persons').where({ is_disabled: 0 }).orderBy('id').limit(rowsMax).select('id');
  query.whereRaw(`(${held.map(() => 'roles like ?').join(' or ')})`, held);
  const rows: Pick<PersonColumns, 'id'>[] = await query;
  return rows.map(({ id }) => id);
}

export function toPerson(row: PersonColumns): Person {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    roles: JSON.parse(row.roles) as RoleGrant[],
    isActive: Number(row.is_disabled) === 0,
    createdAt: instant(row.created_at),
    logIndex: Number(row.log_index),
  };
}

export interface ApiKeyColumns {
  readonly id: string;
  readonly label: string;
  readonly owner: string | null;
  readonly role: string;
  readonly reach: string;
  readonly scopes: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
}

export async function insertApiKey(
  tx: GovernedTx,
  { key, secretHash, logIndex }: { readonly key: ApiKey; readonly secretHash: string; readonly logIndex: number },
): Promise<void> {
  await tx('api_keys').insert({
    id: key.id,
    label: key.label,
    owner: key.owner,
    role: key.role,
    reach: canonicalJson(key.grant),
    scopes: JSON.stringify(key.scopes),
    secret_hash: secretHash,
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
    log_index: logIndex,
  });
}

export async function updateRevocation(
  tx: GovernedTx,
  { id, revokedAt, logIndex }: { readonly id: string; readonly revokedAt: Instant; readonly logIndex: number },
): Promise<void> {
  await tx('api_keys').where({ id }).update({ revoked_at: revokedAt, log_index: logIndex });
}

export async function findApiKey(tx: Tx, id: string): Promise<ApiKey | undefined> {
  return (await findApiKeys(tx, [id])).get(id);
}

/** Of some ids those that are keys, by id. */
export async function findApiKeys(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ApiKey>> {
  const rows = await findKeyRows(tx, ids);
  return new Map([...rows].map(([id, row]) => [id, toApiKey(row as unknown as ApiKeyColumns)]));
}

/** A key with the hash that it was found by, and what its owner may do at present: nothing, when not active. */
export interface PresentedKey {
  readonly key: ApiKey;
  readonly secretHash: string;
  readonly ownerRoles: readonly RoleGrant[];
}

export async function findPresentedKey(tx: Tx, secretHash: string): Promise<PresentedKey | undefined> {
  const row:
    | (ApiKeyColumns & {
        readonly secret_hash: string;
        readonly owner_roles: string | null;
        readonly owner_disabled: number | null;
      })
    | undefined = await tx('api_keys')
    .leftJoin('persons', 'persons.id', 'api_keys.owner')
    .where('api_keys.secret_hash', secretHash)
    .select('api_keys.*', 'persons.roles as owner_roles', 'persons.is_disabled as owner_disabled')
    .first();
  if (!row) return undefined;
  const isActive = Number(row.owner_disabled ?? 1) === 0;
  const ownerRoles = isActive ? (JSON.parse(row.owner_roles ?? '[]') as RoleGrant[]) : [];
  return { key: toApiKey(row), secretHash: row.secret_hash, ownerRoles };
}

/** Bootstrap keys that still work; there is at most one. */
export async function listInstallerKeys(tx: Tx): Promise<readonly (ApiKey & { readonly secretHash: string })[]> {
  const rows: (ApiKeyColumns & { readonly secret_hash: string })[] = await tx('api_keys')
    .where({ role: 'installer' })
    .whereNull('revoked_at')
    .orderBy('id');
  return rows.map((row) => ({ ...toApiKey(row), secretHash: row.secret_hash }));
}

export function toApiKey(row: ApiKeyColumns): ApiKey {
  return {
    id: row.id,
    label: row.label,
    owner: row.owner,
    role: row.role as Role,
    grant: JSON.parse(row.reach) as Grant,
    scopes: JSON.parse(row.scopes) as string[],
    createdAt: instant(row.created_at),
    expiresAt: row.expires_at === null ? null : instant(row.expires_at),
    revokedAt: row.revoked_at === null ? null : instant(row.revoked_at),
  };
}

interface Rights {
  /** Grants as canonical JSON, in which a region or an agency's code stands nowhere else. */
  readonly column: string;
  readonly grant: Grant;
}

/** Only rows with a right within a grant: to its region, to one below it, or to an agency there. */
export function withinReach(tx: Tx, rows: Rows, { column, grant }: Rights): void {
  if (isNational(grant)) return;
  const agencies: Rows = tx('agencies').select('agencies.code').whereRaw('instr(??, agencies.code) > 0', [column]);
  reachOnly(tx, agencies, { column: 'agencies.code', table: 'agencies', grant });
  void rows.where((within) => {
    void within.whereExists(agencies);
    if ('region' in grant)
      void within.orWhereRaw('instr(??, ?) > 0', [column, `"region":"${regionPrefix(grant.region)}`]);
  });
}

/** Of the agencies only where they lie: what a grant of single agencies is compared with. */
export async function listAgencyRegions(tx: Tx, codes: readonly string[]): Promise<AgencyRegions> {
  if (codes.length === 0) return new Map();
  const rows: { code: string; region: string }[] = await tx('agencies')
    .select('code', 'region')
    .whereIn('code', [...codes]);
  return new Map(rows.map((row) => [row.code, row.region]));
}

export const SET_UP_ENDED = 'set-up-ended';

/** Whether one person still counts as two: from the first start until the bootstrap key is retired, and never again. */
export async function isInSetUpMode(tx: Tx): Promise<boolean> {
  const ended: unknown = await tx('gate_settings').where({ name: SET_UP_ENDED }).first();
  return ended === undefined;
}

/** What stands about the gate itself, for whoever holds it against the log. */
export async function listGateSettings(
  tx: Tx,
): Promise<readonly { readonly name: string; readonly value: string; readonly log_index: number | string }[]> {
  return tx('gate_settings').select('name', 'value', 'log_index');
}

export async function insertSetUpEnd(
  tx: GovernedTx,
  end: { readonly at: Instant; readonly logIndex: number },
): Promise<void> {
  await tx('gate_settings').insert({ name: SET_UP_ENDED, value: JSON.stringify(end.at), log_index: end.logIndex });
}

export interface RememberedRow {
  readonly inputDigest: string;
  readonly status: number;
  readonly answer: string;
}

export async function findRemembered(tx: Tx, keyHash: string): Promise<RememberedRow | undefined> {
  const row: { input_digest: string; status: number; answer: string } | undefined = await tx('idempotency_keys')
    .where({ key_hash: keyHash })
    .first();
  return row && { inputDigest: row.input_digest, status: Number(row.status), answer: row.answer };
}

export async function insertRemembered(
  tx: GovernedTx,
  row: RememberedRow & { readonly keyHash: string; readonly at: Instant },
): Promise<void> {
  const { keyHash, inputDigest, status, answer, at } = row;
  await tx('idempotency_keys').insert({ key_hash: keyHash, input_digest: inputDigest, status, answer, created_at: at });
}

/** Blanks the remembered answers that tell of users: only the installer, who acts at once, has had such. */
export async function blankAnswersOfUsers(tx: GovernedTx): Promise<void> {
  await tx('idempotency_keys').where('answer', 'like', '%"email":%').update({ answer: '' });
}
