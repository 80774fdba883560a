export { standingOf } from './budget-line.ts';
export {
  type BudgetLineFacts,
  factsOfBudgetLines,
  factsOfPlanFilings,
  type PlanFilingFacts,
} from './facts-of-budget.ts';
export { type CheckedLine, checkFunding } from './funding-check.ts';
export { toCheckLineBody } from './funding-check-body.ts';
export { BUDGET_LINES } from './record-budget-lines.ts';
export { type Crossed, crossedBetween } from './threshold.ts';
export { usePlanFilings } from './use-plan-filings.ts';
export { budgetChangeProjection } from './verify-changes.ts';
