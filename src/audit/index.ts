export { listDueFindings } from './list-due-findings.ts';
