import type { Effect, Facts } from '../rules/index.ts';

/** What one rule says against an order at one place, confirmed by the reference. */
export interface Finding {
  readonly rule: string;
  readonly clause: string;
  readonly effect: Effect;
  readonly pointer: string;
  /** The facts that the clause and its texts name, as they were. */
  readonly facts: Facts;
  /** What each leaf of the clause said. */
  readonly trace: Readonly<Record<string, boolean>>;
  /** The waiver that sets it aside; the finding stays in the record. */
  readonly waiver: WaiverMark | null;
}

/** The waiver beside a finding, with its last day. */
export interface WaiverMark {
  readonly id: string;
  readonly until: string;
}

export interface Indeterminate {
  readonly rule: string;
  readonly pointer: string;
  readonly missing: readonly string[];
}

/** Whether it stops the order: a warning does not, nor does what a waiver sets aside. */
export function isOpen({ effect, waiver }: Pick<Finding, 'effect' | 'waiver'>): boolean {
  return effect !== 'warn' && waiver === null;
}
