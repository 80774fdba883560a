import { AUDIT_FINDING } from '../audit/findings/audit-finding.ts';
import { auditedOrdersProjection } from '../audit/marks/verify-audited-orders.ts';
import { marksProjection } from '../audit/marks/verify-marks.ts';
import { AUDIT_SAMPLE } from '../audit/samples/audit-sample.ts';
import { factChunkProjection } from '../backtests/chunks/verify-fact-chunks.ts';
import { backtestProjection } from '../backtests/verify-backtests.ts';
import { PLATFORM } from '../connectors/platform/platform.ts';
import { PLATFORM_REPORT } from '../connectors/platform/platform-report.ts';
import { WEBHOOK_ENDPOINT } from '../connectors/webhooks/webhook-endpoint.ts';
import { type LogProjection } from '../log/index.ts';
import { gateProjections as projectionsOfOrders } from '../proof/projections/reconcile-log.ts';
import { subjectProjection } from '../reference/index.ts';
import { productNameProjection } from '../register/index.ts';
import { REFERENCE_KINDS } from './reference-kinds.ts';

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
