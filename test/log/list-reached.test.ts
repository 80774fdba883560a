import assert from 'node:assert/strict';
import {
  type Database,
  inSnapshot,
  insertRows,
  inTransaction,
  openDatabase,
  type PlaceInOrder,
} from '../../src/db/index.ts';
import type { Grant } from '../../src/kernel/index.ts';
import { listReached, type ReachedList } from '../../src/log/index.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../support/databases.ts';
import { idOf, makeManyRows, oneOf } from '../support/many-rows.ts';

const ROWS = 24_000;
/** Three, sixty of the next county, and those of a city. */
const AGENCIES = 180;
const SMALL_COUNTY = 3;
const LARGE_COUNTY = 60;
/** Of so many rows the large county has one. */
const ONE_OF = 97;
const agencyOf = (index: number): string => `A${String(index).padStart(17, '0')}`;

/** A county with three agencies, one with sixty, and a city with the others. */
function regionOf(index: number): string {
  if (index < SMALL_COUNTY) return '421022';
  return index < SMALL_COUNTY + LARGE_COUNTY ? '421083' : '511300';
}

const agencyRow = (index: number) => ({
  code: agencyOf(index),
  name: `单位 ${index}`,
  kind: 'party-government-organ',
  level: 'county',
  region: regionOf(index),
  parent_code: null,
  staff: 1,
  is_classified: 0,
  is_isolated_network: 0,
  opened_on: null,
  log_index: index,
});

const undertaking = {
  ...{ id: 'und_0', agency_code: agencyOf(0), order_id: 'ord_0', revision: 1, item: 1, category: 'office', seats: 1 },
  ...{ due_on: '2026-01-01', state: 'open', closed_by: null, log_index: 1, delivered_seats: 0 },
};

/** One of the county's sixty for every so many rows, of which the first of them has every other one; else one of the others. */
const WHOSE = `case when n % ${ONE_OF} = 0
  then ${SMALL_COUNTY} + case n % ${2 * ONE_OF} when 0 then 0 else floor(n / ${ONE_OF}) * 7 % ${LARGE_COUNTY} end
  else (${SMALL_COUNTY + LARGE_COUNTY} + n * 7 % ${AGENCIES - LARGE_COUNTY}) % ${AGENCIES} end`;

interface Kept {
  readonly id: string;
  readonly due_on: string;
  readonly agency_code: string;
  readonly state: string;
  readonly category: string;
}

/** By the day, of which hundreds have the same, and then the id. */
const LIST = {
  table: 'undertakings',
  indexes: {
    undertakings_listed_by_agency: ['agency_code'],
    undertakings_listed_by_state: ['state'],
    undertakings_listed_by_day: [],
  },
  order: [
    { column: 'due_on', direction: 'desc' },
    { column: 'id', direction: 'desc' },
  ],
} as const;

const GRANTS: Readonly<Record<string, Grant>> = {
  'the nation': { region: '000000' },
  'a city with many agencies': { region: '511300' },
  'a county with three': { region: '421022' },
  'a county with sixty': { region: '421083' },
  'two agencies': { agencies: [agencyOf(1), agencyOf(7)] },
  'an agency that is not there': { agencies: ['nobody'] },
};

const FILTERS: Readonly<Record<string, Pick<ReachedList, 'equals'>>> = {
  nothing: { equals: {} },
  'a state': { equals: { state: ['void'] } },
  'an agency': { equals: { agency_code: [agencyOf(7)] } },
  'an agency of the county with sixty': { equals: { agency_code: [agencyOf(9)] } },
  'several states': { equals: { state: ['closed', 'void'] } },
  'what no index says': { equals: { category: ['rare'] } },
  'a state and what no index says': { equals: { state: ['open'], category: ['rare'] } },
};

describe('a list that is read in the order of a key', () => {
  forEachEngine('statements', (engine) => {
    let fresh: FreshDatabase;
    let db: Database;
    let all: readonly Kept[];

    before(async () => {
      fresh = await freshDatabaseUrl(engine);
      db = openDatabase(fresh.url);
      await inTransaction(db, (tx) =>
        insertRows(
          tx,
          'agencies',
          Array.from({ length: AGENCIES }, (_, index) => agencyRow(index)),
        ),
      );
      await makeManyRows(db, {
        table: 'undertakings',
        count: ROWS,
        first: undertaking,
        varied: {
          ...{ id: idOf('und'), log_index: 'n', state: oneOf('open', 'open', 'closed', 'void') },
          agency_code: `concat('A', substr(concat('00000000000000000', ${WHOSE}), -17))`,
          due_on: "concat('2026-0', 1 + n % 9, '-1', n % 3)",
          category: `case when n % 997 = 0 or n % ${7 * ONE_OF} = 0 then 'rare' else 'office' end`,
        },
      });
      all = await db.reader('undertakings').select('id', 'due_on', 'agency_code', 'state', 'category');
    });
    after(async () => {
      await db.close();
      await fresh.drop();
    });

    const meantBy = (grant: Grant, { equals }: Pick<ReachedList, 'equals'>): readonly string[] => {
      const within = (code: string): boolean => {
        if ('agencies' in grant) return grant.agencies.includes(code);
        return grant.region === '000000' || agencyRow(Number(code.slice(1))).region === grant.region;
      };
      return all
        .filter((row) => within(row.agency_code))
        .filter((row) => Object.entries(equals).every(([column, values]) => values.includes(row[column as keyof Kept])))
        .toSorted((one, other) => (one.due_on + one.id < other.due_on + other.id ? 1 : -1))
        .map(({ id }) => id);
    };

    for (const [reach, grant] of Object.entries(GRANTS)) {
      for (const [asked, filter] of Object.entries(FILTERS)) {
        it(`has each row once and in order for ${reach} that asks for ${asked}`, async () => {
          const list = { ...LIST, ...filter, reach: { column: 'agency_code', grant }, limit: 170 };
          const found: string[] = [];
          let after: PlaceInOrder | undefined;
          for (let page = 0; page < 200; page += 1) {
            const { rows, next } = await inSnapshot(db, (tx) => listReached<Kept>(tx, { ...list, after }));
            assert.ok(rows.length <= list.limit);
            found.push(...rows.map(({ id }) => id));
            if (next === null) break;
            after = next;
          }
          assert.deepEqual(found, meantBy(grant, filter));
        });
      }
    }

    for (const [asked, filter] of Object.entries(FILTERS)) {
      it(`fills every page but the last for a county with sixty that asks for ${asked}`, async () => {
        const list = { ...LIST, ...filter, reach: { column: 'agency_code', grant: { region: '421083' } }, limit: 100 };
        const sizes: number[] = [];
        let after: PlaceInOrder | undefined;
        for (let page = 0; page < 20; page += 1) {
          const { rows, next } = await inSnapshot(db, (tx) => listReached<Kept>(tx, { ...list, after }));
          sizes.push(rows.length);
          if (next === null) break;
          after = next;
        }
        const meant = meantBy({ region: '421083' }, filter).length;
        const full = Math.max(0, Math.ceil(meant / list.limit) - 1);
        assert.deepEqual(sizes, [...new Array<number>(full).fill(list.limit), meant - full * list.limit]);
      });
    }

    it('goes by the index that comes furthest with 5,000 rows, whichever is named first', async () => {
      const indexes = { undertakings_listed_by_day: [], undertakings_listed_by_state: ['state'] };
      const list = {
        ...LIST,
        equals: { state: ['void'], category: ['rare'] },
        reach: null,
        limit: 50,
        after: undefined,
      };

      const found = await inSnapshot(db, (tx) => listReached<Kept>(tx, list));
      const other = await inSnapshot(db, (tx) => listReached<Kept>(tx, { ...list, indexes }));

      assert.deepEqual(other, found);
      const passed = all.filter(({ state, due_on: day }) => state === 'void' && day > String(found.next?.[0]));
      assert.ok(found.next !== null && passed.length > 4_000);
    });

    it('ends a page where 5,000 rows have been looked at, with what was found by then', async () => {
      const list = { ...LIST, equals: { category: ['rare'] }, reach: null, limit: 50 };

      const { rows, next } = await inSnapshot(db, (tx) => listReached<Kept>(tx, { ...list, after: undefined }));

      assert.ok(rows.length > 0 && rows.length < all.filter(({ category }) => category === 'rare').length / 2);
      assert.ok(next !== null);
    });
  });
});
