import { readPageInOrder, type Tx } from '../../db/index.ts';
import { type Instant, instant, type Role } from '../../kernel/index.ts';
import { type PersonColumns, toPerson } from '../access-repository.ts';
import type { Account, SignInEvent, SignInReason, SignInRecord } from './sign-in.ts';

interface AccountColumns extends PersonColumns {
  readonly hashes: string | null;
  readonly set_at: string | null;
  readonly sealed_secret: string | null;
  readonly last_step: number | null;
  readonly last_sign_in_at: string | null;
}

/** One statement, whether or not there is such an account: the time that it takes must not tell. */
export async function findAccount(tx: Tx, email: string): Promise<Account | undefined> {
  const lastSignIn = tx('sign_ins').max('at').whereRaw('sign_ins.person_id = persons.id').where({ event: 'signed-in' });
  const row: AccountColumns | undefined = await tx('persons')
    .leftJoin('passwords', 'passwords.person_id', 'persons.id')
    .leftJoin('totp_secrets', 'totp_secrets.person_id', 'persons.id')
    .where('persons.email', email)
    .select('persons.*', 'passwords.hashes', 'passwords.set_at')
    .select('totp_secrets.sealed_secret', 'totp_secrets.last_step', lastSignIn.as('last_sign_in_at'))
    .first();
  return row && toAccount(row);
}

function toAccount(row: AccountColumns): Account {
  const [hash] = JSON.parse(row.hashes ?? '[]') as string[];
  const hasPassword = hash !== undefined && row.set_at !== null;
  return {
    person: toPerson(row),
    password: hasPassword ? { hash, setAt: instant(String(row.set_at)) } : undefined,
    totp: row.sealed_secret === null ? undefined : { sealedSecret: row.sealed_secret, lastStep: Number(row.last_step) },
    lastSignInAt: row.last_sign_in_at === null ? null : instant(row.last_sign_in_at),
  };
}

export interface LimitKey {
  /** `accountDigest` of the e-mail address, or a star for all together. */
  readonly account: string;
  /** Of the caller, a device, or a star for all together. */
  readonly address: string;
}

/** Forgets what counts no more; that also keeps the table small. */
export async function deleteLimitsUpTo(tx: Tx, at: Instant): Promise<void> {
  await tx('sign_in_limits').where('last_at', '<=', at).delete();
}

/** The row is there afterwards, and nobody else counts on it until this transaction ends. */
export async function holdLimit(tx: Tx, { account, address }: LimitKey, at: Instant): Promise<void> {
  // Inserting it must not fail for the second of two that come at once.
  await tx('sign_in_limits')
    .insert({ account, address, failures: 0, last_at: at })
    .onConflict(['account', 'address'])
    .merge({ account });
}

export async function countFailure(tx: Tx, { account, address }: LimitKey, at: Instant): Promise<void> {
  await tx('sign_in_limits')
    .where({ account, address })
    .update({ failures: tx.raw('failures + 1'), last_at: at });
}

export async function uncountFailure(tx: Tx, { account, address }: LimitKey): Promise<void> {
  await tx('sign_in_limits')
    .where({ account, address })
    .where('failures', '>', 0)
    .update({ failures: tx.raw('failures - 1') });
}

export async function deleteLimit(tx: Tx, { account, address }: LimitKey): Promise<void> {
  await tx('sign_in_limits').where({ account, address }).delete();
}

export async function findLimit(
  tx: Tx,
  key: LimitKey,
): Promise<{ readonly failures: number; readonly lastAt: Instant } | undefined> {
  const row: { failures: number; last_at: string } | undefined = await tx('sign_in_limits')
    .where({ ...key })
    .first();
  return row && { failures: Number(row.failures), lastAt: instant(row.last_at) };
}

export async function insertSignIn(tx: Tx, record: SignInRecord): Promise<void> {
  await tx('sign_ins').insert({
    id: record.id,
    at: record.at,
    person_id: record.personId,
    account: record.account,
    address: record.address,
    event: record.event,
    reason: record.reason,
    session_id: record.sessionId,
    role: record.role,
  });
}

/** Where sessions of a person were opened from, by their ids. */
export async function listOpeningAddresses(
  tx: Tx,
  personId: string,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows: readonly { readonly session_id: string; readonly address: string }[] = await tx('sign_ins')
    .where({ person_id: personId, event: 'signed-in' })
    .whereIn('session_id', [...sessionIds])
    .select('session_id', 'address');
  return new Map(rows.map(({ session_id, address }) => [session_id, address]));
}

interface SignInColumns {
  readonly id: string;
  readonly at: string;
  readonly person_id: string | null;
  readonly account: string;
  readonly address: string;
  readonly event: string;
  readonly reason: string | null;
  readonly session_id: string | null;
  readonly role: string | null;
}

export interface SignInFilter {
  readonly person?: string | undefined;
  readonly event?: SignInEvent | undefined;
  readonly after?: { readonly at: string; readonly id: string } | undefined;
  readonly rowsMax: number;
}

/** The newest first. */
export async function listSignIns(
  tx: Tx,
  { person, event, after, rowsMax }: SignInFilter,
): Promise<readonly SignInRecord[]> {
  const { rows } = await readPageInOrder<SignInColumns>(tx, {
    table: 'sign_ins',
    indexes: { sign_ins_listed_by_person: ['person_id'], sign_ins_listed_by_event: ['event'], sign_ins_by_time: [] },
    order: [
      { column: 'at', direction: 'desc' },
      { column: 'id', direction: 'desc' },
    ],
    equals: {
      ...(person !== undefined && { person_id: [person] }),
      ...(event !== undefined && { event: [event] }),
    },
    after: after && [after.at, after.id],
    limit: rowsMax,
    // All that is asked besides a person is one of few events.
    isSmall: true,
  });
  return rows.map((row) => ({
    id: row.id,
    at: instant(row.at),
    personId: row.person_id,
    account: row.account,
    address: row.address,
    event: row.event as SignInEvent,
    reason: row.reason as SignInReason | null,
    sessionId: row.session_id,
    role: row.role as Role | null,
  }));
}
