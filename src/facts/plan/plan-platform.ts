import type { DeriveInput } from '../derive-input.ts';
import { PLAN_KINDS } from '../goods/needs.ts';
import { platformFit } from '../system/platform.ts';
import { systemDemands } from '../system/server-os.ts';
import { type Demand, demandsFor } from './coverage.ts';
import type { PlanItemView } from './plan-item-view.ts';

export type PlanPlatformFit = 'all' | 'some' | 'none' | 'not-built' | 'not-stated' | 'not-needed';

/** Which of the machines that need such software it is built for. Null while no product is named. */
export function planPlatformFit(input: DeriveInput, view: PlanItemView): PlanPlatformFit | null | undefined {
  if (!view.productName) return null;
  const demands = machinesFor(input, view);
  if (demands.length === 0) return 'not-needed';
  // Whatever the item states of a product, it runs on nothing that its maker does not build it for.
  const built = demands.map(({ platform }) => platformFit(view.builtFor, platform));
  if (built.every((fit) => fit === 'misfits')) return 'not-built';
  if (view.platforms.length === 0) return 'not-stated';
  const stated = demands.map(({ platform }) => platformFit(view.platforms, platform));
  const fits = new Set(stated.map((fit, at) => (built[at] === 'misfits' ? 'misfits' : fit)));
  if (fits.has('fits') && fits.has('misfits')) return 'some';
  // A machine whose system is unknown would decide between two answers.
  if (fits.has('unknown')) return undefined;
  return fits.has('fits') ? 'all' : 'none';
}

function machinesFor(input: DeriveInput, { item }: PlanItemView): readonly Demand[] {
  if (item.category === 'operating-system') return systemDemands(input);
  const kind = PLAN_KINDS.find((known) => known === item.category);
  return kind ? demandsFor(input, kind) : [];
}
