import type { Handlers } from '../http/operation.ts';
import { backtestReportHandler } from './backtest-routes.ts';
import { balanceHandler } from './balance-routes.ts';
import { type CertificateDeps, certificateHandler } from './certificate-routes.ts';
import { deviceChainHandler, entitlementChainHandler, orderChainHandler } from './chain-routes.ts';
import { executionHandler } from './execution-routes.ts';
import { labelsHandler } from './labels-routes.ts';
import { positionHandler, shortfallHandler } from './position-routes.ts';
import { softwareInUseHandler, softwareMaintenanceHandler, softwareSummaryHandler } from './software-ledgers-routes.ts';
import { softwareMoneyHandler } from './software-money-routes.ts';
import { unusedMoneyHandler } from './unused-money-routes.ts';

/** Read only: how budgets are carried out, where a number came from, and what licences cover. */
export function reportsRoutes(deps: CertificateDeps): Handlers {
  return {
    explainBudgetLineBalance: balanceHandler(deps),
    getDecisionCertificate: certificateHandler(deps),
    getBacktestReport: backtestReportHandler(deps),
    reportBudgetExecution: executionHandler(deps),
    reportComputersWithoutSoftwareMoney: softwareMoneyHandler(deps),
    reportLicencePositions: positionHandler(deps),
    listLicenceShortfalls: shortfallHandler(deps),
    printDeviceLabels: labelsHandler(deps),
    readDeviceChain: deviceChainHandler(deps),
    readEntitlementChain: entitlementChainHandler(deps),
    readOrderChain: orderChainHandler(deps),
    reportSoftwareInUse: softwareInUseHandler(deps),
    reportSoftwareMaintenance: softwareMaintenanceHandler(deps),
    reportSoftwareSummary: softwareSummaryHandler(deps),
    reportUnusedMoney: unusedMoneyHandler(deps),
  };
}
