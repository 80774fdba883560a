import { foldedNumber, text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import type { DraftProblem, RecordedKind } from '../../reference/index.ts';
import { PLAN_FILING, type PlanFiling } from './plan-filing.ts';

/** Plan filings with what only the database knows: which numbers are taken, however they are written. */
export const PLAN_FILINGS: RecordedKind<PlanFiling> = {
  ...PLAN_FILING,
  judge: () => {
    const owners = new Map<string, string>();
    return {
      readFor: async (tx, drafts) => {
        const numbers = drafts.map(({ after }) => foldedNumber(after.number));
        const rows = await selectIn(tx, 'plan_filings', 'folded_number', numbers);
        for (const row of rows) owners.set(String(row.folded_number), String(row.number));
      },
      // The number of one that stands does not change; two may be there that differ only in width, case or blanks.
      problemsOf: ({ key, before, after }) =>
        before === null && (owners.get(foldedNumber(after.number)) ?? key) !== key ? [numberTaken()] : [],
      take: ({ key, after }) => {
        const number = foldedNumber(after.number);
        if (!owners.has(number)) owners.set(number, key);
      },
    };
  },
};

function numberTaken(): DraftProblem {
  const message = text(
    '已有此编号的采购实施计划备案（仅大小写、全半角或空格不同）。',
    'A plan filing has this number already; only case, width or blanks differ.',
  );
  return { kind: 'conflict', code: 'plan_filing.exists', field: 'number', text: message };
}
