import { marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import { selectIn } from '../../log/index.ts';
import { type ReferenceRecord, readKindRow } from '../../reference/index.ts';
import { INSTALLATION, type Installation } from '../devices/installation.ts';
import type { SoftwareCategory } from '../products/product.ts';
import type { KnownSoftware } from './known-software.ts';
import type { NamedProduct } from './product-suggestions.ts';

/** All products by their names, for a name that is not exactly one of them. */
export async function listNamedProducts(tx: Tx): Promise<readonly NamedProduct[]> {
  const rows: readonly Record<string, unknown>[] = await tx('products')
    .select('id', 'category', 'publisher', 'name', 'aliases', 'editions', 'versions')
    .orderBy('id');
  return rows.map(({ id, category, publisher, name, aliases, editions, versions }) => ({
    id: String(id),
    category: String(category) as SoftwareCategory,
    publisher: textOrNull(publisher),
    name: String(name),
    aliases: JSON.parse(String(aliases)) as NamedProduct['aliases'],
    editions: JSON.parse(String(editions)) as NamedProduct['editions'],
    versions: JSON.parse(String(versions)) as NamedProduct['versions'],
  }));
}

export interface ConfirmedName {
  readonly agencyCode: string;
  readonly nameKey: string;
  readonly category: SoftwareCategory | null;
  readonly product: string | null;
  readonly edition: string | null;
  readonly version: string | null;
}

/** What agencies have said that names mean. */
export async function listConfirmedNames(tx: Tx, agencyCodes: readonly string[]): Promise<readonly ConfirmedName[]> {
  const rows = await selectIn(tx, 'software_names', 'agency_code', agencyCodes);
  return rows.map((row) => ({
    agencyCode: String(row.agency_code),
    nameKey: String(row.name_key),
    category: row.category === null ? null : (String(row.category) as SoftwareCategory),
    product: textOrNull(row.product),
    edition: textOrNull(row.edition),
    version: textOrNull(row.version),
  }));
}

function textOrNull(cell: unknown): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

export interface OemRight extends KnownSoftware {
  readonly deviceId: string;
}

interface OemRow extends KnownSoftware {
  readonly device_id: string;
}

/** Rights that came with devices, whoever declared or verified them: bound to one, or given to it. */
export async function listOemRights(tx: Tx, deviceIds: readonly string[]): Promise<readonly OemRight[]> {
  if (deviceIds.length === 0) return [];
  const ids = padded(deviceIds);
  const rows = await selectRows<OemRow>(
    tx,
    `select bound_device as device_id, category, product, edition, version from entitlements
       where channel = 'oem' and bound_device in (${marksFor(ids)})
     union
     select x.device_id, e.category, e.product, e.edition, e.version
       from allocations x join entitlements e on e.id = x.entitlement_id
       where e.channel = 'oem' and x.until_on is null and x.device_id in (${marksFor(ids)})`,
    [...ids, ...ids],
  );
  return rows.map(({ device_id, ...software }) => ({ deviceId: device_id, ...software }));
}

/** All installations that devices have or had, by id. */
export async function listInstallationsOf(
  tx: Tx,
  deviceIds: readonly string[],
): Promise<readonly ReferenceRecord<Installation>[]> {
  const rows = await selectIn(tx, 'installations', 'device_id', deviceIds);
  return rows.map((row) => readKindRow(INSTALLATION, row)).toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

/** Installations by their ids. */
export async function listInstallations(
  tx: Tx,
  ids: readonly string[],
): Promise<readonly ReferenceRecord<Installation>[]> {
  const rows = await selectIn(tx, 'installations', 'id', ids);
  return rows.map((row) => readKindRow(INSTALLATION, row));
}
