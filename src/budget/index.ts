export {
  type BudgetLineFacts,
  factsOfBudgetLines,
  factsOfPlanFilings,
  type PlanFilingFacts,
} from './facts-of-budget.ts';
export { usePlanFilings } from './use-plan-filings.ts';
