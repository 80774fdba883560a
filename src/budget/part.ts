import type { Database, Job } from '../db/index.ts';
import type { Metric } from '../http/metric.ts';
import type { GovernedDeps } from '../log/index.ts';
import { importableKind } from '../reference/index.ts';
import { PLAN_FILINGS } from './filings/record-plan-filings.ts';
import type { NegativeLinesParts } from './lines/negative-lines-job.ts';
import { BUDGET_LINES } from './lines/record-budget-lines.ts';

export type BudgetDeps = GovernedDeps & { readonly db: Database };

export const part = {
  kinds: {
    'budget-lines': importableKind(BUDGET_LINES, 'BudgetLineCreation'),
    'plan-filings': importableKind(PLAN_FILINGS, 'PlanFilingCreation'),
  },
  handlers: async (deps: BudgetDeps) => [(await import('./budget-routes.ts')).budgetRoutes(deps.db, deps)],
  reads: async ({ db }: Pick<BudgetDeps, 'db'>) => [(await import('./budget-routes.ts')).budgetReads(db)],
  acts: async (deps: BudgetDeps) => [(await import('./budget-routes.ts')).budgetActs(deps)],
  jobs: async (parts: NegativeLinesParts): Promise<readonly Job[]> => [
    (await import('./lines/negative-lines-job.ts')).negativeLinesJob(parts),
  ],
  metrics: async ({ db }: BudgetDeps): Promise<readonly Metric[]> => {
    const { negativeLinesNow } = await import('./lines/negative-lines-job.ts');
    return [
      {
        name: 'gate_budget_lines_negative',
        help: 'Budget lines with less than nothing, by what was used elsewhere.',
        read: () => negativeLinesNow(db),
      },
    ];
  },
};
