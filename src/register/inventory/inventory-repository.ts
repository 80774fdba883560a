import { marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import { selectIn } from '../../log/index.ts';
import { type ReferenceRecord, readKindRow } from '../../reference/index.ts';
import { INSTALLATION, type Installation } from '../devices/installation.ts';
import type { SoftwareCategory } from '../products/product.ts';
import type { SummaryFigure } from './ledgers/summary-ledger.ts';
import type { NamedProduct } from './product-suggestions.ts';

/** All products by their names, for a name that is not exactly one of them. */
export async function listNamedProducts(tx: Tx): Promise<readonly NamedProduct[]> {
  const rows: readonly Record<string, unknown>[] = await tx('products')
    .select('id', 'category', 'name', 'aliases', 'editions', 'versions')
    .orderBy('id');
  return rows.map(({ id, category, name, aliases, editions, versions }) => ({
    id: String(id),
    category: String(category) as SoftwareCategory,
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

export interface OemRight {
  readonly deviceId: string;
  readonly category: SoftwareCategory;
  readonly product: string;
}

/** Rights that came with devices, whoever declared or verified them. */
export async function listOemRights(tx: Tx, deviceIds: readonly string[]): Promise<readonly OemRight[]> {
  const rows = await selectIn(tx, 'entitlements', 'bound_device', deviceIds);
  return rows
    .filter(({ channel }) => channel === 'oem')
    .map(({ bound_device, category, product }) => ({
      deviceId: String(bound_device),
      category: String(category) as SoftwareCategory,
      product: String(product),
    }));
}

/** All installations that devices have or had, by id. */
export async function listInstallationsOf(
  tx: Tx,
  deviceIds: readonly string[],
): Promise<readonly ReferenceRecord<Installation>[]> {
  const rows = await selectIn(tx, 'installations', 'device_id', deviceIds);
  return rows.map((row) => readKindRow(INSTALLATION, row)).toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

const OF_CATEGORY: Readonly<Record<string, SummaryFigure>> = {
  desktop: 'desktops',
  'all-in-one': 'desktops',
  workstation: 'desktops',
  laptop: 'laptops',
  server: 'servers',
};

const OF_CHANNEL: Readonly<Record<string, SummaryFigure>> = {
  ...{ volume: 'commercial', retail: 'commercial', subscription: 'commercial', site: 'commercial' },
  ...{ 'granted-from-above': 'commercial', oem: 'preinstalled', free: 'free', 'open-source': 'free' },
};

/** What agencies have registered, by the figures of a summary; retired computers are none. Two statements. */
export async function countRegistered(
  tx: Tx,
  agencyCodes: readonly string[],
): Promise<(agencyCode: string, figure: SummaryFigure) => number> {
  const sums = new Map<string, number>();
  const add = (code: string, figure: SummaryFigure, count: unknown): void => {
    sums.set(`${code}/${figure}`, (sums.get(`${code}/${figure}`) ?? 0) + Number(count));
  };
  if (agencyCodes.length > 0) {
    const codes = padded(agencyCodes);
    const devices = await selectRows<{ agency_code: string; category: string; devices: number }>(
      tx,
      `select agency_code, category, count(*) as devices from devices
         where agency_code in (${marksFor(codes)}) and state <> 'retired' group by agency_code, category`,
      [...codes],
    );
    for (const { agency_code, category, devices: count } of devices) {
      add(agency_code, 'computers', count);
      const figure = OF_CATEGORY[category];
      if (figure) add(agency_code, figure, count);
    }
    const seats = await selectRows<{ agency_code: string; channel: string; seats: number }>(
      tx,
      `select agency_code, channel, sum(seats) as seats from entitlements
         where agency_code in (${marksFor(codes)}) and seats is not null group by agency_code, channel`,
      [...codes],
    );
    for (const { agency_code, channel, seats: count } of seats) {
      const figure = OF_CHANNEL[channel];
      if (figure) add(agency_code, figure, count);
    }
  }
  return (code, figure) => sums.get(`${code}/${figure}`) ?? 0;
}
