import { inTransaction } from '../../src/db/index.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { governed } from '../../src/log/index.ts';
import {
  type Allocation,
  type Entitlement,
  type Installation,
  recordAllocations,
  recordDevices,
  recordEntitlements,
  recordInstallations,
} from '../../src/register/index.ts';
import { allocation, device, entitlement, installation, oemRight } from '../register/holdings-support.ts';
import type { Gate } from '../support/gate.ts';

/** What an agency has; ids are made up here, so a test names only what it is about. */
export interface Holdings {
  readonly agencyCode: string;
  /** How many computers, and what is on each. */
  readonly devices?: readonly (readonly Partial<Installation>[])[];
  readonly entitlements?: readonly Partial<Entitlement>[];
  /** Devices, by their place, that have a right to their system. */
  readonly oem?: readonly number[];
  /** Seats of entitlements given to devices, each by its place. */
  readonly given?: readonly (readonly [entitlement: number, device: number])[];
}

export interface HeldSoftware {
  readonly devices: readonly string[];
  readonly entitlements: readonly string[];
}

export const UOS = {
  category: 'operating-system',
  product: 'UnionTech UOS Desktop',
  edition: 'Professional',
  version: '20',
} as const;

export async function holdings(gate: Gate, wish: Holdings): Promise<HeldSoftware> {
  const { agencyCode } = wish;
  const own = { agencyCode, orderId: null, orderLine: null, acceptanceId: null };
  const actor: Actor = {
    keyId: 'key_x',
    personId: null,
    role: 'installer',
    scopes: [],
    grant: { agencies: [agencyCode] },
  };
  const id = gate.deps.newId;
  const devices = (wish.devices ?? []).map((software) => ({ id: id('dev'), software }));
  const rights = (wish.entitlements ?? []).map((different) =>
    entitlement(id('ent'), { ...own, orderItem: null, licensee: agencyCode, ...different }),
  );
  const oem = (wish.oem ?? []).map((at) => oemRight(id('ent'), devices[at]?.id ?? ''));
  const seats: Allocation[] = (wish.given ?? []).map(([right, at]) => ({
    ...allocation(id('alo'), { entitlementId: rights[right]?.id ?? '', deviceId: devices[at]?.id ?? '' }),
    ...{ agencyCode, orderId: null },
  }));
  await inTransaction(gate.db, (tx) =>
    governed(tx, gate.deps, async (entry) => {
      const states = devices.map((each) => device(each.id, own));
      await recordDevices(entry, { actor, states });
      await recordEntitlements(entry, {
        actor,
        states: [...rights, ...oem.map((right) => ({ ...right, ...own, orderItem: null, licensee: agencyCode }))],
      });
      await recordAllocations(entry, { actor, states: seats });
      await recordInstallations(entry, {
        actor,
        states: devices.flatMap((each) =>
          each.software.map((different) => installation(id('ins'), each.id, { agencyCode, ...different })),
        ),
      });
    }),
  );
  return { devices: devices.map((each) => each.id), entitlements: rights.map((right) => right.id) };
}
