export type { ExecutionRow } from './budget/budget-execution.ts';
export { classesOf } from './budget/economic-classes.ts';
export { listBudgetExecution } from './budget/list-budget-execution.ts';
export { type ChainLink, isMissing, STEP_WORDS } from './chain/chain-link.ts';
export { stateWords } from './chain/chain-table.ts';
export { findChain } from './chain/find-chain.ts';
export { findAgency } from './find-agency.ts';
export { type AsOf, findAsOf } from './find-as-of.ts';
export { findScope } from './find-scope.ts';
export { type KeptAnswers, keptAnswersOf } from './kept/kept-answers.ts';
export { recallAnswer } from './kept/recall-answer.ts';
export { recallWhile } from './kept/recall-while.ts';
export { type AgencyScope, listAgencyCodes } from './list-agency-codes.ts';
export { type DayStretch, listStretchInScope, onStretch } from './list-in-scope.ts';
export { AUDIT_ROWS, findOrderSums, listUnsummed } from './order-sums/find-order-sums.ts';
export {
  countOrderSums,
  listAgenciesOfOrders,
  listOrdersWithLeaves,
  listStoredSums,
  type OrderSum,
  type TotalSum,
} from './order-sums/order-sums-repository.ts';
export { type Paper, wholeReportHandler } from './report-handler.ts';
export { agencyIn, type LinesScope, regionIn, scopeLine, YEAR } from './report-scope.ts';
export { type AgencyWithoutSoftwareMoney, listSoftwareMoney } from './software/money/list-software-money.ts';
export type { Looks } from './software/positions/equal-copies.ts';
export { positionReport } from './software/positions/licence-positions.ts';
export { type CopiesOfKind, listCopiesByKind } from './software/positions/list-copies-by-kind.ts';
export { type EndingSystem, endingSystemsOf } from './software/positions/list-ending-systems.ts';
export { listJoinedAgencies } from './software/positions/list-joined-agencies.ts';
export { listUnlicensedDevices, NEED_NO_SEAT } from './software/positions/list-unlicensed-devices.ts';
export { type CountedLicences, type LoadedPosition, loadPosition } from './software/positions/load-position.ts';
export type { PositionScope } from './software/positions/position-rows.ts';
export { recallEndingSystems, recallPosition, recallUnlicensedDevices } from './software/positions/recall-position.ts';
