export { countFindings } from './findings/find-finding-count.ts';
export { listDueFindings } from './findings/list-due-findings.ts';
