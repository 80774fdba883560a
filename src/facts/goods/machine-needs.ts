import { kindOf } from '../../goods/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { candidateProducts } from '../products.ts';
import { linePlatform, type MachinePlatform } from '../system/platform.ts';
import { lineNeeds, PLAN_KINDS, type PlanKind } from './needs.ts';

/** What every machine of a line is given a seat of, where there is one. */
export interface MachineNeeds {
  readonly line: number;
  readonly kinds: readonly (PlanKind | 'operating-system')[];
  readonly platform: MachinePlatform;
}

/** What the machines of an order's lines need of the plan. Virtual desktops are no machines, so nothing is given to them. */
export function machineNeeds(input: DeriveInput): readonly MachineNeeds[] {
  const products = candidateProducts(input);
  const needs = lineNeeds(input);
  const hasDesktops = needs.some(({ virtualDesktops }) => virtualDesktops > 0);
  return input.order.lines.flatMap((line, index): readonly MachineNeeds[] => {
    if (!kindOf(line).runsSoftware) return [];
    const software = PLAN_KINDS.filter((kind) => (needs[index]?.seats[kind].devices ?? 0) > 0);
    const system = line.computer?.operatingSystem;
    // A system of the plan is for machines that come bare, or that it upgrades; among desktops nobody could tell whose it is.
    const isWanted = !hasDesktops && (system?.state === 'none' || system?.state === 'dos' || Boolean(system?.target));
    const platform = linePlatform(line, products);
    return [{ line: line.line, kinds: [...software, ...(isWanted ? (['operating-system'] as const) : [])], platform }];
  });
}
