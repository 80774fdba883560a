export { budgetChangeProjection } from './changes/budget-changes-projection.ts';
export {
  type BudgetLineFacts,
  type FilingNumber,
  factsOfBudgetLines,
  factsOfPlanFilings,
  listFilingNumbersLike,
  type PlanFilingFacts,
  planFilingKey,
} from './facts-of-budget.ts';
export { usePlanFilings } from './filings/use-plan-filings.ts';
export { budgetLineBalance } from './lines/budget-line.ts';
export { type CheckedLine, checkFunding } from './lines/funding-check.ts';
export { toCheckLineBody } from './lines/funding-check-body.ts';
export { BUDGET_LINES } from './lines/record-budget-lines.ts';
export { type CrossedThreshold, crossedBetween } from './lines/threshold.ts';
