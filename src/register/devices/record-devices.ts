import type { Tx } from '../../db/index.ts';
import { type CivilDate, dayOf, text } from '../../kernel/index.ts';
import { findLeafTime, selectIn } from '../../log/index.ts';
import type { Draft, DraftProblem, RecordedKind } from '../../reference/index.ts';
import { endHoldings } from '../entitlements/end-holdings.ts';
import { transferHoldings } from '../entitlements/transfer-holdings.ts';
import { BEGAN_ON, DEVICE, type Device } from './device.ts';
import { endAllocations } from './end-allocations.ts';
import { listSharedWithOthers } from './find-seats-of-users.ts';
import { faultOfAssetNumber, faultOfSerial } from './real-number.ts';

/** Devices with what only the database knows: which serials and asset numbers are taken. */
export const DEVICES: RecordedKind<Device> = {
  ...DEVICE,
  judge: () => {
    const owners = new Map<string, string>();
    const isTaken = (column: NumberColumn, { key, before, after }: Draft<Device>): boolean => {
      const place = placeOf(column, after);
      // One that had its number after another device, before widths and cases were folded, may change in other ways.
      if (place === null || (before && placeOf(column, before.state) === place)) return false;
      return (owners.get(place) ?? key) !== key;
    };
    return {
      readFor: async (tx, drafts) => {
        for (const column of NUMBER_COLUMNS) {
          const numbers = drafts.map(({ after }) => numberIn(column, after));
          const rows = await selectIn(tx, 'devices', column, numbers);
          for (const row of rows) owners.set(`${column}/${row[column]}`, String(row.id));
        }
      },
      problemsOf: (draft) => [
        ...faultyNumbers(draft),
        ...(isTaken('asset_key', draft) ? [assetTaken()] : []),
        ...(isTaken('folded_serial', draft) ? [serialTaken()] : []),
      ],
      take: ({ key, after }) => {
        for (const column of NUMBER_COLUMNS) {
          const place = placeOf(column, after);
          if (place !== null && !owners.has(place)) owners.set(place, key);
        }
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
    const handed = recorded.filter(({ before, after }) => before && before.state.usedBy !== after.usedBy);
    const ids = await listSharedWithOthers(
      entry.tx,
      handed.map(({ key }) => key),
    );
    if (ids.length > 0) await endAllocations(entry, { which: { ids }, because: 'reallocation', actor });
  },
};

/** The day of the first leaf of this gate's log; null before there is one. */
async function findBeginning(tx: Tx): Promise<CivilDate | null> {
  const at = await findLeafTime(tx, 0);
  return at === undefined ? null : dayOf(at);
}

const isRetired = ({ state }: Pick<Device, 'state'>): boolean => state === 'retired';

/** Numbers that one device has and no other: a serial in the world, an asset number in its agency. */
const NUMBER_COLUMNS = ['asset_key', 'folded_serial'] as const;

type NumberColumn = (typeof NUMBER_COLUMNS)[number];

function numberIn(column: NumberColumn, device: Device): string | null {
  return DEVICE.folds?.[column]?.(device) ?? null;
}

function placeOf(column: NumberColumn, device: Device): string | null {
  const number = numberIn(column, device);
  return number === null ? null : `${column}/${number}`;
}

/** What is written anew and is no number; what stands already may stay until then. */
function faultyNumbers({ before, after }: Draft<Device>): readonly DraftProblem[] {
  return (['assetNumber', 'serial', 'mainboardSerial'] as const).flatMap((field): readonly DraftProblem[] => {
    const number = after[field];
    if (number === null || number === before?.state[field]) return [];
    const fault = field === 'assetNumber' ? faultOfAssetNumber(number) : faultOfSerial(number);
    return fault ? [{ kind: 'unprocessable', code: 'device.no_number', field, text: fault }] : [];
  });
}

function assetTaken(): DraftProblem {
  const message = text('该单位已有使用此资产编号的设备。', 'The agency has a device with this asset number already.');
  return { kind: 'conflict', code: 'device.exists', field: 'assetNumber', text: message };
}

function serialTaken(): DraftProblem {
  const message = text('已有设备使用此序列号。', 'A device with this serial number exists already.');
  return { kind: 'conflict', code: 'device.exists', field: 'serial', text: message };
}
