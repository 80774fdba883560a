export { AUDIT_FINDING } from './audit-finding.ts';
export { AUDIT_SAMPLE } from './audit-sample.ts';

export { listDueFindings } from './list-due-findings.ts';
export { auditedOrdersProjection } from './verify-audited-orders.ts';
export { marksProjection } from './verify-marks.ts';
