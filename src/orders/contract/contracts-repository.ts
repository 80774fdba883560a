import { insertRows, marksFor, padded, selectedRows, selectRows, type Tx } from '../../db/index.ts';
import { type CivilDate, fen, type Instant } from '../../kernel/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import { type ContractOfOrder, looseContractKey } from './contract-stage.ts';

interface ContractColumns {
  readonly order_id: string;
  readonly revision: number;
  readonly number: string;
  readonly number_key: string;
  readonly signed_on: CivilDate;
  readonly amount_fen: number;
  readonly preference_applied: number | null;
  readonly is_concluded: number;
}

/** The contracts of some orders, the earliest first. One is concluded when a decision of its stage has approved it. */
export async function listContracts(tx: Tx, orderIds: readonly string[]): Promise<readonly ContractOfOrder[]> {
  if (orderIds.length === 0) return [];
  const marks = orderIds.map(() => '?').join(',');
  const rows = selectedRows<ContractColumns>(
    await tx.raw(
      `select c.order_id, c.revision, c.number, c.number_key, c.signed_on, c.amount_fen, c.preference_applied,
         exists (select 1 from decisions d where d.order_id = c.order_id and d.revision = c.revision
           and d.stage = 'contract' and d.outcome = 'approved') as is_concluded
       from order_contracts c where c.order_id in (${marks}) order by c.order_id, c.revision`,
      [...orderIds],
    ),
  );
  return rows.map(toContract);
}

function toContract(row: ContractColumns): ContractOfOrder {
  return {
    orderId: row.order_id,
    revision: Number(row.revision),
    number: row.number,
    numberKey: row.number_key,
    signedOn: row.signed_on,
    amountFen: fen(Number(row.amount_fen)),
    preferenceApplied: row.preference_applied === null ? null : Number(row.preference_applied) === 1,
    isConcluded: Number(row.is_concluded) === 1,
  };
}

/** An order under contract, and what the number of its contract is compared by. */
export interface NumberedOrder {
  readonly numberKey: string;
  readonly number: string;
  readonly orderId: string;
}

/**
 * Orders that stand under a contract of one of these numbers, or of one that is the same but for signs: it was concluded and
 * is not terminated.
 */
export async function listNumberedOrders(tx: Tx, looseKeys: readonly string[]): Promise<readonly NumberedOrder[]> {
  if (looseKeys.length === 0) return [];
  const keys = padded(looseKeys);
  return selectRows<NumberedOrder>(
    tx,
    `select c.number_key as numberKey, c.number, c.order_id as orderId from order_contracts c join orders o on o.id = c.order_id
     where c.loose_key in (${marksFor(keys)}) and o.state in ('contracted', 'accepted', 'closed')
       and exists (select 1 from decisions d where d.order_id = c.order_id and d.revision = c.revision
         and d.stage = 'contract' and d.outcome = 'approved')`,
    keys,
  );
}

export async function insertContracts(tx: GovernedTx, contracts: readonly ContractOfOrder[]): Promise<void> {
  await insertRows(
    tx,
    'order_contracts',
    contracts.map((contract) => ({
      order_id: contract.orderId,
      revision: contract.revision,
      number: contract.number,
      number_key: contract.numberKey,
      loose_key: looseContractKey(contract),
      signed_on: contract.signedOn,
      amount_fen: contract.amountFen,
      preference_applied: contract.preferenceApplied === null ? null : Number(contract.preferenceApplied),
    })),
  );
}

/** The revision that an order stands under contract by, or stood by until it was terminated: of the contract or its last supplement. */
export async function findContractedRevision(tx: Tx, orderId: string): Promise<number | undefined> {
  const row: { revision: number } | undefined = await tx('decisions')
    .select('revision')
    .where({ order_id: orderId, stage: 'contract', outcome: 'approved' })
    .orderBy('revision', 'desc')
    .first();
  return row && Number(row.revision);
}

/** When each order was first approved; absent for one that never was. */
export async function listFirstApprovals(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, Instant>> {
  if (orderIds.length === 0) return new Map();
  const marks = orderIds.map(() => '?').join(',');
  const rows = selectedRows<{ order_id: string; first_at: Instant }>(
    await tx.raw(
      `select order_id, min(decided_at) as first_at from decisions
       where order_id in (${marks}) and outcome = 'approved' group by order_id`,
      [...orderIds],
    ),
  );
  return new Map(rows.map((row) => [row.order_id, row.first_at]));
}
