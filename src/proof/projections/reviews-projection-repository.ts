import type { Tx } from '../../db/index.ts';
import type { LeafRange } from './projections-repository.ts';

export interface UseRow {
  readonly waiver_id: string;
  readonly order_id: string;
  readonly revision: number;
  readonly devices: number;
  readonly log_index: number;
}

/** What orders take of waivers, by the decision that they stand on. */
export async function listUseRows(tx: Tx, { from, to }: LeafRange): Promise<readonly UseRow[]> {
  const rows: UseRow[] = await tx('waiver_uses').where('log_index', '>=', from).where('log_index', '<', to);
  return rows.map((row) => ({ ...row, revision: Number(row.revision), devices: Number(row.devices) }));
}

export interface ReviewRow {
  readonly owner: string;
  readonly order_id: string;
  readonly log_index: number;
}

export async function listReviewRows(tx: Tx, { from, to }: LeafRange): Promise<readonly ReviewRow[]> {
  const rows: ReviewRow[] = await tx('order_reviews').where('log_index', '>=', from).where('log_index', '<', to);
  return rows;
}
