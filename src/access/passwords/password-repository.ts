import { insertRows, type Row, type Tx } from '../../db/index.ts';
import { type Instant, instant } from '../../kernel/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import type { PasswordState } from './password.ts';

export interface PasswordColumns {
  readonly person_id: string;
  readonly hashes: string;
  readonly set_at: string | null;
  readonly invitation_hash: string | null;
  readonly invitation_expires_at: string | null;
  readonly signs_from: string | null;
  readonly log_index: number;
}

export async function findPassword(tx: Tx, personId: string): Promise<PasswordState | undefined> {
  const row: PasswordColumns | undefined = await tx('passwords').where({ person_id: personId }).first();
  return row && toPasswordState(row);
}

export async function findPasswordByInvitation(tx: Tx, invitationHash: string): Promise<PasswordState | undefined> {
  const row: PasswordColumns | undefined = await tx('passwords').where({ invitation_hash: invitationHash }).first();
  return row && toPasswordState(row);
}

export function toPasswordState(row: PasswordColumns): PasswordState {
  return {
    personId: row.person_id,
    hashes: JSON.parse(row.hashes) as string[],
    setAt: optionalInstantOf(row.set_at),
    invitationHash: row.invitation_hash,
    invitationExpiresAt: optionalInstantOf(row.invitation_expires_at),
    signsFrom: optionalInstantOf(row.signs_from),
  };
}

function optionalInstantOf(value: string | null): Instant | null {
  return value === null ? null : instant(value);
}

export interface LoggedPassword {
  readonly state: PasswordState;
  readonly logIndex: number;
}

export async function insertPasswords(tx: GovernedTx, logged: readonly LoggedPassword[]): Promise<void> {
  const rows = logged.map(({ state, logIndex }) => ({
    person_id: state.personId,
    ...changingColumns(state, logIndex),
  }));
  await insertRows(tx, 'passwords', rows);
}

export async function updatePassword(tx: GovernedTx, state: PasswordState, logIndex: number): Promise<void> {
  await tx('passwords').where({ person_id: state.personId }).update(changingColumns(state, logIndex));
}

function changingColumns(state: PasswordState, logIndex: number): Row {
  const { hashes, setAt, invitationHash, invitationExpiresAt, signsFrom } = state;
  return {
    hashes: JSON.stringify(hashes),
    set_at: setAt,
    invitation_hash: invitationHash,
    invitation_expires_at: invitationExpiresAt,
    signs_from: signsFrom,
    log_index: logIndex,
  };
}

/** For the comparison with the log: by person, after one. */
export async function listPasswordRows(
  tx: Tx,
  { after, rowsMax }: { readonly after: string; readonly rowsMax: number },
): Promise<readonly PasswordColumns[]> {
  return tx('passwords').where('person_id', '>', after).orderBy('person_id').limit(rowsMax);
}
