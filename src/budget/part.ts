import type { Database } from '../db/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import { importableKind } from '../reference/index.ts';
import { PLAN_FILING } from './filings/plan-filing.ts';
import { BUDGET_LINES } from './lines/record-budget-lines.ts';

export type BudgetDeps = GovernedDeps & { readonly db: Database };

export const part = {
  kinds: {
    'budget-lines': importableKind(BUDGET_LINES, 'BudgetLineCreation'),
    'plan-filings': importableKind(PLAN_FILING, 'PlanFilingCreation'),
  },
  handlers: async (deps: BudgetDeps) => [(await import('./budget-routes.ts')).budgetRoutes(deps.db, deps)],
  acts: async (deps: BudgetDeps) => [(await import('./budget-routes.ts')).budgetActs(deps)],
};
