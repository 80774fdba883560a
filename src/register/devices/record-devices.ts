import type { Tx } from '../../db/index.ts';
import { type CivilDate, dayOf, text } from '../../kernel/index.ts';
import { findLeafTime, selectIn } from '../../log/index.ts';
import type { Draft, DraftProblem, RecordedKind } from '../../reference/index.ts';
import { endHoldings } from '../entitlements/end-holdings.ts';
import { transferHoldings } from '../entitlements/transfer-holdings.ts';
import { BEGAN_ON, DEVICE, type Device } from './device.ts';

/** Devices with what only the database knows: which serials and asset numbers are taken. */
export const DEVICES: RecordedKind<Device> = {
  ...DEVICE,
  judge: () => {
    const owners = new Map<string, string>();
    const isTaken = (place: string | null, key: string): boolean =>
      place !== null && (owners.get(place) ?? key) !== key;
    return {
      readFor: async (tx, drafts) => {
        for (const [place, key] of await listNumbers(tx, drafts)) owners.set(place, key);
      },
      problemsOf: ({ key, after }) => [
        ...(isTaken(assetPlace(after), key) ? [assetTaken()] : []),
        ...(isTaken(serialPlace(after), key) ? [serialTaken()] : []),
      ],
      take: ({ key, after }) => {
        for (const place of [assetPlace(after), serialPlace(after)]) if (place !== null) owners.set(place, key);
      },
    };
  },
  completeRows: async (tx, rows) => {
    const beganOn = await findBeginning(tx);
    return rows.map((row) => ({ ...row, [BEGAN_ON]: beganOn }));
  },
  completeQuery: async (tx, query) => ('finding' in query ? { ...query, finding: await findBeginning(tx) } : query),
  write: async (entry, recorded, actor) => {
    const moved = recorded.filter(({ before, after }) => before && before.state.agencyCode !== after.agencyCode);
    await transferHoldings(entry, moved, actor);
    const retired = recorded.filter(({ before, after }) => before && !isRetired(before.state) && isRetired(after));
    const deviceIds = retired.map(({ key }) => key);
    await endHoldings(entry, { deviceIds, because: 'retirement', actor });
  },
};

/** The day of the first leaf of this gate's log; null before there is one. */
async function findBeginning(tx: Tx): Promise<CivilDate | null> {
  const at = await findLeafTime(tx, 0);
  return at === undefined ? null : dayOf(at);
}

const isRetired = ({ state }: Pick<Device, 'state'>): boolean => state === 'retired';

type NumberedDevice = Pick<Device, 'agencyCode' | 'assetNumber' | 'serial'>;

/** An asset number is the agency's own; a serial is the maker's, and there is one such machine in the world. */
function assetPlace({ agencyCode, assetNumber }: NumberedDevice): string | null {
  return assetNumber === null ? null : `asset/${agencyCode}/${assetNumber}`;
}

function serialPlace({ serial }: Pick<NumberedDevice, 'serial'>): string | null {
  return serial === null ? null : `serial/${serial}`;
}

/** Which device has which number, among the numbers that these drafts want. */
async function listNumbers(tx: Tx, drafts: readonly Draft<Device>[]): Promise<Map<string, string>> {
  const assets = await selectIn(
    tx,
    'devices',
    'asset_number',
    drafts.map(({ after }) => after.assetNumber),
  );
  const serials = await selectIn(
    tx,
    'devices',
    'serial',
    drafts.map(({ after }) => after.serial),
  );
  const owners = new Map<string, string>();
  for (const { id, agency_code, asset_number, serial } of [...assets, ...serials]) {
    if (asset_number !== null) owners.set(`asset/${agency_code}/${asset_number}`, String(id));
    if (serial !== null) owners.set(`serial/${serial}`, String(id));
  }
  return owners;
}

function assetTaken(): DraftProblem {
  const message = text('该单位已有使用此资产编号的设备。', 'The agency has a device with this asset number already.');
  return { kind: 'conflict', code: 'device.exists', field: 'assetNumber', text: message };
}

function serialTaken(): DraftProblem {
  const message = text('已有设备使用此序列号。', 'A device with this serial number exists already.');
  return { kind: 'conflict', code: 'device.exists', field: 'serial', text: message };
}
