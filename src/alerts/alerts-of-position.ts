import type { LoadedPosition } from '../reports/index.ts';
import type { RuleSet } from '../rules/index.ts';
import type { UnnamedAlert } from './alert.ts';

type Make = (position: LoadedPosition, ruleSet: RuleSet) => readonly UnnamedAlert[];

const made = new WeakMap<LoadedPosition, Map<Make, readonly UnnamedAlert[]>>();

/** What follows from a position and the rules that it was worked out by: made once for each, and gone with it. */
export function alertsOfPosition(position: LoadedPosition, ruleSet: RuleSet, make: Make): readonly UnnamedAlert[] {
  const known = made.get(position) ?? new Map<Make, readonly UnnamedAlert[]>();
  made.set(position, known);
  const alerts = known.get(make) ?? make(position, ruleSet);
  known.set(make, alerts);
  return alerts;
}
