import type { Tx } from '../../db/index.ts';
import { parseYuan } from '../../kernel/index.ts';
import {
  freezeAsOf,
  frozenJudge,
  journalMoves,
  type LeafMoves,
  type Move,
  moveUnits,
  withFreezes,
} from '../../ledger/index.ts';
import type { Draft, RecordedKind, RecordedState } from '../../reference/index.ts';
import { countersOfLineAsOf } from '../budget-repository.ts';
import { findClosedYears } from '../find-closed-years.ts';
import { yearClosedProblem } from '../fiscal-year.ts';
import { BUDGET_LINE, type BudgetLine } from './budget-line.ts';
import { crossedBy, movesOfAmounts, overdrawnProblems } from './line-amounts.ts';
import { newYearTotals } from './validate-year-totals.ts';

/** The accounts of one statement, each a branch of its CASE: 20,000 lines took 9 s with 500 on MariaDB, 3 s with 100. */
const ACCOUNTS_MAX = 100;

/** Budget lines as they are recorded: their amounts come in as moves of the ledger and in no other way. */
export const BUDGET_LINES: RecordedKind<BudgetLine> = {
  ...BUDGET_LINE,
  judge: () => {
    const frozen = frozenJudge<Draft<BudgetLine>>('budget-line', { field: 'elsewhere', isMoved });
    const totals = newYearTotals();
    let isYearClosed: (draft: Draft<BudgetLine>) => boolean = () => false;
    return {
      readFor: async (tx, drafts) => {
        await frozen.readFor(tx, drafts);
        isYearClosed = await closedYearsOf(tx, drafts);
        await totals.readFor(tx, drafts);
      },
      problemsOf: (draft) => {
        const problems = frozen.problemsOf(draft);
        if (problems.length > 0) return problems;
        if (!isDescribed(draft) && isYearClosed(draft)) {
          return [yearClosedProblem(draft.after.fiscalYear, draft.before === null ? 'fiscalYear' : null)];
        }
        return [...overdrawnProblems(draft.before, draft.after), ...totals.problemsOf(draft)];
      },
      take: totals.take,
    };
  },
  movesOf,
  notesOf: ({ before, after }) => {
    const crossed = before && crossedBy(before, after);
    return crossed ? { crossed } : {};
  },
  openingCounters: ({ after }) => ({
    appropriation_fen: parseYuan(after.appropriation),
    elsewhere_fen: parseYuan(after.elsewhere),
  }),
  write: async ({ tx }, recorded, actor) => {
    const movesBy = (drafts: readonly RecordedState<BudgetLine>[]): readonly LeafMoves[] =>
      drafts
        .map((draft): LeafMoves => ({ logIndex: draft.logIndex, keyId: actor.keyId, moves: movesOf(draft) }))
        .filter(({ moves }) => moves.length > 0);
    await journalMoves(tx, movesBy(recorded.filter(({ before }) => before === null)));
    const changed = movesBy(recorded.filter(({ before }) => before !== null));
    for (let start = 0; start < changed.length; start += ACCOUNTS_MAX) {
      await moveUnits(tx, changed.slice(start, start + ACCOUNTS_MAX));
    }
  },
  completeRows: (tx, rows) => withFreezes(tx, { kind: 'budget-line', key: 'code', rows }),
  countersAsOf: async (tx, code, asOf) => ({
    ...(await countersOfLineAsOf(tx, code, asOf)),
    ...(await freezeAsOf(tx, { accountKind: 'budget-line', account: code }, asOf)),
  }),
};

export function movesOf({ key, before, after }: Pick<Draft<BudgetLine>, 'key' | 'before' | 'after'>): readonly Move[] {
  return movesOfAmounts(key, before?.state ?? null, after);
}

/** A new line has no account yet that could be frozen. */
function isMoved(draft: Draft<BudgetLine>): boolean {
  return draft.before !== null && movesOf(draft).length > 0;
}

/** What merely describes a line; nothing is judged or counted by it. */
export const DESCRIPTION = [
  ...(['documentNumber', 'projectCode', 'functionalClass', 'governmentEconomicClass'] as const),
  ...(['fundType', 'region'] as const),
] satisfies readonly (keyof BudgetLine)[];

function isDescribed({ changes }: Draft<BudgetLine>): boolean {
  return changes !== null && Object.keys(changes).every((name) => DESCRIPTION.some((known) => known === name));
}

async function closedYearsOf(
  tx: Tx,
  drafts: readonly Draft<BudgetLine>[],
): Promise<(draft: Draft<BudgetLine>) => boolean> {
  const isClosed = await findClosedYears(
    tx,
    drafts.map(({ after }) => after.agencyCode),
  );
  return ({ after }) => isClosed(after.agencyCode, after.fiscalYear);
}
