import { insertRows, selectedRows, type Tx } from '../../db/index.ts';
import type { DecisionRow } from '../../decisions/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { AccountKind, Bucket, Cause, Move } from '../../ledger/index.ts';

/** The bytes of the revision that a decision judged. */
export async function findJudgedBody(
  tx: Tx,
  { orderId, revision }: Pick<DecisionRow, 'orderId' | 'revision'>,
): Promise<string | undefined> {
  const row: { body: string } | undefined = await tx('order_revisions')
    .select('body')
    .where({ order_id: orderId, revision })
    .first();
  return row?.body;
}

interface SummedMoves {
  readonly account_kind: AccountKind;
  readonly account: string;
  readonly from_bucket: Bucket;
  readonly to_bucket: Bucket;
  readonly cause: Cause;
  readonly quantity: number;
}

/** What was moved on some accounts before a leaf, summed by arrow. */
export async function listMovesOfAccounts(
  tx: Tx,
  { accounts, before }: { readonly accounts: readonly string[]; readonly before: number },
): Promise<readonly Move[]> {
  if (accounts.length === 0) return [];
  const marks = accounts.map(() => '?').join(',');
  const rows = selectedRows<SummedMoves>(
    await tx.raw(
      `select account_kind, account, from_bucket, to_bucket, min(cause) as cause, sum(quantity) as quantity from moves
       where account_kind in ('budget-line', 'entitlement') and account in (${marks}) and log_index < ?
       group by account_kind, account, from_bucket, to_bucket`,
      [...accounts, before],
    ),
  );
  return rows.map((row) => toMove(row, null));
}

/** What an order itself moved before a leaf, summed by arrow. */
export async function listMovesOfOrder(
  tx: Tx,
  { orderId, before }: { readonly orderId: string; readonly before: number },
): Promise<readonly Move[]> {
  const rows = selectedRows<SummedMoves>(
    await tx.raw(
      `select account_kind, account, from_bucket, to_bucket, min(cause) as cause, sum(quantity) as quantity from moves
       where order_id = ? and log_index < ? group by account_kind, account, from_bucket, to_bucket`,
      [orderId, before],
    ),
  );
  return rows.map((row) => toMove(row, orderId));
}

function toMove(row: SummedMoves, orderId: string | null): Move {
  return {
    accountKind: row.account_kind,
    account: row.account,
    orderId,
    from: row.from_bucket,
    to: row.to_bucket,
    quantity: Number(row.quantity),
    cause: row.cause,
  };
}

/** One decision that the reference has derived anew. */
export interface StoredRederivation {
  readonly decision: string;
  readonly hasAgreed: boolean;
  readonly at: Instant;
  readonly note: string;
}

/** Notes what was derived anew. A decision that was noted before keeps its first note. */
export async function insertRederivations(tx: Tx, rederivations: readonly StoredRederivation[]): Promise<void> {
  const known = await listRederived(
    tx,
    rederivations.map(({ decision }) => decision),
  );
  await insertRows(
    tx,
    'rederivations',
    rederivations
      .filter(({ decision }) => !known.has(decision))
      .map(({ decision, hasAgreed, at, note }) => ({ decision_id: decision, has_agreed: hasAgreed ? 1 : 0, at, note })),
  );
}

/** Which of some decisions were derived anew already. */
export async function listRederived(tx: Tx, decisions: readonly string[]): Promise<ReadonlySet<string>> {
  if (decisions.length === 0) return new Set();
  const rows: { decision_id: string }[] = await tx('rederivations')
    .select('decision_id')
    .whereIn('decision_id', [...decisions]);
  return new Set(rows.map((row) => row.decision_id));
}

/** The index from which a cursor goes on; 0 for one that never moved. */
export async function readCursor(tx: Tx, name: string): Promise<number> {
  const row: { log_index: number } | undefined = await tx('cursors').select('log_index').where({ name }).first();
  return Number(row?.log_index ?? 0);
}

/** Moves a cursor on, never back: what another process has done in the meantime stays done. */
export async function moveCursor(tx: Tx, name: string, logIndex: number): Promise<void> {
  await tx('cursors').insert({ name, log_index: 0 }).onConflict('name').ignore();
  await tx.raw('update cursors set log_index = ? where name = ? and log_index < ?', [logIndex, name, logIndex]);
}
