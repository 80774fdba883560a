import { insertRows, marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import type { StoredProof } from '../order.ts';

/** A paper and the machines of one order that it is shown for. */
export type ProofRow = Omit<StoredProof, 'revision'>;

interface Columns {
  readonly proofKey: string;
  readonly orderId: string;
  readonly machines: number;
  readonly covers: number | null;
}

/** What live orders show of some papers. */
export async function listOrderedProofs(tx: Tx, proofKeys: readonly string[]): Promise<readonly ProofRow[]> {
  if (proofKeys.length === 0) return [];
  const keys = padded(proofKeys);
  const rows = await selectRows<Columns>(
    tx,
    `select p.proof_key as proofKey, p.order_id as orderId, p.machines as machines, p.covers as covers
     from order_proofs p join orders o on o.id = p.order_id and o.standing_revision = p.revision
     where p.proof_key in (${marksFor(keys)})`,
    keys,
  );
  return rows.map(toProof);
}

/** What was delivered with some papers and did not go back, whatever became of its order. */
export async function listDeliveredProofs(tx: Tx, proofKeys: readonly string[]): Promise<readonly ProofRow[]> {
  if (proofKeys.length === 0) return [];
  const keys = padded(proofKeys);
  const rows = await selectRows<Columns>(
    tx,
    `select proof_key as proofKey, order_id as orderId, count(*) as machines, min(proof_covers) as covers
     from accepted_devices where proof_key in (${marksFor(keys)}) and is_matched = 1 and returned_on is null
     group by proof_key, order_id`,
    keys,
  );
  return rows.map(toProof);
}

function toProof({ covers, machines, ...row }: Columns): ProofRow {
  return { ...row, machines: Number(machines), covers: covers === null ? null : Number(covers) };
}

/** What revisions of some orders show. */
export async function listProofsOfOrders(tx: Tx, orderIds: readonly string[]): Promise<readonly StoredProof[]> {
  if (orderIds.length === 0) return [];
  const rows = await selectRows<Columns & { readonly revision: number }>(
    tx,
    `select order_id as orderId, revision, proof_key as proofKey, machines, covers from order_proofs
     where order_id in (${marksFor(orderIds)})`,
    orderIds,
  );
  return rows.map((row) => ({ ...toProof(row), revision: Number(row.revision) }));
}

export async function insertProofs(tx: GovernedTx, proofs: readonly StoredProof[]): Promise<void> {
  await insertRows(
    tx,
    'order_proofs',
    proofs.map(({ orderId, revision, proofKey, machines, covers }) => ({
      order_id: orderId,
      revision,
      proof_key: proofKey,
      machines,
      covers,
    })),
  );
}
