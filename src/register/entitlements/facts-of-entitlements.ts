import { marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import { type CivilDate, groupBy, sumBy } from '../../kernel/index.ts';
import { PLACED_SEATS, USED_SEATS } from '../../ledger/index.ts';

/** An entitlement as facts see it. `version` is the log index of its last change. */
export interface EntitlementFacts {
  readonly id: string;
  readonly agencyCode: string;
  readonly category: string;
  readonly product: string;
  readonly edition: string | null;
  readonly softwareVersion: string | null;
  readonly licensee: string;
  readonly metric: string;
  /** Null: unlimited inside a site. */
  readonly seats: number | null;
  readonly installedSeats: number;
  readonly heldSeats: number;
  readonly allocatedSeats: number;
  /** How many of them an order held before; absent where none, or where nothing is said to be installed. */
  readonly placedSeats?: number;
  readonly channel: string;
  readonly validFrom: CivilDate | null;
  readonly validUntil: CivilDate | null;
  readonly isTransferable: boolean;
  readonly isDeviceBound: boolean;
  readonly platforms: readonly string[];
  readonly acquiredOn: CivilDate | null;
  readonly site: {
    readonly agencies: readonly string[];
    readonly headcount: number | null;
    readonly afterEnd: string | null;
  } | null;
  readonly standing: 'declared' | 'verified';
  /** It does not reconcile: what is free cannot be told, and nothing more is held of it. */
  readonly isFrozen?: true;
  readonly version: number;
}

interface EntitlementColumns {
  readonly id: string;
  readonly agency_code: string;
  readonly category: string;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly licensee: string;
  readonly metric: string;
  readonly seats: number | null;
  readonly installed_seats: number;
  readonly held_seats: number;
  readonly allocated_seats: number;
  readonly placed_seats: number;
  readonly channel: string;
  readonly valid_from: CivilDate | null;
  readonly valid_until: CivilDate | null;
  readonly is_transferable: number;
  readonly platforms: string;
  readonly bound_device: string | null;
  readonly acquired_on: CivilDate | null;
  readonly site: string | null;
  readonly standing: 'declared' | 'verified';
  readonly log_index: number;
  readonly frozen_at: string | null;
}

const PLACED_COLUMN = `case when entitlements.installed_seats = 0 then 0 else ${PLACED_SEATS} end as placed_seats`;

/** The entitlements that a batch cites, by id; an unknown one is absent. */
export async function factsOfEntitlements(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EntitlementFacts>> {
  if (ids.length === 0) return new Map();
  const rows: EntitlementColumns[] = await tx('entitlements')
    .select('entitlements.*', 'frozen_accounts.frozen_at', tx.raw(PLACED_COLUMN))
    .leftJoin('frozen_accounts', (freeze) =>
      freeze
        .on('frozen_accounts.account', 'entitlements.id')
        .andOnVal('frozen_accounts.account_kind', 'entitlement')
        .andOnNull('frozen_accounts.unfrozen_at'),
    )
    .whereIn('id', [...ids]);
  return new Map(rows.map((row) => [row.id, toFacts(row)]));
}

function toFacts(row: EntitlementColumns): EntitlementFacts {
  return {
    id: row.id,
    agencyCode: row.agency_code,
    category: row.category,
    product: row.product,
    edition: row.edition,
    softwareVersion: row.version,
    licensee: row.licensee,
    metric: row.metric,
    seats: row.seats === null ? null : Number(row.seats),
    installedSeats: Number(row.installed_seats),
    heldSeats: Number(row.held_seats),
    allocatedSeats: Number(row.allocated_seats),
    ...(Number(row.placed_seats) > 0 && { placedSeats: Number(row.placed_seats) }),
    channel: row.channel,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    isTransferable: row.is_transferable === 1,
    isDeviceBound: row.channel === 'oem' || row.bound_device !== null,
    platforms: JSON.parse(row.platforms) as readonly string[],
    acquiredOn: row.acquired_on,
    site: siteIn(row.site),
    standing: row.standing,
    ...(row.frozen_at !== null && { isFrozen: true }),
    version: Number(row.log_index),
  };
}

function siteIn(column: string | null): EntitlementFacts['site'] {
  return column === null ? null : (JSON.parse(column) as EntitlementFacts['site']);
}

/** What came of the plan items of an order, the first first. */
export async function listEntitlementsOfOrder(tx: Tx, orderId: string): Promise<readonly EntitlementFacts[]> {
  const rows = await selectRows<{ id: string }>(
    tx,
    'select id from entitlements where order_id = ? and order_item is not null order by id',
    [orderId],
  );
  const ids = rows.map(({ id }) => id);
  const facts = await factsOfEntitlements(tx, ids);
  return ids.flatMap((id) => facts.get(id) ?? []);
}

type UsedSeats = Pick<EntitlementFacts, 'installedSeats' | 'allocatedSeats' | 'placedSeats'>;

/**
 * max(installed + placed, allocated). A seat that an order held went to a machine that was not there when somebody said what
 * is installed, so it is used beside that; any other allocation may be one of those copies. A seat that a device was given
 * counts as used, whether or not anybody has said that it is installed.
 */
export function usedSeatsOf({ installedSeats, allocatedSeats, placedSeats = 0 }: UsedSeats): number {
  return Math.max(installedSeats + placedSeats, allocatedSeats);
}

/** seats − used − held; null where seats are unlimited. The same formula guards every hold. */
export function freeSeatsOf(entitlement: UsedSeats & Pick<EntitlementFacts, 'seats' | 'heldSeats'>): number | null {
  if (entitlement.seats === null) return null;
  return entitlement.seats - usedSeatsOf(entitlement) - entitlement.heldSeats;
}

/** Free seats of an agency that new orders should use before they buy. */
export interface FreePool {
  readonly agencyCode: string;
  readonly category: string;
  readonly platforms: readonly string[];
  readonly freeSeats: number;
  /** Whose seats they are; not recorded with a decision, which only asks how many there are. */
  readonly entitlements: readonly FreeEntitlement[];
}

/** With what tells whether its seats are of use to an agency on a day: whom it names, and from when to when. */
export interface FreeEntitlement extends Pick<EntitlementFacts, 'id' | 'licensee' | 'validFrom' | 'validUntil'> {
  readonly freeSeats: number;
  /** The agencies of its site; empty where it has none, or is for whoever holds it. */
  readonly siteAgencies: readonly string[];
}

export function freeEntitlement(
  {
    id,
    licensee,
    validFrom,
    validUntil,
    site,
  }: Pick<EntitlementFacts, 'id' | 'licensee' | 'validFrom' | 'validUntil' | 'site'>,
  freeSeats: number,
): FreeEntitlement {
  return { id, licensee, validFrom, validUntil, siteAgencies: site?.agencies ?? [], freeSeats };
}

interface PooledColumns extends Pick<EntitlementFacts, 'id' | 'licensee' | 'validFrom' | 'validUntil'> {
  readonly agencyCode: string;
  readonly category: string;
  readonly platforms: string;
  readonly site: string | null;
  readonly free: number;
}

/** What is free of an entitlement's seats, and which entitlements new orders may draw on at all; `freeSeatsOf` in SQL. */
export const FREE_SEATS = `(seats - held_seats - ${USED_SEATS})`;
export const IS_POOLED = `(standing = 'verified' and is_transferable = 1 and channel <> 'oem' and bound_device is null
  and seats is not null and ${FREE_SEATS} > 0
  and not exists (select 1 from frozen_accounts f
    where f.account_kind = 'entitlement' and f.account = entitlements.id and f.unfrozen_at is null))`;

/**
 * Verified, transferable, not bound or frozen, in force on a day, with seats left: grouped, so that it stays small in a
 * record. A subscription that the register has no end of counts for nothing before somebody looks, and is not among them.
 */
export async function listFreePools(
  tx: Tx,
  agencyCodes: readonly string[],
  on: CivilDate,
): Promise<readonly FreePool[]> {
  if (agencyCodes.length === 0) return [];
  const codes = padded(agencyCodes);
  const rows = await selectRows<PooledColumns>(
    tx,
    `select id, agency_code as agencyCode, category, platforms, licensee, site,
         valid_from as validFrom, valid_until as validUntil, ${FREE_SEATS} as free
       from entitlements
       where agency_code in (${marksFor(codes)}) and ${IS_POOLED}
         and (valid_from is null or valid_from <= ?)
         and (valid_until >= ? or (valid_until is null and channel <> 'subscription'))
       order by agency_code, category, platforms, id`,
    [...codes, on, on],
  );
  const pools = groupBy(rows, ({ agencyCode, category, platforms }) => `${agencyCode}/${category}/${platforms}`);
  return [...pools.values()].flatMap((pooled) => {
    const [first] = pooled;
    if (!first) return [];
    const entitlements = pooled.map(({ free, ...row }) =>
      freeEntitlement({ ...row, site: siteIn(row.site) }, Number(free)),
    );
    return [
      {
        agencyCode: first.agencyCode,
        category: first.category,
        entitlements,
        platforms: JSON.parse(first.platforms) as readonly string[],
        freeSeats: sumBy(entitlements, ({ freeSeats }) => freeSeats),
      },
    ];
  });
}
