import type { Tx } from '../../db/index.ts';
import { type Instant, instant } from '../../kernel/index.ts';
import type { GovernedTx } from '../../log/index.ts';

export interface TotpColumns {
  readonly person_id: string;
  readonly sealed_secret: string;
  readonly last_step: number;
  readonly log_index: number;
}

export interface StoredTotp {
  readonly sealedSecret: string;
  readonly lastStep: number;
}

export async function findTotp(tx: Tx, personId: string): Promise<StoredTotp | undefined> {
  const row: TotpColumns | undefined = await tx('totp_secrets').where({ person_id: personId }).first();
  return row && { sealedSecret: row.sealed_secret, lastStep: Number(row.last_step) };
}

export async function insertTotp(
  tx: GovernedTx,
  { personId, sealedSecret, lastStep, logIndex }: StoredTotp & { readonly personId: string; readonly logIndex: number },
): Promise<void> {
  const row = { person_id: personId, sealed_secret: sealedSecret, last_step: lastStep, log_index: logIndex };
  await tx('totp_secrets').insert(row);
}

export async function deleteTotp(tx: GovernedTx, personId: string): Promise<void> {
  await tx('totp_secrets').where({ person_id: personId }).delete();
}

/**
 * Uses up a time step and every one before it. No row when another request was faster with the same code. It is not what
 * the log is about, so it needs no head: a sign-in must not wait for the decisions.
 */
export async function updateLastStep(tx: Tx, { personId, step }: { personId: string; step: number }): Promise<number> {
  return tx('totp_secrets').where({ person_id: personId }).where('last_step', '<', step).update({ last_step: step });
}

export interface PendingTotp {
  readonly sealedSecret: string;
  readonly expiresAt: Instant;
}

/** Replaces one that was begun before and not confirmed. */
export async function replaceEnrolment(
  tx: Tx,
  { personId, sealedSecret, expiresAt }: PendingTotp & { readonly personId: string },
): Promise<void> {
  await deleteEnrolment(tx, personId);
  await tx('totp_enrolments').insert({ person_id: personId, sealed_secret: sealedSecret, expires_at: expiresAt });
}

export async function findEnrolment(tx: Tx, personId: string): Promise<PendingTotp | undefined> {
  const row: { sealed_secret: string; expires_at: string } | undefined = await tx('totp_enrolments')
    .where({ person_id: personId })
    .first();
  return row && { sealedSecret: row.sealed_secret, expiresAt: instant(row.expires_at) };
}

export async function deleteEnrolment(tx: Tx, personId: string): Promise<void> {
  await tx('totp_enrolments').where({ person_id: personId }).delete();
}

/** For the comparison with the log: by person, after one. */
export async function listTotpRows(
  tx: Tx,
  { after, rowsMax }: { readonly after: string; readonly rowsMax: number },
): Promise<readonly TotpColumns[]> {
  return tx('totp_secrets').where('person_id', '>', after).orderBy('person_id').limit(rowsMax);
}
