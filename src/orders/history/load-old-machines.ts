import type { Tx } from '../../db/index.ts';
import type { AgenciesByOrder, OldMachines } from './old-machines.ts';
import { listOrdersReplacing, listReplacementsThatCame, listSameMainboards } from './old-machines-repository.ts';

/** Three statements, whatever the orders replace; none where they replace nothing. */
export async function loadOldMachines(tx: Tx, deviceIds: readonly string[]): Promise<OldMachines> {
  const sameMainboards = new Map<string, string[]>();
  for (const { deviceId, otherId } of await listSameMainboards(tx, deviceIds)) {
    sameMainboards.set(deviceId, [...(sameMainboards.get(deviceId) ?? []), otherId]);
  }
  const ids = [...new Set([...deviceIds, ...[...sameMainboards.values()].flat()])];
  const replacedBy: AgenciesByOrder = new Map();
  for (const { deviceId, orderId, agencyCode } of await listOrdersReplacing(tx, ids)) {
    replacedBy.set(deviceId, (replacedBy.get(deviceId) ?? new Map()).set(orderId, agencyCode));
  }
  const came: OldMachines['came'] = new Map();
  for (const { deviceId, orderId, ...use } of await listReplacementsThatCame(tx, ids)) {
    const orders = came.get(deviceId) ?? new Map<string, typeof use>();
    const isCertain = use.isCertain || (orders.get(orderId)?.isCertain ?? false);
    came.set(deviceId, orders.set(orderId, { ...use, isCertain }));
  }
  return { replacedBy, came, sameMainboards };
}
