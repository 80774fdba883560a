import type { Tx } from '../../db/index.ts';
import type { BudgetRevision, BudgetTransfer } from './revision.ts';
import { type ChangesQuestion, listRevisionRows, listTransferRows } from './revisions-repository.ts';

export type { ChangesQuestion };

/** A page of the revisions of lines that the grant reaches, and one more. */
export async function listRevisions(tx: Tx, question: ChangesQuestion): Promise<readonly BudgetRevision[]> {
  return listRevisionRows(tx, question);
}

/** A page of the transfers from or to lines that the grant reaches, and one more. */
export async function listTransfers(tx: Tx, question: ChangesQuestion): Promise<readonly BudgetTransfer[]> {
  return listTransferRows(tx, question);
}
