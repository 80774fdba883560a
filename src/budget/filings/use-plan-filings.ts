import { affectedRows, caseOf } from '../../db/index.ts';
import type { GovernedTx } from '../../log/index.ts';

/** Adds to (or takes from) what live orders have put on registered filings, fen by number. Changes of nought are left out. */
export async function usePlanFilings(tx: GovernedTx, changes: ReadonlyMap<string, number>): Promise<void> {
  const changed = new Map([...changes].filter(([, amount]) => amount !== 0));
  if (changed.size === 0) return;
  const amount = caseOf('number', changed);
  const marks = [...changed].map(() => '?').join(',');
  const rows = affectedRows(
    await tx.raw(`update plan_filings set used_fen = used_fen + ${amount.sql} where number in (${marks})`, [
      ...amount.bindings,
      ...changed.keys(),
    ]),
  );
  if (rows !== changed.size) throw new Error('a plan filing that a decision used has gone');
}
