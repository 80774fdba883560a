export { AUDIT_FINDING } from './audit-finding.ts';
export { listDueFindings } from './list-due-findings.ts';
