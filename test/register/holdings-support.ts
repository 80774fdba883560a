import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { allProjections, describeReconciliationFault, parseLeaf, reconcileGate } from '../../src/gate/main.ts';
import type { Actor, CivilDate } from '../../src/kernel/index.ts';
import { type Governed, governed, verifyLog } from '../../src/log/index.ts';
import {
  type Allocation,
  type Device,
  type Entitlement,
  type Installation,
  recordAllocations,
  recordDevices,
  recordEntitlements,
  recordInstallations,
} from '../../src/register/index.ts';
import { BUREAU } from '../agencies/agency-examples.ts';
import type { Gate } from '../support/gate.ts';

const DAY = '2026-06-01' as CivilDate;

export const ACCEPTING: Actor = {
  ...{ keyId: 'key_local', personId: null, role: 'procurement-officer', scopes: [] },
  grant: { agencies: [BUREAU] },
};

export function device(id: string, different: Partial<Device> = {}): Device {
  return {
    ...{ id, agencyCode: BUREAU, category: 'desktop', assetNumber: null, serial: `SN-${id}`, mainboardSerial: null },
    ...{ brand: '长城', model: 'T-1', department: '办公室', usedBy: '张三', acquiredOn: DAY, state: 'accepted' },
    ...{ orderId: 'ord_1', orderLine: 1, acceptanceId: 'acc_1' },
    ...different,
  };
}

export function entitlement(id: string, different: Partial<Entitlement> = {}): Entitlement {
  return {
    ...{ id, agencyCode: BUREAU, licensee: BUREAU, category: 'office', product: 'WPS Office', edition: 'Professional' },
    ...{ version: '2023', metric: 'device', seats: 20, sets: 1, channel: 'volume', validFrom: null, validUntil: null },
    ...{ transferable: true, platforms: [], boundDevice: null, installedSeats: 0, acquiredOn: DAY, site: null },
    ...{ closesUndertaking: null, evidence: [], contractNumber: 'HT-1', unitPrice: '580.00', supportEndsOn: null },
    ...{ orderId: 'ord_1', orderLine: null, orderItem: 1, acceptanceId: 'acc_1', standing: 'verified' },
    ...different,
  };
}

/** The right to the system that came with a machine. */
export function oemRight(id: string, deviceId: string): Entitlement {
  const system = { category: 'operating-system', product: 'UnionTech UOS Desktop', version: '20' } as const;
  return entitlement(id, {
    ...system,
    ...{ seats: 1, channel: 'oem', transferable: false, boundDevice: deviceId, orderLine: 1, orderItem: null },
  });
}

export function allocation(id: string, of: Pick<Allocation, 'entitlementId' | 'deviceId'>): Allocation {
  const { entitlementId, deviceId } = of;
  return {
    ...{
      id,
      agencyCode: BUREAU,
      entitlementId,
      deviceId,
      takenFrom: 'free',
      sharesSeatOf: null,
      orderId: 'ord_1',
      from: DAY,
    },
    ...{ until: null, endedBecause: null },
  };
}

export function installation(id: string, deviceId: string, different: Partial<Installation> = {}): Installation {
  return {
    ...{ id, agencyCode: BUREAU, deviceId, category: 'office', product: 'WPS Office', edition: 'Professional' },
    ...{ version: '2023', source: 'acceptance', seenFrom: DAY, seenLast: DAY, seenTo: null },
    ...different,
  };
}

/** One governed act on a gate. */
export function act<T>(gate: Gate, doing: (entry: Governed) => Promise<T>): Promise<T> {
  return inTransaction(gate.db, (tx) => governed(tx, gate.deps, doing));
}

/** Two machines with their systems, an office licence of 20 seats of which each machine has one, and what is installed. */
export function acceptTwoMachines(gate: Gate): Promise<void> {
  return act(gate, async (entry) => {
    const actor = ACCEPTING;
    await recordDevices(entry, { actor, states: [device('dev_a'), device('dev_b')] });
    const rights = [entitlement('ent_office'), oemRight('ent_oem_a', 'dev_a'), oemRight('ent_oem_b', 'dev_b')];
    await recordEntitlements(entry, { actor, states: rights });
    const allocations = ['a', 'b'].flatMap((one) => [
      allocation(`alo_oem_${one}`, { entitlementId: `ent_oem_${one}`, deviceId: `dev_${one}` }),
      allocation(`alo_office_${one}`, { entitlementId: 'ent_office', deviceId: `dev_${one}` }),
    ]);
    await recordAllocations(entry, { actor, states: allocations });
    const installations = ['a', 'b'].map((one) => installation(`ins_${one}`, `dev_${one}`));
    await recordInstallations(entry, { actor, states: installations });
  });
}

/** Whatever does not agree between tables, moves, counters and the log. */
export async function disagreements(gate: Gate): Promise<readonly string[]> {
  const projections = await allProjections();
  const verified = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
  const { unreconciled } = await inSnapshot(gate.db, reconcileGate);
  return [
    ...verified.faults.map((fault) => JSON.stringify(fault)),
    ...verified.differences.map(({ table, key, kind, field }) => [table, key, kind, field ?? ''].join(' ')),
    ...unreconciled.map((found) => describeReconciliationFault(found).en),
  ];
}
