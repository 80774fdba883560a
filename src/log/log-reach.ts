import type { Actor } from '../kernel/index.ts';

/** An agency's people and keys see what was decided about their own orders, and nothing of the others'. */
export function seesWholeLog({ role, grant }: Actor): boolean {
  return 'region' in grant && role !== 'procurement-officer' && role !== 'agency-approver';
}
