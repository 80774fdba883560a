import { AUDIT_FINDING } from '../audit/findings/audit-finding.ts';
import { auditRowsProjection } from '../audit/marks/audit-rows-projection.ts';
import { auditedOrdersProjection } from '../audit/marks/audited-orders-projection.ts';
import { AUDIT_SAMPLE } from '../audit/samples/audit-sample.ts';
import { backtestProjection } from '../backtests/backtests-projection.ts';
import { factChunkProjection } from '../backtests/chunks/fact-chunks-projection.ts';
import { PLATFORM } from '../connectors/platform/platform.ts';
import { PLATFORM_REPORT } from '../connectors/platform/platform-report.ts';
import { WEBHOOK_ENDPOINT } from '../connectors/webhooks/webhook-endpoint.ts';
import type { LogProjection } from '../log/index.ts';
import { gateProjections as projectionsOfOrders } from '../proof/projections/gate-projections.ts';
import { referenceProjection } from '../reference/index.ts';
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
    referenceProjection(AUDIT_FINDING),
    referenceProjection(AUDIT_SAMPLE),
    auditedOrdersProjection(),
    auditRowsProjection(),
    referenceProjection(WEBHOOK_ENDPOINT),
    referenceProjection(PLATFORM),
    referenceProjection(PLATFORM_REPORT),
  ];
}
