import type { Tx } from '../db/index.ts';
import type { Label } from '../documents/index.ts';
import { type Actor, Refusal, reaches, text } from '../kernel/index.ts';
import { selectIn } from '../log/index.ts';
import type { StoredRow } from '../reference/index.ts';
import { DEVICE_WORDS } from '../register/index.ts';
import type { AgencyScope } from './list-agency-codes.ts';
import { shownTo } from './software/ledgers/ledger-words.ts';
import type { DeviceCategory } from './software/ledgers/list-computers.ts';
import { listAgencies, listDeviceRows, someAtATime } from './software/ledgers/software-ledger-repository.ts';

/** Chosen devices, what was accepted under an order, or all that an agency has. */
export type LabelsWish =
  | { readonly ids: readonly string[] }
  | { readonly orderId: string }
  | { readonly agencyCode: string | undefined };

const LABELS_MAX = 500;

/** The labels of devices by their ids, or of what was accepted under an order; a device out of reach is not found. */
export async function listLabels(
  tx: Tx,
  wish: LabelsWish,
  { actor, origin }: { readonly actor: Actor; readonly origin: string },
): Promise<readonly Label[]> {
  const found = await devicesIn(tx, wish, actor);
  const codes = found.map(({ agency_code }) => String(agency_code));
  const agencies = new Map((await selectIn(tx, 'agencies', 'code', codes)).map((row) => [String(row.code), row]));
  const devices = found.filter(({ agency_code }) => isReached(actor, agencies.get(String(agency_code))));
  if (devices.length === 0 || ('ids' in wish && devices.length < new Set(wish.ids).size)) throw noSuchDevice();
  if (devices.length > LABELS_MAX) throw tooMany();
  const shown = shownTo(actor);
  return devices
    .toSorted((one, other) => (String(one.id) < String(other.id) ? -1 : 1))
    .map((device): Label => {
      const agency = agencies.get(String(device.agency_code));
      const isClassified = Number(agency?.is_classified) === 1;
      const read = (cell: StoredRow[string] | undefined): string | null =>
        shown.text(cell === null || cell === undefined ? null : String(cell), isClassified);
      const id = String(device.id);
      return {
        agencyName: String(agency?.name),
        assetNumber: read(device.asset_number),
        category: DEVICE_WORDS[String(device.category) as DeviceCategory],
        serial: read(device.serial),
        id,
        code: `https://${origin}/console/devices/${id}`,
      };
    });
}

async function devicesIn(tx: Tx, wish: LabelsWish, { grant }: Actor): Promise<readonly StoredRow[]> {
  if ('ids' in wish) return selectIn(tx, 'devices', 'id', wish.ids);
  if ('orderId' in wish) {
    const accepted = await selectIn(tx, 'devices', 'order_id', [wish.orderId]);
    return accepted.filter(({ state }) => state !== 'retired');
  }
  const scope = { grant, region: undefined, agencyCode: wish.agencyCode, isSubtree: false };
  return selectIn(tx, 'devices', 'id', await listDeviceIds(tx, scope));
}

/** The first in scope, one more than labels are made of at once. */
async function listDeviceIds(tx: Tx, scope: AgencyScope): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const agencies of someAtATime(await listAgencies(tx, scope))) {
    const limit = LABELS_MAX + 1 - ids.length;
    if (limit === 0) break;
    const rows = await listDeviceRows(tx, agencies, { after: undefined, limit, changedAfter: null });
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

function isReached({ grant }: Actor, agency: StoredRow | undefined): boolean {
  return agency !== undefined && reaches(grant, { code: String(agency.code), region: String(agency.region) });
}

function noSuchDevice(): Refusal {
  return new Refusal('not_found', 'device.not_found', text('未找到该设备。', 'There is no such device.'));
}

function tooMany(): Refusal {
  const message = text(
    `一次最多打印 ${LABELS_MAX} 个标签，请分批打印。`,
    `At most ${LABELS_MAX} labels are made at once; ask for some at a time.`,
  );
  return new Refusal('unprocessable', 'report.too_large', message);
}
