import { insertRows, type Tx } from '../../db/index.ts';
import { civilDate, instant } from '../../kernel/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import type { Redemption } from './redemption.ts';

export interface RedemptionRow {
  readonly decision_id: string;
  readonly order_id: string;
  readonly agency_code: string;
  readonly revision: number;
  readonly reference: string;
  readonly redeemed_at: string;
  readonly key_id: string;
  readonly person_id: string | null;
  readonly contract_due_on: string;
  readonly clearance_ends_at: string;
  readonly log_index: number;
  readonly cancelled_at: string | null;
  readonly cancelled_index: number | null;
}

/** What platforms have redeemed of some orders, the oldest first. */
export async function listRedemptions(tx: Tx, orderIds: readonly string[]): Promise<readonly Redemption[]> {
  if (orderIds.length === 0) return [];
  const rows: RedemptionRow[] = await tx('redemptions')
    .whereIn('order_id', [...orderIds])
    .orderBy(['order_id', 'log_index']);
  return rows.map(toRedemption);
}

function toRedemption(row: RedemptionRow): Redemption {
  return {
    decisionId: row.decision_id,
    orderId: row.order_id,
    agencyCode: row.agency_code,
    revision: Number(row.revision),
    reference: row.reference,
    at: instant(row.redeemed_at),
    by: { keyId: row.key_id, personId: row.person_id },
    contractDueOn: civilDate(row.contract_due_on),
    clearanceEndsAt: instant(row.clearance_ends_at),
    logIndex: Number(row.log_index),
    cancelledAt: row.cancelled_at === null ? null : instant(row.cancelled_at),
    cancelledIndex: row.cancelled_index === null ? null : Number(row.cancelled_index),
  };
}

export async function insertRedemptions(tx: GovernedTx, redemptions: readonly Redemption[]): Promise<void> {
  await insertRows(
    tx,
    'redemptions',
    redemptions.map((redemption) => ({
      decision_id: redemption.decisionId,
      order_id: redemption.orderId,
      agency_code: redemption.agencyCode,
      revision: redemption.revision,
      reference: redemption.reference,
      redeemed_at: redemption.at,
      key_id: redemption.by.keyId,
      person_id: redemption.by.personId,
      contract_due_on: redemption.contractDueOn,
      clearance_ends_at: redemption.clearanceEndsAt,
      log_index: redemption.logIndex,
      cancelled_at: null,
      cancelled_index: null,
    })),
  );
}

export async function cancelRedemptions(tx: GovernedTx, cancelled: readonly Redemption[]): Promise<void> {
  for (const { decisionId, cancelledAt, cancelledIndex } of cancelled) {
    const changed = await tx('redemptions')
      .where({ decision_id: decisionId, cancelled_at: null })
      .update({ cancelled_at: cancelledAt, cancelled_index: cancelledIndex });
    if (changed !== 1) throw new Error(`the redemption of ${decisionId} has gone while it was cancelled`);
  }
}

/** The rows of some decisions as they stand, for comparing. */
export async function listRedemptionRows(tx: Tx, decisions: readonly string[]): Promise<readonly RedemptionRow[]> {
  if (decisions.length === 0) return [];
  return tx('redemptions').whereIn('decision_id', [...decisions]);
}

/** Rows that no leaf of a redemption has made. */
export async function listStrayRedemptions(tx: Tx, type: string) {
  const rows: Pick<RedemptionRow, 'decision_id' | 'log_index'>[] = await tx('redemptions')
    .whereNotIn('log_index', tx('log_leaves').select('log_index').where({ type }))
    .select('decision_id', 'log_index');
  return rows;
}
