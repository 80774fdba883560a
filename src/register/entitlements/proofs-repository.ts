import { insertRows, type Tx } from '../../db/index.ts';
import { type GovernedTx, selectIn } from '../../log/index.ts';
import type { StoredRow } from '../../reference/index.ts';
import type { ProofUse } from '../evidence/evidence.ts';

/** What a paper is counted for; `usedFor` is empty where it is free again. */
export interface KnownUse extends Omit<ProofUse, 'covers'> {
  readonly logIndex: number;
}

/** The uses of papers that are known, by paper. */
export async function listProofUses(tx: Tx, proofs: readonly string[]): Promise<ReadonlyMap<string, KnownUse>> {
  const rows = await selectIn(tx, 'proof_uses', 'proof', proofs);
  return new Map(rows.map((row) => [String(row.proof), toUse(row)]));
}

/** A page of all uses, by paper. */
export async function listUsesAfter(tx: Tx, after: string, limit: number): Promise<readonly KnownUse[]> {
  const rows: StoredRow[] = await tx('proof_uses').where('proof', '>', after).orderBy('proof').limit(limit);
  return rows.map(toUse);
}

function toUse(row: StoredRow): KnownUse {
  return {
    proof: String(row.proof),
    agencyCode: String(row.agency_code),
    usedFor: String(row.used_for),
    seats: Number(row.seats),
    logIndex: Number(row.log_index),
  };
}

const PROOFS_AT_ONCE = 5_000;

/** Puts these uses in the place of what was known of their papers. */
export async function replaceProofUses(tx: GovernedTx, uses: readonly KnownUse[]): Promise<void> {
  for (let start = 0; start < uses.length; start += PROOFS_AT_ONCE) {
    const some = uses.slice(start, start + PROOFS_AT_ONCE);
    await tx('proof_uses')
      .whereIn(
        'proof',
        some.map(({ proof }) => proof),
      )
      .delete();
    const rows = some.map(({ proof, agencyCode, usedFor, seats, logIndex }) => ({
      ...{ proof, agency_code: agencyCode, used_for: usedFor, seats, log_index: logIndex },
    }));
    await insertRows(tx, 'proof_uses', rows);
  }
}
