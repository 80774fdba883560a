import { AUDIT_FINDING } from './audit/audit-finding.ts';
import { AUDIT_SAMPLE } from './audit/audit-sample.ts';
import { auditedOrdersProjection } from './audit/verify-audited-orders.ts';
import { marksProjection } from './audit/verify-marks.ts';
import { backtestProjection } from './backtests/verify-backtests.ts';
import { factChunkProjection } from './backtests/verify-fact-chunks.ts';
import { PLATFORM } from './connectors/platform.ts';
import { PLATFORM_REPORT } from './connectors/platform-report.ts';
import { WEBHOOK_ENDPOINT } from './connectors/webhook-endpoint.ts';
import { type LogProjection, subjectProjection } from './log/index.ts';
import { gateProjections as projectionsOfOrders } from './orders/reconcile-log.ts';
import { REFERENCE_KINDS } from './reference-kinds.ts';
import { productNameProjection } from './register/index.ts';

/** Every table that shows what the log says; reference data comes in kind by kind. */
export function gateProjections(ofReferenceData: readonly LogProjection[]): readonly LogProjection[] {
  const beside = [productNameProjection, backtestProjection(), factChunkProjection()];
  return projectionsOfOrders([...ofReferenceData, ...beside]);
}

/** Every table that shows what the log says. */
export function allProjections(): readonly LogProjection[] {
  const ofReferenceData = Object.values(REFERENCE_KINDS).map(({ projection }) => projection);
  return [
    ...gateProjections(ofReferenceData),
    subjectProjection(AUDIT_FINDING),
    subjectProjection(AUDIT_SAMPLE),
    auditedOrdersProjection(),
    marksProjection(),
    subjectProjection(WEBHOOK_ENDPOINT),
    subjectProjection(PLATFORM),
    subjectProjection(PLATFORM_REPORT),
  ];
}
