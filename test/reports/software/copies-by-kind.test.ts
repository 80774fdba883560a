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
import { civilDate, groupBy } from '../../../src/kernel/index.ts';
import { sortCopies } from '../../../src/reports/software/positions/equal-copies.ts';
import { listOwnLicences } from '../../../src/reports/software/positions/licences-repository.ts';
import { type CopiesOfKind, listCopiesByKind } from '../../../src/reports/software/positions/list-copies-by-kind.ts';
import { type LoadedPosition, loadPosition } from '../../../src/reports/software/positions/load-position.ts';
import { listCopies } from '../../../src/reports/software/positions/position-repository.ts';
import { contentOfPack, loadPack, ruleSetFromContent } from '../../../src/rules/index.ts';
import { randomFrom } from '../../faults/random.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../../support/databases.ts';
import * as given from '../../support/given.ts';
import { LONG_SEED, size } from '../../support/long.ts';
import { statementsDuring } from '../../support/sent-statements.ts';

const ON = civilDate('2026-06-01');
const DEVICES = size({ test: 120, long: 400 });
const ROUNDS = size({ test: 6, long: 60 });
const RULE_SET = ruleSetFromContent(
  contentOfPack(loadPack('rules'), { number: 1, parent: null, inForceFrom: ON, changeNote: 'test' }),
);

interface Copy {
  readonly id: string;
  readonly agency_code: string;
  readonly device_id: string;
  readonly category: string;
  readonly product: string;
  readonly edition: string;
  readonly version: string;
  readonly seen_from: string;
}

interface Register {
  readonly agencies: readonly string[];
  readonly devices: readonly Row[];
  readonly copies: readonly Copy[];
  readonly licences: readonly Row[];
  readonly allocations: readonly Row[];
}

const RELEASES = [
  { category: 'operating-system', product: 'UnionTech UOS Desktop', edition: 'Professional', version: '20' },
  { category: 'office', product: 'WPS Office', edition: 'Professional', version: '2023' },
  { category: 'office', product: 'LibreOffice', edition: 'Community', version: '24' },
] as const;

function licence(id: string, different: Row): Row {
  return {
    ...{ id, licensee: different.agency_code ?? null, channel: 'volume', site: null, metric: 'device', sets: 1 },
    ...{
      is_transferable: 1,
      platforms: '[]',
      bound_device: null,
      installed_seats: 0,
      held_seats: 0,
      allocated_seats: 0,
    },
    ...{ acquired_on: ON, evidence: '[]', standing: 'verified', log_index: 0, ...different },
  };
}

function seatFor(copy: Copy, pools: readonly Row[]): Row {
  const pool = pools.find((row) => row.agency_code === copy.agency_code && row.product === copy.product);
  return {
    ...{ id: `alo_${copy.id}`, agency_code: copy.agency_code, entitlement_id: pool?.id ?? null },
    ...{ device_id: copy.device_id, taken_from: 'free', from_on: '2026-05-01', log_index: 0 },
  };
}

/** Two agencies with servers and one without, too few seats for most releases, and rights that hang on some devices. */
function registerFrom(seed: number): Register {
  const random = randomFrom(seed);
  const isOneIn = (many: number): boolean => random.whole(1, many) === 1;
  const agencies = [given.creditCode(), given.creditCode(), given.creditCode()];
  const agencyOf = (device: Row): string => String(device.agency_code);
  const devices = Array.from({ length: DEVICES }, (_, at): Row => {
    const agency = agencies[at % 3] ?? '';
    const category = at % 3 < 2 && isOneIn(4) ? 'server' : 'desktop';
    return {
      ...{ id: `dev_${seed}_${at}`, agency_code: agency, category, serial: `${seed}/${at}`, acquired_on: ON },
      ...{ state: 'in-use', log_index: 0 },
    };
  });
  const copies = devices.flatMap((device) =>
    RELEASES.flatMap((release, at) => {
      const copy = { agency_code: agencyOf(device), device_id: String(device.id), ...release };
      const seen_from = isOneIn(2) ? '2026-03-01' : '2026-05-01';
      return isOneIn(4) ? [] : [{ id: `ins_${at}_${device.id}`, ...copy, seen_from }];
    }),
  );
  const pools = agencies.flatMap((agency, of) =>
    RELEASES.map((release, at) => {
      // Of one release no seat, of one enough for all, and of the third for some: in turn.
      const seats = [1, random.whole(2, 20), DEVICES][(of + at + seed) % 3] ?? 1;
      return licence(`ent_${seed}_${of}_${at}`, { agency_code: agency, ...release, seats });
    }),
  );
  const rights = devices.flatMap((device) =>
    isOneIn(3)
      ? [
          licence(`ent_${device.id}`, {
            ...{
              agency_code: agencyOf(device),
              ...RELEASES[0],
              seats: 1,
              channel: 'oem',
              bound_device: device.id ?? null,
            },
          }),
        ]
      : [],
  );
  const allocations = copies.flatMap((copy): readonly Row[] => (isOneIn(3) ? [seatFor(copy, pools)] : []));
  return { agencies, devices, copies, licences: [...pools, ...rights], allocations };
}

async function fill(db: Database, { agencies, devices, copies, licences, allocations }: Register): Promise<void> {
  await inTransaction(db, async (tx) => {
    await insertRows(
      tx,
      'agencies',
      agencies.map((code) => ({
        ...{ code, name: `单位 ${code}`, kind: 'party-government-organ', level: 'city', region: '421000', staff: 60 },
        ...{ parent_code: null, is_classified: 0, is_isolated_network: 0, opened_on: null, log_index: 0 },
      })),
    );
    await insertRows(tx, 'devices', devices);
    await insertRows(
      tx,
      'installations',
      copies.map((copy) => ({ ...copy, source: 'survey', seen_last: ON, seen_to: null, log_index: 0 })),
    );
    await insertRows(tx, 'entitlements', licences);
    await insertRows(tx, 'allocations', allocations);
  });
}

/** Each copy by itself: of equal ones those are uncovered that were given no seat, and of these those that came last. */
async function oneByOne(tx: Tx, loaded: LoadedPosition, { devices, copies, allocations }: Register) {
  const some = { ...loaded.reading, codes: [...loaded.agencies.keys()] };
  const { rights } = await listOwnLicences(tx, some);
  const sorting = sortCopies(await listCopies(tx, some, loaded.seenSince), rights);
  const equal = groupBy(copies, (copy) => sorting.keyOf(copy, copy.device_id));
  const servers = new Set(devices.filter(({ category }) => category === 'server').map(({ id }) => id));
  const seated = new Set(allocations.map(({ id }) => id));
  const order = ({ id, seen_from }: Copy): string => `${seen_from}/${id}`;
  let split = 0;
  const found = loaded.copies.flatMap(({ row, covered: { shortfall, free, bound, group } }) => {
    const all = [...(equal.get(row.key) ?? [])].sort(
      (one, other) =>
        Number(seated.has(`alo_${one.id}`)) - Number(seated.has(`alo_${other.id}`)) ||
        (order(one) < order(other) ? 1 : -1),
    );
    const isDomestic = loaded.book.productOf(row.category, group.product)?.domestic === true;
    const onServers = all.filter((copy) => servers.has(copy.device_id)).length;
    if (onServers > 0 && onServers < all.length && shortfall > 0 && shortfall < all.length) split += 1;
    return all.map((copy, at) => {
      const uncovered = at < shortfall;
      const rest = at - shortfall;
      const as = uncovered ? 'uncovered' : rest < free ? 'free' : rest < free + bound ? 'preinstalled' : 'licensed';
      return { place: `${row.agency_code}/${row.category}/${servers.has(copy.device_id)}`, as, isDomestic };
    });
  });
  const kinds = [...groupBy(found, ({ place }) => place)].map(([place, each]) => {
    const count = (as: string): number => each.filter((copy) => copy.as === as).length;
    const parts = ['free', 'preinstalled', 'licensed', 'uncovered'].map(count);
    return [place, each.length, ...parts, each.filter(({ isDomestic }) => isDomestic).length].join(' ');
  });
  return { kinds: kinds.sort(), split };
}

function told(kind: CopiesOfKind): string {
  const { agencyCode, category, isOnServer, installed, free, preinstalled, licensed, uncovered, domestic } = kind;
  const place = `${agencyCode}/${category}/${isOnServer}`;
  return [place, installed, free, preinstalled, licensed, uncovered, domestic].join(' ');
}

forEachEngine('statements', (engine) => {
  describe('copies by the kind of machine that they are on', () => {
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

    const positionOf = (tx: Tx, agencies: readonly string[]): Promise<LoadedPosition> => {
      const scope = { grant: { agencies }, region: undefined, agencyCode: undefined, isSubtree: false };
      return loadPosition(tx, { ...scope, category: undefined, on: ON }, { ruleSet: RULE_SET, region: '421000' });
    };

    const begin = LONG_SEED ?? 1;
    it(`are counted as whoever looks at each by itself would: seeds ${begin} to ${begin + ROUNDS - 1}`, async () => {
      let split = 0;
      for (let seed = begin; seed < begin + ROUNDS; seed += 1) {
        const register = registerFrom(seed);
        await fill(db, register);

        const { kinds, expected } = await inSnapshot(db, async (tx) => {
          const loaded = await positionOf(tx, register.agencies);
          return { kinds: await listCopiesByKind(tx, loaded), expected: await oneByOne(tx, loaded, register) };
        });

        assert.deepEqual(kinds.map(told).sort(), expected.kinds, `seed ${seed}`);
        split += expected.split;
      }
      assert.ok(split >= ROUNDS, `only ${split} groups are on servers and on others, and covered in part`);
    });

    it('are looked at one by one only in agencies where that tells something', async () => {
      const register = registerFrom(begin + ROUNDS);
      await fill(db, register);
      const [, , without = ''] = register.agencies;

      let kinds: readonly CopiesOfKind[] = [];
      const sent = await statementsDuring(db, async () => {
        kinds = await inSnapshot(db, async (tx) => listCopiesByKind(tx, await positionOf(tx, [without])));
      });

      assert.deepEqual(
        sent.filter(({ sql }) => /was_allocated/.test(sql)).map(({ sql }) => sql),
        [],
      );
      assert.ok(kinds.some(({ uncovered, licensed }) => uncovered > 0 && licensed > 0));
      assert.ok(kinds.every(({ isOnServer }) => !isOnServer));
    });
  });
});
