import { type Finding, type Indeterminate, isOpen } from './finding.ts';

export type Outcome = 'approved' | 'referred' | 'rejected';

export interface JudgedFindings {
  readonly findings: readonly Pick<Finding, 'effect' | 'waiver'>[];
  readonly indeterminate: readonly Indeterminate[];
}

/**
 * Any open finding that rejects makes it rejected; else any that refers, or a rule that could not be evaluated, makes it
 * referred; else approved. Warnings do not stop an order, nor does what a waiver sets aside. No waiver stands for a
 * missing fact: nobody knows what it would permit. The only place an outcome comes from.
 */
export function conclude({ findings, indeterminate }: JudgedFindings): Outcome {
  const open = findings.filter(isOpen);
  if (open.some(({ effect }) => effect === 'reject')) return 'rejected';
  if (open.length > 0 || indeterminate.length > 0) return 'referred';
  return 'approved';
}
