import type { Tx } from '../../db/index.ts';
import { groupBy } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { type ReferenceRecord, readKindRow } from '../../reference/index.ts';
import { DEVICE, type Device } from '../devices/device.ts';
import { assetKey, type MatchedBy, type NumberedDevices } from './device-match.ts';
import type { SeenDevice } from './seen.ts';

/** Devices that have one of the numbers of a piece, and their ids. */
export interface FoundDevices extends NumberedDevices {
  readonly ids: readonly string[];
}

/** Looks devices up by all three of their numbers, anywhere in the gate. */
export async function findNumberedDevices(tx: Tx, seen: readonly SeenDevice[]): Promise<FoundDevices> {
  const found = async (column: string, field: MatchedBy): Promise<readonly ReferenceRecord<Device>[]> => {
    const values = new Set(seen.flatMap((device) => device[field] ?? []));
    const rows = await selectIn(tx, 'devices', column, [...values]);
    return rows.map((row) => readKindRow(DEVICE, row));
  };
  const serials = await found('serial', 'serial');
  const boards = await found('mainboard_serial', 'mainboardSerial');
  const assets = await found('asset_number', 'assetNumber');
  return {
    ids: [...new Set([...serials, ...boards, ...assets].map(({ key }) => key))],
    bySerial: new Map(serials.map((device) => [device.state.serial ?? '', device])),
    byMainboard: groupBy(boards, ({ state }) => state.mainboardSerial ?? ''),
    byAsset: new Map(
      assets.map((device) => [assetKey(device.state.agencyCode, device.state.assetNumber ?? ''), device]),
    ),
  };
}
