import type { Handlers } from '../http/operation.ts';
import { assessmentResultsHandler, assessmentSheetHandler } from './assessment/assessment-routes.ts';
import { backtestReportHandler } from './backtests/backtest-routes.ts';
import { balanceHandler } from './budget/balance-routes.ts';
import { commitmentsHandler } from './budget/commitments-routes.ts';
import { executionHandler } from './budget/execution-routes.ts';
import { unusedMoneyHandler } from './budget/unused-money-routes.ts';
import { type CertificateDeps, certificateHandler } from './certificate-routes.ts';
import { deviceChainHandler, entitlementChainHandler, orderChainHandler } from './chain/chain-routes.ts';
import { effectivePolicyHandler } from './effective-policy-routes.ts';
import { labelsHandler } from './labels-routes.ts';
import { rectificationsHandler } from './rectifications/rectifications-routes.ts';
import { rosterHandler } from './roster/roster-routes.ts';
import {
  softwareInUseHandler,
  softwareMaintenanceHandler,
  softwareSummaryHandler,
} from './software/ledgers/software-ledgers-routes.ts';
import { softwareMoneyHandler } from './software/money/software-money-routes.ts';
import { positionHandler, shortfallHandler } from './software/positions/position-routes.ts';
import { rollUpHandler } from './survey/roll-up-routes.ts';
import { surveyHandler } from './survey/survey-routes.ts';

/** Read only: how budgets are carried out, where a number came from, what licences cover, and what is printed. */
export function reportsRoutes(deps: CertificateDeps): Handlers {
  return {
    explainBudgetLineBalance: balanceHandler(deps),
    getDecisionCertificate: certificateHandler(deps),
    getBacktestReport: backtestReportHandler(deps),
    reportAssessmentResults: assessmentResultsHandler(deps),
    reportAssessmentSheet: assessmentSheetHandler(deps),
    reportBudgetExecution: executionHandler(deps),
    reportBudgetLineCommitments: commitmentsHandler(deps),
    reportCampaignSummary: surveyHandler(deps),
    reportComputersWithoutSoftwareMoney: softwareMoneyHandler(deps),
    reportLicencePositions: positionHandler(deps),
    listLicenceShortfalls: shortfallHandler(deps),
    printDeviceLabels: labelsHandler(deps),
    readEffectivePolicy: effectivePolicyHandler(deps),
    readDeviceChain: deviceChainHandler(deps),
    readEntitlementChain: entitlementChainHandler(deps),
    readOrderChain: orderChainHandler(deps),
    reportRectifications: rectificationsHandler(deps),
    reportRoster: rosterHandler(deps),
    reportSoftwareInUse: softwareInUseHandler(deps),
    reportSoftwareMaintenance: softwareMaintenanceHandler(deps),
    reportSoftwareSummary: softwareSummaryHandler(deps),
    reportUnusedMoney: unusedMoneyHandler(deps),
    rollUp: rollUpHandler(deps),
  };
}
