import { type LeafMoves, type Move, moveUnits } from '../ledger/index.ts';
import type { Draft, RecordedKind } from '../log/index.ts';
import { BUDGET_LINE, type BudgetLine, movesOfAmounts, overdrawnProblems } from './budget-line.ts';
import { countersOfLineAsOf } from './budget-repository.ts';

/** The accounts of one statement, each a branch of its CASE: 20,000 lines took 9 s with 500 on MariaDB, 3 s with 100. */
const ACCOUNTS_MAX = 100;

/** Budget lines as they are recorded: their amounts come in as moves of the ledger and in no other way. */
export const BUDGET_LINES: RecordedKind<BudgetLine> = {
  ...BUDGET_LINE,
  prepare: async () => ({
    problemsOf: ({ before, after }) => overdrawnProblems(before, after),
    take: () => undefined,
  }),
  movesOf,
  write: async ({ tx }, recorded, actor) => {
    const leaves = recorded
      .map((draft): LeafMoves => ({ logIndex: draft.logIndex, keyId: actor.keyId, moves: movesOf(draft) }))
      .filter(({ moves }) => moves.length > 0);
    for (let start = 0; start < leaves.length; start += ACCOUNTS_MAX) {
      await moveUnits(tx, leaves.slice(start, start + ACCOUNTS_MAX));
    }
  },
  countersAsOf: countersOfLineAsOf,
};

function movesOf({ key, before, after }: Draft<BudgetLine>): readonly Move[] {
  return movesOfAmounts(key, before?.state ?? null, after);
}
