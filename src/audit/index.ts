export { AUDIT_FINDING } from './findings/audit-finding.ts';
export { listDueFindings } from './findings/list-due-findings.ts';
export { auditedOrdersProjection } from './marks/verify-audited-orders.ts';
export { marksProjection } from './marks/verify-marks.ts';
export { AUDIT_SAMPLE } from './samples/audit-sample.ts';
