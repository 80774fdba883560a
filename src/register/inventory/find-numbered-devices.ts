import type { Tx } from '../../db/index.ts';
import { foldedNumber, groupBy } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { type ReferenceRecord, readKindRow, type StoredRow } from '../../reference/index.ts';
import { assetKeyOf, DEVICE, type Device } from '../devices/device.ts';
import type { NumberedDevices } from './device-match.ts';
import type { SeenDevice } from './seen.ts';

/** Devices that have one of the numbers of a piece, and their ids. */
export interface FoundDevices extends NumberedDevices {
  readonly ids: readonly string[];
}

/** A computer of a file and the agency that it is of; null where the row does not say it. */
export interface ComputerOfAgency {
  readonly agencyCode: string | null;
  readonly device: SeenDevice;
}

/** Looks devices up by all three of their numbers: a serial anywhere in the gate, an asset number in its agency. */
export async function findNumberedDevices(tx: Tx, seen: readonly ComputerOfAgency[]): Promise<FoundDevices> {
  const found = async (column: string, numberIn: (computer: ComputerOfAgency) => string | null | undefined) => {
    const numbers = seen.flatMap((computer) => numberIn(computer) ?? []);
    const rows = await selectIn(tx, 'devices', column, numbers);
    return rows.map((row): readonly [string, ReferenceRecord<Device>] => [
      numberOf(row, column),
      readKindRow(DEVICE, row),
    ]);
  };
  const serials = await found('folded_serial', ({ device: { serial } }) => serial && foldedNumber(serial));
  const boards = await found(
    'folded_mainboard',
    ({ device: { mainboardSerial: board } }) => board && foldedNumber(board),
  );
  const assets = await found('asset_key', ({ agencyCode, device: { assetNumber = null } }) =>
    agencyCode === null ? null : assetKeyOf({ agencyCode, assetNumber }),
  );
  const byMainboard = groupBy(boards, ([number]) => number);
  return {
    ids: [...new Set([...serials, ...boards, ...assets].map(([, { key }]) => key))],
    bySerial: new Map(serials),
    byMainboard: new Map([...byMainboard].map(([number, devices]) => [number, devices.map(([, device]) => device)])),
    byAsset: new Map(assets),
  };
}

function numberOf(row: StoredRow, column: string): string {
  return String(row[column]);
}
