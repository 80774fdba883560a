import type { Tx } from '../../../db/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import { listAgencyCodes } from '../../list-agency-codes.ts';
import type { PositionScope } from './position-rows.ts';

type Rows = ReturnType<Tx>;

export interface UnlicensedDevicesRow {
  readonly agency_code: string;
  readonly devices: number;
}

/** Categories of computers that work without a licence of their own. */
export const NEED_NO_SEAT = ['tablet', 'thin-client'] as const;

/** Computers in use that were given no seat; the right that came with a machine is one that was given to it. */
export async function listUnlicensedDevices(tx: Tx, scope: PositionScope): Promise<readonly UnlicensedDevicesRow[]> {
  const rows: Rows = tx('devices').whereIn('agency_code', listAgencyCodes(tx, scope));
  void rows.whereIn('state', ['accepted', 'in-use', 'idle']).whereNotIn('category', [...NEED_NO_SEAT]);
  void rows.whereNotExists(given(tx, scope.on)).whereNotExists(brought(tx, scope.on));
  void rows.select('agency_code').count({ devices: '*' }).groupBy('agency_code');
  const counts: UnlicensedDevicesRow[] = await rows;
  return counts;
}

function given(tx: Tx, on: CivilDate): Rows {
  const rows: Rows = tx('allocations').select('id').whereRaw('allocations.device_id = devices.id');
  return rows.where((open: Rows) => open.whereNull('until_on').orWhere('until_on', '>=', on));
}

/** A declared right of a device is for the legalization office to verify, and no computer without a licence. */
function brought(tx: Tx, on: CivilDate): Rows {
  const rows: Rows = tx('entitlements').select('id').whereRaw('entitlements.bound_device = devices.id');
  return rows.where((valid: Rows) => valid.whereNull('valid_until').orWhere('valid_until', '>=', on));
}
