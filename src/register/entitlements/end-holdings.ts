import type { Actor } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { recordChanged } from '../../reference/index.ts';
import type { AllocationEnd } from '../devices/allocation.ts';
import { endAllocations } from '../devices/end-allocations.ts';
import { INSTALLATION } from '../devices/installation.ts';
import { listOpenInstallations } from '../register-repository.ts';

export interface EndedHoldings {
  readonly deviceIds: readonly string[];
  readonly because: AllocationEnd;
  readonly reason?: string;
  readonly actor: Actor;
}

/** Ends what devices have: their allocations, and with them rights that are bound to them, and their installations. */
export async function endHoldings(entry: Governed, { deviceIds, ...how }: EndedHoldings): Promise<void> {
  if (deviceIds.length === 0) return;
  await endAllocations(entry, { which: { deviceIds }, ...how });
  await endInstallations(entry, { which: { deviceIds }, ...how });
}

export interface EndedInstallations {
  readonly which: { readonly ids: readonly string[] } | { readonly deviceIds: readonly string[] };
  readonly reason?: string;
  readonly actor: Actor;
}

/** Ends installations today. What ended already is left alone. */
export async function endInstallations(entry: Governed, { which, reason, actor }: EndedInstallations): Promise<void> {
  const open = await listOpenInstallations(entry.tx, which);
  if (open.length === 0) return;
  await recordChanged(entry, INSTALLATION, {
    ...{ act: 'changed', actor, why: { effectiveOn: entry.on, ...(reason !== undefined && { reason }) } },
    drafts: open.map((before) => ({
      ...{ key: before.key, before, changes: null },
      after: { ...before.state, seenLast: entry.on, seenTo: entry.on },
    })),
  });
}
