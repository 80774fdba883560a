import assert from 'node:assert/strict';
import { type Database, inSnapshot, insertRows, inTransaction, openDatabase, type Row } from '../../../src/db/index.ts';
import { civilDate, groupBy } from '../../../src/kernel/index.ts';
import { copiesOfRelease } from '../../../src/reports/software/positions/copies-list.ts';
import { type EqualCopies, sortCopies } from '../../../src/reports/software/positions/equal-copies.ts';
import { listOwnLicences } from '../../../src/reports/software/positions/licences-repository.ts';
import { listCopies } from '../../../src/reports/software/positions/position-repository.ts';
import { randomFrom } from '../../faults/random.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../../support/databases.ts';
import * as given from '../../support/given.ts';
import { LONG_SEED, size } from '../../support/long.ts';

const ON = civilDate('2026-06-01');
const SEEN_SINCE = civilDate('2026-03-01');
const DEVICES = size({ test: 200, long: 600 });
const ROUNDS = size({ test: 5, long: 50 });

const CATEGORIES = ['operating-system', 'office', 'other'];
/** Names that differ by case, width, a space at the end, or what a list is divided by. */
const PRODUCTS = ['WPS Office', 'wps office', 'WPS Office ', 'ＷＰＳ Office', '金山,毒霸', 'UnionTech UOS Desktop'];
const EDITIONS = ['Professional', 'professional', '', null];

interface Copy {
  readonly id: string;
  readonly agency_code: string;
  readonly device_id: string;
  readonly category: string;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly source: 'survey';
  readonly seen_from: string;
  readonly seen_last: string;
  readonly seen_to: string | null;
  readonly log_index: 0;
}

interface Register {
  readonly agencies: readonly string[];
  readonly copies: readonly Copy[];
  readonly rights: readonly Row[];
}

/** Says one thing or the other, and brings the same back for the same seed. */
function chanceFrom(seed: number) {
  const random = randomFrom(seed);
  const oneOf = <T>(all: readonly T[]): T => all[random.whole(0, all.length - 1)] as T;
  return {
    oneOf,
    some: (most: number): readonly number[] => Array.from({ length: random.whole(0, most) }, (_, at) => at),
    release: () => ({
      ...{ category: oneOf(CATEGORIES), product: oneOf(PRODUCTS), edition: oneOf(EDITIONS) },
      version: oneOf(['20', null]),
    }),
  };
}

type Chance = ReturnType<typeof chanceFrom>;

interface Machine {
  readonly id: string;
  readonly agency: string;
}

/** Devices with no, one or several copies and rights of a category, now, before or later. */
function registerFrom(seed: number): Register {
  const chance = chanceFrom(seed);
  const agencies = [given.creditCode(), given.creditCode()];
  const devices = Array.from(
    { length: DEVICES },
    (_, at): Machine => ({ id: `dev_${seed}_${at}`, agency: chance.oneOf(agencies) }),
  );
  return {
    agencies,
    copies: devices.flatMap((device) => chance.some(4).map((at) => copyOn(device, at, chance))),
    rights: devices.flatMap((device) => chance.some(2).map((at) => rightOn(device, at, chance))),
  };
}

function copyOn({ id, agency }: Machine, at: number, { oneOf, release }: Chance): Copy {
  return {
    ...{ id: `ins_${at}_${id}`, agency_code: agency, device_id: id, ...release(), source: 'survey', log_index: 0 },
    seen_from: oneOf(['2026-01-01', '2026-06-01', '2026-06-02']),
    seen_last: oneOf(['2026-02-28', '2026-03-01', '2026-06-01']),
    seen_to: oneOf([null, null, '2026-05-31', '2026-06-01']),
  };
}

function rightOn({ id, agency }: Machine, at: number, { oneOf, release }: Chance): Row {
  return {
    ...{ id: `ent_${at}_${id}`, agency_code: agency, licensee: agency, ...release(), channel: 'oem', site: null },
    ...{ seats: oneOf([1, 1, null, 0]), metric: oneOf(['device', 'core']), sets: 1, is_transferable: 0 },
    ...{ platforms: '[]', bound_device: id, installed_seats: 0, held_seats: 0, allocated_seats: 0, evidence: '[]' },
    ...{ standing: oneOf(['verified', 'declared']), acquired_on: oneOf([null, '2026-06-01', '2026-06-02']) },
    ...{ valid_until: oneOf([null, '2026-05-31']), log_index: 0 },
  };
}

interface Told {
  readonly groups: readonly string[];
  readonly choices: readonly string[];
}

/** What tells a copy apart, told copy by copy from the rows that were put in. */
function oneByOne({ copies, rights }: Register): Told {
  const there = copies.filter(({ seen_from, seen_to }) => seen_from <= ON && (seen_to === null || seen_to >= ON));
  const inForce = rights.filter(
    ({ seats, acquired_on: had, valid_until: until }) =>
      seats !== 0 && (had === null || String(had) <= ON) && (until === null || String(until) >= ON),
  );
  const on = (device: unknown, category: unknown) => {
    const own = inForce.filter((right) => right.bound_device === device && right.category === category);
    const equal = there.filter((copy) => copy.device_id === device && copy.category === category);
    return { own, isSeveral: own.length > 1 || equal.length > 1 };
  };
  const described = there.map((copy) => {
    const { own, isSeveral } = on(copy.device_id, copy.category);
    const systems = there.filter(
      ({ device_id: device, category }) => device === copy.device_id && category === 'operating-system',
    );
    const [right] = isSeveral ? [] : own;
    const kind = {
      release: [copy.agency_code, copy.category, copy.product, copy.edition, copy.version],
      system:
        systems
          .map(({ product }) => product)
          .sort()
          .at(0) ?? null,
      right: right ? [right.product, right.edition, right.version, right.standing, right.metric] : null,
      device: isSeveral ? copy.device_id : null,
    };
    return { kind: JSON.stringify(kind), isUnseen: copy.seen_last < SEEN_SINCE };
  });
  return {
    groups: [...groupBy(described, ({ kind }) => kind)]
      .map(([kind, equal]) => `${kind} ${equal.length} ${equal.filter(({ isUnseen }) => isUnseen).length}`)
      .sort(),
    choices: inForce
      .filter(({ bound_device: device, category }) => on(device, category).isSeveral)
      .map(({ bound_device: device, category, product, metric, seats }) =>
        [device, category, product, metric, seats].join('/'),
      )
      .sort(),
  };
}

function told({
  agency_code,
  category,
  product,
  edition,
  version,
  system,
  right,
  device,
  ...counts
}: EqualCopies): string {
  const kind = {
    release: [agency_code, category, product, edition, version],
    system,
    right: right && [right.product, right.edition, right.version, right.standing, right.metric],
    device,
  };
  return `${JSON.stringify(kind)} ${counts.copies} ${counts.unseen}`;
}

forEachEngine('statements', (engine) => {
  describe('equal copies', () => {
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
    it(`are grouped as whoever looks at each by itself would: seeds ${begin} to ${begin + ROUNDS - 1}`, async () => {
      let equal = 0;
      for (let seed = begin; seed < begin + ROUNDS; seed += 1) {
        const register = registerFrom(seed);
        await inTransaction(db, async (tx) => {
          await insertRows(
            tx,
            'installations',
            register.copies.map((copy) => ({ ...copy })),
          );
          await insertRows(tx, 'entitlements', register.rights);
        });

        const some = { codes: register.agencies, category: undefined, on: ON, changedSince: undefined };
        const { copies, rights } = await inSnapshot(db, async (tx) => ({
          copies: await listCopies(tx, some, SEEN_SINCE),
          rights: (await listOwnLicences(tx, some)).rights,
        }));
        const sorting = sortCopies(copies, rights);
        const groups = sorting.group(copies);

        const choices = sorting.choices.map(({ device, category, product, metric, seats }) =>
          [device, category, product, metric, seats].join('/'),
        );
        const expected = oneByOne(register);
        assert.deepEqual(groups.map(told).sort(), expected.groups, `seed ${seed}`);
        assert.deepEqual(choices.sort(), expected.choices, `seed ${seed}`);
        equal += groups.filter(({ copies: count }) => count > 1).length;
        // The page of a shortfall finds the copies of a group by this key.
        const keys = copies.flatMap((copy) => copy.devices.map((device) => sorting.keyOf(copy, device)));
        assert.deepEqual(
          new Map([...groupBy(keys, (key) => key)].map(([key, equal]) => [key, equal.length])),
          new Map(groups.map(({ key, copies: count }) => [key, count])),
          `seed ${seed}`,
        );
      }
      assert.ok(equal > 2 * ROUNDS, `only ${equal} groups have more than one copy`);
    });
  });
});

describe('a list of devices that the database has cut', () => {
  it('is refused, wherever it ends: fewer copies would be a wrong answer', () => {
    const whose = { agency_code: '11421000MB1234562Q', category: 'office', copies: 2 };
    const others = { going_on: null, unseen: null, ended_unseen: null };
    const row = { ...whose, ...others, product: 'WPS Office', edition: null, version: '2023' };
    const ended = 'dev_1\u001e,dev_2\u001e';

    const [release] = copiesOfRelease({ ...row, ended });

    assert.deepEqual([release?.is_unseen, release?.is_ended, release?.devices], [0, 1, ['dev_1', 'dev_2']]);
    assert.throws(() => copiesOfRelease({ ...row, ended: null }), /has cut a list of 2 entries/);
    for (let end = 0; end < ended.length; end += 1) {
      assert.throws(
        () => copiesOfRelease({ ...row, ended: ended.slice(0, end) }),
        /has cut a list of 2 entries/,
        String(end),
      );
    }
  });
});
