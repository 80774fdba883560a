import type { Tx } from '../../../db/index.ts';
import type { Key, Reading } from '../../../documents/index.ts';
import { type CivilDate, groupBy } from '../../../kernel/index.ts';
import { listSealedTexts } from '../../../log/index.ts';
import type { KeptAnswers } from '../../kept/kept-answers.ts';
import { recallAnswer } from '../../kept/recall-answer.ts';
import type { AgencyScope } from '../../list-agency-codes.ts';
import {
  listAgencies,
  listBoundRights,
  listCommonRights,
  listCommonRightsOf,
  listCopies,
  listDeviceRows,
  listSeats,
  listStateLeaves,
  someAtATime,
} from './software-ledger-repository.ts';
import type { DeviceRow, RightRow, StateLeaf } from './software-ledger-rows.ts';
import { type Copy, type Pairing, pairSoftware, type Right } from './software-match.ts';

/** A computer that was there on the day, with its software. */
export interface Computer {
  readonly id: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly isClassified: boolean;
  readonly category: DeviceCategory;
  readonly assetNumber: string | null;
  readonly serial: string | null;
  readonly department: string | null;
  readonly usedBy: string | null;
  readonly software: readonly Pairing[];
}

export type DeviceCategory = 'desktop' | 'laptop' | 'all-in-one' | 'workstation' | 'server' | 'thin-client' | 'tablet';

export interface LedgerDay {
  readonly on: CivilDate;
  /** The last leaf of the day; null: the day is today, and the tables say what stands. */
  readonly logIndex: number | null;
}

/** Computers by agency and id, with six statements for a page of them. */
export async function listComputers(
  tx: Tx,
  scope: AgencyScope,
  day: LedgerDay,
  kept?: KeptAnswers,
): Promise<Reading<Computer>> {
  const agencies = await listAgencies(tx, scope);
  const commonOf = await recallCommonRights(tx, day.on, kept);
  const page = async (after: Key | undefined, limit: number): Promise<readonly Computer[]> => {
    const found: Computer[] = [];
    let place = placeIn(after);
    const left = agencies.filter(({ code }) => place === undefined || code >= place.agencyCode);
    for (const some of someAtATime(left)) {
      // Of what has changed since, some may not have been there on the day, so a page may take more than one look.
      while (found.length < limit) {
        const wanted = limit - found.length;
        const rows = await listDeviceRows(tx, some, { after: place, limit: wanted, changedAfter: day.logIndex });
        const there = await asOfDay(tx, rows, day);
        found.push(...(await withSoftware(tx, there, { on: day.on, commonOf })));
        const last = rows.at(-1);
        if (!last || rows.length < wanted) break;
        place = { agencyCode: last.agency_code, id: last.id };
      }
      if (found.length >= limit) break;
    }
    return found;
  };
  return { page, keyOf: ({ agencyCode, id }) => [agencyCode, id] };
}

function placeIn(key: Key | undefined): { agencyCode: string; id: string } | undefined {
  return key && { agencyCode: String(key[0]), id: String(key[1]) };
}

/** Devices as the register had them at the end of the day; what came later but was acquired by then, as it came. */
async function asOfDay(tx: Tx, rows: readonly DeviceRow[], { on, logIndex }: LedgerDay): Promise<readonly DeviceRow[]> {
  if (logIndex === null) return rows;
  const changed = rows.filter((row) => row.log_index > logIndex).map(({ id }) => `device/${id}`);
  const then = await listStateLeaves(tx, changed, { upTo: logIndex });
  const known = new Set(then.map(({ subject }) => subject));
  const later = changed.filter((subject) => !known.has(subject));
  const first = await listStateLeaves(tx, later, { after: logIndex });
  const states = await statesIn(tx, [...then, ...first]);
  return rows.flatMap((row) => {
    const subject = `device/${row.id}`;
    const state = states.get(subject);
    const past = state ? { ...row, ...state } : row;
    const isThere = past.state !== 'ordered' && past.state !== 'retired';
    const isLater = state !== undefined && !known.has(subject);
    return isThere && (!isLater || (past.acquired_on !== null && past.acquired_on <= on)) ? [past] : [];
  });
}

type PastState = Pick<
  DeviceRow,
  'category' | 'asset_number' | 'serial' | 'department' | 'used_by' | 'acquired_on' | 'state'
>;

interface LoggedDevice {
  readonly category: string;
  readonly assetNumber: string | null;
  readonly serial: string | null;
  readonly department?: string | null;
  readonly acquiredOn: string | null;
  readonly state: string;
}

async function statesIn(tx: Tx, leaves: readonly StateLeaf[]): Promise<ReadonlyMap<string, PastState>> {
  const sealed = await listSealedTexts(
    tx,
    leaves.map((leaf) => Number(leaf.log_index)),
  );
  const users = new Map(
    sealed.filter(({ pointer }) => pointer === '/after/usedBy').map(({ logIndex, value }) => [logIndex, value]),
  );
  return new Map(
    leaves.map(({ subject, bytes, log_index }) => {
      const { after } = JSON.parse(bytes) as { readonly after: LoggedDevice };
      const { category, assetNumber, serial, department = null, acquiredOn, state } = after;
      const user = users.get(Number(log_index));
      return [
        subject,
        {
          ...{ category, serial, department, state, asset_number: assetNumber, acquired_on: acquiredOn },
          used_by: user === undefined ? null : String(JSON.parse(user)),
        },
      ];
    }),
  );
}

async function withSoftware(tx: Tx, rows: readonly DeviceRow[], day: RightsDay): Promise<readonly Computer[]> {
  const devices = rows.map(({ id, agency_code }) => ({ id, agencyCode: agency_code }));
  const software = await listSoftwareBy(tx, devices, day);
  return rows.map((row) => ({ ...toComputer(row), software: software.get(row.id) ?? [] }));
}

/** A device, and whose it is. */
export interface OwnedDevice {
  readonly id: string;
  readonly agencyCode: string;
}

/** Of an agency the rights that are given to no single device. */
export type CommonRights = (agencyCode: string) => readonly Right[];

interface RightsDay {
  readonly on: CivilDate;
  readonly commonOf: CommonRights;
}

/** What is installed on devices on a day and what allows it, in four statements. */
export async function listSoftware(
  tx: Tx,
  devices: readonly OwnedDevice[],
  on: CivilDate,
): Promise<ReadonlyMap<string, readonly Pairing[]>> {
  const codes = [...new Set(devices.map(({ agencyCode }) => agencyCode))];
  return listSoftwareBy(tx, devices, { on, commonOf: commonIn(await listCommonRightsOf(tx, on, codes)) });
}

/** The same in three statements, for whoever has the rights that are common already. */
export async function listSoftwareBy(
  tx: Tx,
  devices: readonly OwnedDevice[],
  { on, commonOf }: RightsDay,
): Promise<ReadonlyMap<string, readonly Pairing[]>> {
  if (devices.length === 0) return new Map();
  const ids = devices.map(({ id }) => id);
  const copies = groupBy(await listCopies(tx, ids, on), ({ device_id }) => device_id);
  const allocated = await listSeats(tx, ids, on);
  const given = new Set(allocated.map(({ entitlement_id }) => entitlement_id));
  const bound = (await listBoundRights(tx, ids, on)).filter(({ entitlement_id }) => !given.has(entitlement_id));
  const seats = groupBy([...allocated, ...bound], ({ device_id }) => device_id ?? '');
  return new Map(
    devices.map(({ id, agencyCode }) => {
      const installed = (copies.get(id) ?? []).map(
        ({ seen_from, device_id: _, ...copy }): Copy => ({ ...copy, seenFrom: seen_from }),
      );
      const rights = { seats: (seats.get(id) ?? []).map(toRight), common: commonOf(agencyCode), on };
      return [id, pairSoftware(installed, rights)];
    }),
  );
}

/** They are looked for among all entitlements, of whatever agencies: once for all pages, as long as none has changed. */
async function recallCommonRights(tx: Tx, on: CivilDate, kept: KeptAnswers | undefined): Promise<CommonRights> {
  const rows = await recallAnswer(tx, kept, {
    key: ['common-rights', on],
    compute: () => listCommonRights(tx, on),
  });
  return commonIn(rows);
}

/** A right without seats serves the agency that holds it and, if it is a site's, the agencies of the site. */
export async function listCommonRightsByAgency(tx: Tx, on: CivilDate): Promise<CommonRights> {
  return commonIn(await listCommonRights(tx, on));
}

function commonIn(rows: readonly RightRow[]): CommonRights {
  const byAgency = new Map<string, Right[]>();
  for (const row of rows) {
    const right = toRight(row);
    const site: readonly string[] = row.site === null ? [] : (JSON.parse(row.site) as { agencies: string[] }).agencies;
    for (const agency of new Set([row.agency_code, ...site])) {
      const known = byAgency.get(agency);
      if (known) known.push(right);
      else byAgency.set(agency, [right]);
    }
  }
  return (agencyCode) => byAgency.get(agencyCode) ?? [];
}

function toRight({
  entitlement_id,
  allocation_id,
  category,
  product,
  edition,
  version,
  channel,
  ...row
}: RightRow): Right {
  return {
    ...{ entitlementId: entitlement_id, allocationId: allocation_id, category, product, edition, version, channel },
    ...{ validFrom: row.valid_from, validUntil: row.valid_until },
  };
}

function toComputer(row: DeviceRow): Omit<Computer, 'software'> {
  return {
    id: row.id,
    agencyCode: row.agency_code,
    agencyName: row.agency_name,
    isClassified: Number(row.is_classified) === 1,
    category: row.category as DeviceCategory,
    assetNumber: row.asset_number,
    serial: row.serial,
    department: row.department,
    usedBy: row.used_by,
  };
}
