export { listDueFindings } from './findings/list-due-findings.ts';
