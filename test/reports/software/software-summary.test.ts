import assert from 'node:assert/strict';
import {
  type Database,
  inSnapshot,
  insertRows,
  inTransaction,
  openDatabase,
  type Row,
  type Tx,
} from '../../../src/db/index.ts';
import { allPages } from '../../../src/documents/index.ts';
import { civilDate } from '../../../src/kernel/index.ts';
import { type Computer, listComputers } from '../../../src/reports/software/ledgers/list-computers.ts';
import {
  listSoftwareSummary,
  type SoftwareFigures,
} from '../../../src/reports/software/ledgers/list-software-summary.ts';
import { originOf } from '../../../src/reports/software/ledgers/software-match.ts';
import { randomFrom } from '../../faults/random.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../../support/databases.ts';
import * as given from '../../support/given.ts';
import { LONG_SEED, size } from '../../support/long.ts';

const ON = civilDate('2026-06-01');
const DEVICES = size({ test: 150, long: 600 });
const ROUNDS = size({ test: 4, long: 50 });

const CATEGORIES = ['operating-system', 'office', 'other'];
const PRODUCTS = ['WPS Office', 'wps office', 'ＷＰＳ Office', 'Yozo Office'];
const CHANNELS = ['oem', 'volume', 'retail', 'free'];

interface Register {
  readonly agencies: readonly string[];
  readonly rows: Readonly<
    Record<'agencies' | 'devices' | 'installations' | 'entitlements' | 'allocations', readonly Row[]>
  >;
}

/** Says one thing or the other, and brings the same back for the same seed. */
function chanceFrom(seed: number) {
  const random = randomFrom(seed);
  const oneOf = <T>(all: readonly T[]): T => all[random.whole(0, all.length - 1)] as T;
  const release = () => ({
    ...{ category: oneOf(CATEGORIES), product: oneOf(PRODUCTS), edition: oneOf(['Professional', 'Home', null]) },
    version: oneOf(['2019', '2023', null]),
  });
  return {
    ...{ oneOf, release },
    some: (most: number): readonly number[] => Array.from({ length: random.whole(0, most) }, (_, at) => at),
    right: (id: string, agency: string): Row => ({
      ...{ id, agency_code: agency, licensee: agency, ...release(), metric: 'device', seats: 9, sets: 1, site: null },
      ...{ channel: oneOf(CHANNELS), is_transferable: 0, platforms: '[]', bound_device: null, installed_seats: 0 },
      ...{ held_seats: 0, allocated_seats: 0, evidence: '[]', standing: 'verified', log_index: 0 },
      valid_from: oneOf([null, null, '2026-06-01', '2026-06-02']),
      valid_until: oneOf([null, null, '2026-05-31', '2026-06-01']),
    }),
  };
}

type Chance = ReturnType<typeof chanceFrom>;

interface Machine {
  readonly id: string;
  readonly agency_code: string;
}

/** Devices with no, one or several copies and seats of a category, now, before or later, and rights that are common. */
function registerFrom(seed: number): Register {
  const chance = chanceFrom(seed);
  const { oneOf, some, right } = chance;
  const agencies = Array.from({ length: 3 }, () => given.creditCode());
  const devices = Array.from(
    { length: DEVICES },
    (_, at): Machine => ({ id: `dev_${seed}_${at}`, agency_code: oneOf(agencies) }),
  );
  const bound = devices.flatMap(({ id, agency_code }) =>
    some(2).map((at): Row => ({ ...right(`ent_${at}_${id}`, agency_code), bound_device: id })),
  );
  const pools = agencies.flatMap((agency) => CATEGORIES.map((_, at) => right(`ent_${seed}_${at}_${agency}`, agency)));
  const site = JSON.stringify({ agencies: agencies.slice(1), headcount: null, afterEnd: null });
  const common = agencies.map((agency, at): Row => {
    const channel = oneOf(['site', 'open-source']);
    return { ...right(`ent_site_${seed}_${at}`, agency), channel, site: oneOf([null, site]) };
  });
  const rows = {
    agencies: agencies.map((code) => agencyRow(code, oneOf([null, 12]))),
    devices: devices.map((device) => deviceRow(device, chance)),
    installations: devices.flatMap((device) => some(4).map((at) => copyOn(device, `ins_${at}_${device.id}`, chance))),
    entitlements: [...bound, ...pools, ...common],
    allocations: [
      ...devices.flatMap((device) =>
        some(2).map((at) => seatOn(device, `alo_${at}_${device.id}`, { to: oneOf(pools), oneOf })),
      ),
      // Some of the rights that came with a device were given to it.
      ...bound.flatMap((to, at) => {
        const device = devices.find(({ id }) => id === to.bound_device);
        return device && at % 3 === 0 ? [seatOn(device, `alo_own_${at}_${device.id}`, { to, oneOf })] : [];
      }),
    ],
  };
  return { agencies, rows };
}

function deviceRow(device: Machine, { oneOf }: Chance): Row {
  return {
    ...{ ...device, serial: device.id, acquired_on: ON, log_index: 0 },
    category: oneOf(['desktop', 'laptop', 'server', 'tablet']),
    state: oneOf(['in-use', 'in-use', 'idle', 'retired', 'ordered']),
  };
}

/** What ended today may have stayed with the agency that had the device before. */
function copyOn({ id: device, agency_code }: Machine, id: string, { oneOf, release }: Chance): Row {
  return {
    ...{ id, device_id: device, ...release(), source: 'survey', log_index: 0 },
    agency_code: oneOf([agency_code, agency_code, given.creditCode()]),
    ...{ seen_from: oneOf(['2026-01-01', '2026-06-01', '2026-06-02']), seen_last: ON },
    seen_to: oneOf([null, null, '2026-05-31', '2026-06-01']),
  };
}

function seatOn(device: Machine, id: string, { to, oneOf }: Pick<Chance, 'oneOf'> & { readonly to: Row }): Row {
  return {
    ...{ id, agency_code: device.agency_code, entitlement_id: to.id ?? null, device_id: device.id, taken_from: 'free' },
    ...{
      order_id: null,
      from_on: oneOf(['2026-05-01', '2026-06-01', '2026-06-02']),
      ended_because: null,
      log_index: 0,
    },
    until_on: oneOf([null, null, '2026-05-31', '2026-06-01']),
  };
}

function agencyRow(code: string, staff: number | null): Row {
  return {
    ...{ code, name: code, kind: 'party-government-organ', level: 'city', region: '421000', parent_code: null, staff },
    ...{ is_classified: 0, is_isolated_network: 0, opened_on: null, log_index: 0 },
  };
}

type Counts = Record<string, number>;

/** The figures of each agency, counted over the detailed ledger; what is none is left out. */
async function countedOneByOne(tx: Tx, grant: { readonly agencies: readonly string[] }) {
  const scope = { grant, region: undefined, agencyCode: undefined, isSubtree: false };
  const figures: Record<string, Counts> = {};
  for await (const page of allPages(await listComputers(tx, scope, { on: ON, logIndex: null }))) {
    for (const computer of page) {
      figures[computer.agencyCode] ??= {};
      const counts = figures[computer.agencyCode] ?? {};
      for (const name of namesOf(computer)) counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return figures;
}

const KINDS: Record<string, string> = { desktop: 'desktops', laptop: 'laptops', server: 'servers', tablet: 'others' };
const SOFTWARE: Record<string, string> = {
  'operating-system': 'operatingSystems',
  office: 'office',
  other: 'otherSoftware',
};

function namesOf({ category, software }: Computer): readonly string[] {
  const copies = software.filter(({ copy }) => copy !== null);
  return [
    ...['computers', String(KINDS[category])],
    ...copies.flatMap((pairing) => ['installed', originOf(pairing), String(SOFTWARE[pairing.category])]),
  ];
}

function counted({ headcount: _, ...figures }: SoftwareFigures): Counts {
  return Object.fromEntries(Object.entries(figures).filter(([, count]) => count > 0));
}

forEachEngine('statements', (engine) => {
  describe('the summary of software', () => {
    let fresh: FreshDatabase;
    let db: Database;
    before(async () => {
      fresh = await freshDatabaseUrl(engine);
      db = openDatabase(fresh.url);
    });
    after(async () => {
      await db.close();
      await fresh.drop();
    });

    const begin = LONG_SEED ?? 1;
    it(`counts what the ledger lists computer by computer: seeds ${begin} to ${begin + ROUNDS - 1}`, async () => {
      const seen: Counts = {};
      for (let seed = begin; seed < begin + ROUNDS; seed += 1) {
        const { agencies, rows } = registerFrom(seed);
        await inTransaction(db, async (tx) => {
          for (const [table, all] of Object.entries(rows)) await insertRows(tx, table, all);
        });
        const grant = { agencies };
        const scope = { grant, region: undefined, agencyCode: undefined, isSubtree: false };

        const { summary, oneByOne } = await inSnapshot(db, async (tx) => ({
          summary: await listSoftwareSummary(tx, scope, { on: ON, logIndex: null }),
          oneByOne: await countedOneByOne(tx, grant),
        }));

        const figures = Object.fromEntries(
          summary.agencies.map((agency) => [agency.agencyCode, counted(agency.figures)]),
        );
        assert.deepEqual(figures, oneByOne, `seed ${seed}`);
        const { commercial, preinstalled, free, unlicensed, installed } = summary.total;
        assert.equal(commercial + preinstalled + free + unlicensed, installed);
        for (const [origin, count] of Object.entries({ commercial, preinstalled, free, unlicensed })) {
          seen[origin] = (seen[origin] ?? 0) + count;
        }
      }
      assert.ok(Math.min(...Object.values(seen)) > 0, JSON.stringify(seen));
    });
  });
});
