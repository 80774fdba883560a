import type { Tx } from '../../db/index.ts';
import { parseYuan, text } from '../../kernel/index.ts';
import type { Draft, DraftProblem } from '../../reference/index.ts';
import { sumYears } from '../budget-repository.ts';
import type { BudgetLine } from './budget-line.ts';
import type { Amounts } from './line-amounts.ts';

/**
 * Half of what a number holds exactly, 45 trillion yuan: a year takes over at most what the year before had left, and the
 * two together can still be summed by every report.
 */
const YEAR_FEN_MAX = Math.floor(Number.MAX_SAFE_INTEGER / 2);

/** What a change of some lines brings to the sums of their years, so that no report meets a sum that it cannot hold. */
export interface YearTotals {
  readonly readFor: (tx: Tx, drafts: readonly YearDraft[]) => Promise<void>;
  readonly problemsOf: (draft: YearDraft) => readonly DraftProblem[];
  readonly take: (draft: YearDraft) => void;
}

type YearDraft = Pick<Draft<BudgetLine>, 'before' | 'after'>;

const AMOUNTS = ['appropriation', 'elsewhere'] as const satisfies readonly (keyof Amounts)[];

/** The sums of years are read once; what is taken counts for the drafts after it. */
export function newYearTotals(): YearTotals {
  const sums = new Map<number, Record<keyof Amounts, number>>();
  return {
    readFor: async (tx, drafts) => {
      const years = new Set(drafts.filter(growsIn).map(({ after }) => after.fiscalYear));
      const unknown = [...years].filter((year) => !sums.has(year));
      for (const [year, sum] of await sumYears(tx, unknown)) sums.set(year, sum);
    },
    problemsOf: (draft) => {
      const sum = sums.get(draft.after.fiscalYear);
      const field = AMOUNTS.find(
        (name) => sum && growthOf(draft, name) > 0 && sum[name] + growthOf(draft, name) > YEAR_FEN_MAX,
      );
      return field ? [{ kind: 'unprocessable', code: YEAR_TOO_LARGE, field, text: YEAR_TOO_LARGE_TEXT }] : [];
    },
    take: (draft) => {
      const sum = sums.get(draft.after.fiscalYear);
      if (sum) for (const name of AMOUNTS) sum[name] += growthOf(draft, name);
    },
  };
}

/** A year may be stated wrongly at first, and then all of the line's money is new in the other one. */
function growthOf({ before, after }: YearDraft, name: keyof Amounts): number {
  const isSameYear = before?.state.fiscalYear === after.fiscalYear;
  return parseYuan(after[name]) - (before && isSameYear ? parseYuan(before.state[name]) : 0);
}

function growsIn(draft: YearDraft): boolean {
  return AMOUNTS.some((name) => growthOf(draft, name) > 0);
}

const YEAR_TOO_LARGE = 'budget_line.year_too_large';
const YEAR_TOO_LARGE_TEXT = text(
  '该年度全部指标的合计金额将超过 45 万亿元，请核对金额。',
  'All lines of the year together would come to more than 45 trillion yuan. Check the amount.',
);
