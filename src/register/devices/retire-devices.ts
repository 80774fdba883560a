import type { Actor } from '../../kernel/index.ts';
import { type Governed, selectIn } from '../../log/index.ts';
import { readKindRow, recordChanged } from '../../reference/index.ts';
import { endHoldings } from '../entitlements/end-holdings.ts';
import type { AllocationEnd } from './allocation.ts';
import { DEVICE } from './device.ts';

export interface RetiredDevices {
  readonly deviceIds: readonly string[];
  readonly because: Extract<AllocationEnd, 'return' | 'retirement'>;
  readonly reason: string;
  readonly actor: Actor;
}

/** Retires devices and ends what they have, in a fixed number of statements. Those that are retired already stay so. */
export async function retireDevices(
  entry: Governed,
  { deviceIds, because, reason, actor }: RetiredDevices,
): Promise<void> {
  const rows = await selectIn(entry.tx, 'devices', 'id', deviceIds);
  const standing = rows.map((row) => readKindRow(DEVICE, row)).filter(({ state }) => state.state !== 'retired');
  if (standing.length === 0) return;
  await recordChanged(entry, DEVICE, {
    ...{ act: 'changed', actor, why: { reason, effectiveOn: entry.on } },
    drafts: standing.map((before) => ({
      ...{ key: before.key, before, changes: null },
      after: { ...before.state, state: 'retired' },
    })),
  });
  await endHoldings(entry, { deviceIds: standing.map(({ key }) => key), because, reason, actor });
}
