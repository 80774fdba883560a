import type { Policy } from '../../rules/index.ts';

/** What the economic class of a line is for, as the policy parameters say it. */
export type SoftwareOrHardware = 'hardware' | 'software' | 'expense' | 'other';

export interface EconomicClasses {
  readonly software: readonly string[];
  /** Without those that are for software as well: 31007 (信息网络及软件购置更新) names software. */
  readonly hardware: readonly string[];
  readonly expense: readonly string[];
}

export function classesOf({ classes }: Pick<Policy, 'classes'>): EconomicClasses {
  const software = classes.software ?? [];
  const hardware = (classes.hardware ?? []).filter((code) => !software.includes(code));
  const expense = (classes.expense ?? []).filter((code) => !software.includes(code) && !hardware.includes(code));
  return { software, hardware, expense };
}

export function kindOf(economicClass: string, { software, hardware, expense }: EconomicClasses): SoftwareOrHardware {
  if (software.includes(economicClass)) return 'software';
  if (hardware.includes(economicClass)) return 'hardware';
  return expense.includes(economicClass) ? 'expense' : 'other';
}
