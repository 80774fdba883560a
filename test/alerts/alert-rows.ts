import { type Database, insertRows, inTransaction, type Row } from '../../src/db/index.ts';
import { addDays, type CivilDate, civilDate } from '../../src/kernel/index.ts';
import { type Random, randomFrom } from '../faults/random.ts';
import * as given from '../support/given.ts';

export const ON = civilDate('2026-06-01');
const REGIONS = ['421000', '421000', '421000', '421003', '430100'];

/** Rows of every table that alerts are read off. */
export type AlertRows = Readonly<Record<(typeof TABLES)[number], readonly Row[]>>;

const TABLES = [
  ...(['agencies', 'responsible_persons', 'devices', 'installations', 'entitlements', 'allocations'] as const),
  ...(['undertakings', 'audit_findings', 'matters'] as const),
] as const;

/** Agencies and what they have, owe and lack, by chance, but the same for the same seed. */
export async function fillAlertRows(
  db: Database,
  { agencies, seed }: { readonly agencies: number; readonly seed: number },
): Promise<AlertRows> {
  const random = randomFrom(seed);
  const codes = Array.from({ length: agencies }, () => given.creditCode());
  const rows = codes.map((code, at) => rowsOfAgency(random, { code, at, parent: codes[Math.floor((at - 1) / 2)] }));
  const all = Object.fromEntries(
    TABLES.map((table) => [table, rows.flatMap((of) => of[table])]),
  ) as unknown as AlertRows;
  for (const table of TABLES) await inTransaction(db, (tx) => insertRows(tx, table, all[table]));
  return all;
}

interface FilledAgency {
  readonly code: string;
  readonly at: number;
  readonly parent: string | undefined;
}

/** What of an agency is made by chance. */
interface Chances {
  readonly random: Random;
  readonly own: { readonly agency_code: string; readonly log_index: number };
  readonly at: number;
  readonly several: (most: number, make: (place: number) => Row) => readonly Row[];
  /** Around the days on which it begins to press, and several have one, so that ids decide. */
  readonly dayNear: () => CivilDate;
  readonly oneOf: (values: readonly string[]) => string;
  readonly idOf: (kind: string, place: number) => string;
}

const DAYS_NEAR = [-400, -8, -1, 0, 6, 7, 8, 29, 30, 31, 89, 90, 91];

function rowsOfAgency(random: Random, { code, at, parent }: FilledAgency): AlertRows {
  const chances: Chances = {
    ...{ random, at, own: { agency_code: code, log_index: 0 } },
    several: (most, make) => Array.from({ length: random.whole(0, most) }, (_, place) => make(place)),
    dayNear: () => addDays(ON, DAYS_NEAR[random.whole(0, DAYS_NEAR.length - 1)] ?? 0),
    oneOf: (values) => values[random.whole(0, values.length - 1)] ?? '',
    idOf: (kind, place) => `${kind}_${random.whole(100, 999)}_${at}_${place}`,
  };
  const agency: Row = {
    ...{ code, name: `单位 ${at}`, kind: 'party-government-organ', level: 'city', region: chances.oneOf(REGIONS) },
    ...{ parent_code: parent ?? null, staff: 9, is_classified: 0, is_isolated_network: 0, opened_on: null },
    log_index: 0,
  };
  return { agencies: [agency], ...peopleAndSoftware(chances), ...owed(chances) };
}

function peopleAndSoftware({ random, own, at, several, dayNear, oneOf, idOf }: Chances) {
  const devices = several(4, (place) => ({
    ...{ ...own, id: idOf('dev', place), category: oneOf(['desktop', 'tablet']), serial: `SN-${at}-${place}` },
    ...{ acquired_on: ON, state: oneOf(['in-use', 'idle', 'retired']) },
  }));
  return {
    responsible_persons: several(3, (place) => ({
      ...{
        ...own,
        id: idOf('rsp', place),
        duty: oneOf(['head', 'leader-in-charge', 'responsible', 'liaison']),
        name: '周敏',
        position: null,
        phone: null,
      },
      from_on: addDays(ON, random.whole(-2, 1)),
      until_on: random.whole(0, 1) ? null : addDays(ON, random.whole(-1, 1)),
    })),
    devices,
    installations: devices.flatMap(({ id }, place) => copiesOn(String(id), { random, own, id: idOf('ins', place) })),
    entitlements: several(3, (place) => licenceRow(random, { own, id: idOf('ent', place), ends: dayNear() })),
    allocations: devices.slice(0, random.whole(0, 1)).map(({ id }, place) => ({
      ...{ ...own, id: idOf('alo', place), entitlement_id: 'ent_gone', device_id: String(id), taken_from: 'free' },
      ...{ order_id: null, from_on: addDays(ON, -9), until_on: addDays(ON, random.whole(-1, 0)), ended_because: null },
    })),
  };
}

function owed({ random, own, at, several, dayNear, oneOf, idOf }: Chances) {
  return {
    undertakings: several(6, (place) => ({
      ...{ ...own, id: idOf('und', place), order_id: `ord_${at}`, revision: 1, item: place, seats: 9, closed_by: null },
      ...{ category: oneOf(['office', 'operating-system']), delivered_seats: random.whole(0, 3) },
      ...{ due_on: random.whole(0, 9) ? dayNear() : null, state: oneOf(['open', 'open', 'closed', 'void']) },
    })),
    audit_findings: several(2, (place) => ({
      ...{ ...own, id: idOf('fin', place), order_id: null, severity: 'high', text: '无授权', rule: null },
      ...{ due_on: dayNear(), state: oneOf(['open', 'answered']), raised_by: null, raised_on: ON, steps: '[]' },
      legal_basis: null,
    })),
    matters: several(2, (place) => ({
      ...{ id: idOf('mat', place), kind: 'rectification', number: `${at}-${place}`, title: '无授权', region: '421000' },
      ...{ owner_agency: own.agency_code, co_owners: '[]', responsible_id: null, severity: 'high', source: null },
      ...{ due_on: dayNear(), state: oneOf(['open', 'answered']), outcome: null, opened_by: null, opened_on: ON },
      ...{ awaits: null, closed_on: null, log_index: 0 },
    })),
  };
}

interface Made {
  readonly random: Random;
  readonly own: { readonly agency_code: string; readonly log_index: number };
  readonly id: string;
}

/** A system, of which some are supported no more, and office software on every other device. */
function copiesOn(device: string, { random, own, id }: Made): readonly Row[] {
  const version = ['11 21H2', '11 22H2', '11 24H2'][random.whole(0, 2)] ?? '';
  const seen = { source: 'survey', seen_from: ON, seen_last: ON, seen_to: null };
  const system = {
    category: 'operating-system',
    product: 'Windows',
    edition: random.whole(0, 1) ? 'Pro' : 'Enterprise',
    version,
  };
  const office = { category: 'office', product: 'WPS Office', edition: 'Professional', version: '2019' };
  return [system, office]
    .slice(0, random.whole(1, 2))
    .map((copy) => ({ ...own, id: `${id}_${copy.category}`, device_id: device, ...copy, ...seen }));
}

interface MadeLicence {
  readonly own: Made['own'];
  readonly id: string;
  readonly ends: CivilDate;
}

function licenceRow(random: Random, { own, id, ends }: MadeLicence): Row {
  const seats = random.whole(0, 3);
  return {
    ...{ ...own, id, licensee: own.agency_code, category: 'office', product: 'WPS Office', edition: 'Professional' },
    ...{ version: '2019', seats, metric: 'device', sets: 1, channel: 'volume', site: null, is_transferable: 1 },
    ...{
      platforms: '[]',
      bound_device: null,
      installed_seats: 0,
      held_seats: random.whole(0, seats),
      allocated_seats: 0,
    },
    ...{ acquired_on: addDays(ON, -500), evidence: '[]', standing: 'verified', valid_from: null },
    valid_until: random.whole(0, 1) ? ends : null,
  };
}
