import type { Tx } from '../../db/index.ts';
import { type CivilDate, text } from '../../kernel/index.ts';
import { frozenProblems, listFrozenOf } from '../../ledger/index.ts';
import { selectIn } from '../../log/index.ts';
import {
  type Draft,
  type DraftProblem,
  type Judge,
  type RecordingContext,
  type ReferenceRecord,
  readKindRow,
} from '../../reference/index.ts';
import { ENTITLEMENT, type Entitlement, seatsInHand } from '../entitlements/entitlement.ts';
import {
  type EditionsAbove,
  type EditionsQuestion,
  findEditionsAbove,
  type KnownProducts,
} from '../products/find-editions-above.ts';
import { listOpenAllocations } from '../register-repository.ts';
import type { Allocation } from './allocation.ts';
import { DEVICE, type Device } from './device.ts';
import { findSeatsOfUsers, type SeatsOfUsers } from './find-seats-of-users.ts';

/** What is known of allocations that are asked for: read once for all, then each in turn counts for those after it. */
interface KnownHoldings {
  readonly devices: ReadonlyMap<string, Device>;
  readonly entitlements: ReadonlyMap<string, ReferenceRecord<Entitlement>>;
  readonly editions: EditionsAbove;
  readonly frozen: Awaited<ReturnType<typeof listFrozenOf>>;
  /** Who has a seat of what already. */
  readonly given: ReadonlySet<string>;
  /** Seats that the same act has taken, by entitlement. */
  readonly taken: ReadonlyMap<string, number>;
  readonly seats: SeatsOfUsers;
  readonly on: CivilDate;
}

/** A seat is given to a device of the agency that has it, or of one that its site licence names, as long as one is free. */
export function allocationJudge({ on }: RecordingContext, knownProducts: KnownProducts): Judge<Allocation> {
  const given = new Set<string>();
  const taken = new Map<string, number>();
  let read: ReadHoldings | undefined;
  return {
    readFor: async (tx, drafts) => {
      read = await readKnown(tx, drafts, { on, knownProducts });
      for (const place of read.open) given.add(place);
    },
    problemsOf: (draft) => {
      if (!read) throw new Error('allocations are judged before anything is read about them');
      return problemsOf(draft, { ...read, given, taken, on });
    },
    take: ({ after }) => {
      given.add(placeOf(after));
      if (read?.seats.holderFor(after) !== undefined) return;
      read?.seats.take(after);
      taken.set(after.entitlementId, (taken.get(after.entitlementId) ?? 0) + 1);
    },
  };
}

/** What is read of some drafts at once. */
interface ReadHoldings extends Pick<KnownHoldings, 'devices' | 'entitlements' | 'editions' | 'frozen' | 'seats'> {
  /** Who has a seat of what already. */
  readonly open: readonly string[];
}

async function readKnown(
  tx: Tx,
  drafts: readonly Draft<Allocation>[],
  known: Pick<EditionsQuestion, 'on' | 'knownProducts'>,
): Promise<ReadHoldings> {
  const deviceIds = drafts.map(({ after }) => after.deviceId);
  const entitlementIds = drafts.map(({ after }) => after.entitlementId);
  const devices = (await selectIn(tx, 'devices', 'id', deviceIds)).map((row) => readKindRow(DEVICE, row));
  const rows = await selectIn(tx, 'entitlements', 'id', entitlementIds);
  const entitlements = rows.map((row) => readKindRow(ENTITLEMENT, row));
  const open = await listOpenAllocations(tx, { deviceIds });
  return {
    devices: new Map(devices.map(({ key, state }) => [key, state])),
    entitlements: new Map(entitlements.map((entitlement) => [entitlement.key, entitlement])),
    editions: await findEditionsAbove(tx, {
      ...known,
      deviceIds,
      entitlements: entitlements.map(({ state }) => state),
    }),
    frozen: await listFrozenOf(tx, 'entitlement', entitlementIds),
    open: open.map(({ state }) => placeOf(state)),
    seats: await findSeatsOfUsers(
      tx,
      drafts.map(({ after }) => after),
    ),
  };
}

function placeOf({ entitlementId, deviceId }: Pick<Allocation, 'entitlementId' | 'deviceId'>): string {
  return `${entitlementId}/${deviceId}`;
}

function problemsOf({ after }: Draft<Allocation>, known: KnownHoldings): readonly DraftProblem[] {
  const device = known.devices.get(after.deviceId);
  if (device?.agencyCode !== after.agencyCode) return [noDevice()];
  const entitlement = known.entitlements.get(after.entitlementId);
  if (!entitlement || !isFor(entitlement.state, after.agencyCode)) return [noEntitlement()];
  if (known.given.has(placeOf(after))) return [givenAlready()];
  return [
    ...frozenProblems(known.frozen.get(after.entitlementId), 'entitlementId'),
    ...deviceProblems(device),
    ...rightProblems(entitlement.state, after, known),
    ...(known.seats.holderFor(after) === undefined
      ? seatProblems(entitlement, known.taken.get(after.entitlementId) ?? 0)
      : []),
  ];
}

/** Its own, or one whose site it stands in. */
function isFor({ agencyCode, site }: Entitlement, agency: string): boolean {
  return agencyCode === agency || (site?.agencies.includes(agency) ?? false);
}

function deviceProblems({ state }: Device): readonly DraftProblem[] {
  if (state !== 'retired' && state !== 'ordered') return [];
  const message = text(
    '该设备尚未到货或已报废，不能分配授权。',
    'The device has not come yet, or is retired: it is given no licence.',
  );
  return [{ kind: 'unprocessable', code: 'allocation.device_state', field: 'deviceId', text: message }];
}

function rightProblems(
  entitlement: Entitlement,
  { deviceId }: Allocation,
  { on, editions }: KnownHoldings,
): readonly DraftProblem[] {
  const at = { kind: 'unprocessable', field: 'entitlementId' } as const;
  const { boundDevice, validFrom, validUntil } = entitlement;
  if (boundDevice !== null && boundDevice !== deviceId) {
    const message = text('该授权与另一台设备绑定。', 'The licence is bound to another device.');
    return [{ ...at, code: 'allocation.bound', text: message }];
  }
  if ((validFrom !== null && validFrom > on) || (validUntil !== null && validUntil < on)) {
    const message = text('该授权今天不在有效期内。', 'The licence is not in force today.');
    return [{ ...at, code: 'allocation.not_in_force', text: message }];
  }
  const above = editions(deviceId, entitlement);
  if (above === undefined) return [];
  const message = text(
    `设备上安装的版本（${above}）高于该授权的版本，授权不能覆盖。`,
    `The edition on the device (${above}) is above that of the licence, which does not cover it.`,
  );
  return [{ ...at, code: 'allocation.edition', text: message }];
}

function seatProblems(entitlement: ReferenceRecord<Entitlement>, taken: number): readonly DraftProblem[] {
  const { seats } = entitlement.state;
  if (seats === null || seatsInHand(entitlement) + taken < seats) return [];
  const message = text('该授权已无空余数量。', 'No seat of this licence is free.');
  return [{ kind: 'conflict', code: 'allocation.no_seat', field: 'entitlementId', text: message }];
}

function noDevice(): DraftProblem {
  const message = text('该单位没有此设备。', 'The agency has no such device.');
  return { kind: 'unprocessable', code: 'allocation.device', field: 'deviceId', text: message };
}

function noEntitlement(): DraftProblem {
  const message = text('该单位没有此授权。', 'The agency has no such licence.');
  return { kind: 'unprocessable', code: 'allocation.entitlement', field: 'entitlementId', text: message };
}

function givenAlready(): DraftProblem {
  const message = text('该设备已分配此授权。', 'The device has a seat of this licence already.');
  return { kind: 'conflict', code: 'allocation.exists', field: 'deviceId', text: message };
}
