import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { type Random, randomFrom } from '../faults/random.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { LONG_SEED, size } from '../support/long.ts';
import {
  CITY,
  doOne,
  type ModelCampaign,
  type ModelPeople,
  type ModelUnit,
  modelPeople,
  plantUnit,
  REGIONS,
} from './campaign-model.ts';
import { done, launchCampaign, signed } from './campaign-support.ts';
import { compareOwed } from './owed-model.ts';

const UNITS = 12;
const ACTS = size({ test: 70, long: 1_000 });
const ACTS_AFTER = size({ test: 20, long: 200 });
/** What is owed is compared after every so many acts. */
const OWED_EVERY = 5;
const GROUPINGS = ['region', 'kind', 'parent', 'agency'] as const;
type Basis = 'accepted' | 'filed' | 'current' | 'closed';

/** Whoever was excused after the close was expected when it was closed. */
function isLeftOut({ isExcused, isExcusedLater }: ModelUnit, basis: Basis): boolean {
  return isExcused && !(basis === 'closed' && isExcusedLater);
}

/** The revision of a unit that counts, said once more. */
function countingIn(unit: ModelUnit, basis: Basis) {
  const { revisions } = unit;
  const read = revisions.filter(({ isCorrection }) => basis === 'current' || !isCorrection);
  const fitting = read.filter(({ isAccepted, isReturned }) => {
    if (basis === 'filed') return true;
    return !isReturned && (basis !== 'accepted' || isAccepted);
  });
  return { newest: read.at(-1), counting: isLeftOut(unit, basis) ? undefined : fitting.at(-1) };
}

function sumByHand(units: readonly ModelUnit[], basis: Basis) {
  const expected = units.filter((unit) => !isLeftOut(unit, basis)).map((unit) => countingIn(unit, basis));
  const counting = expected.flatMap(({ counting: revision }) => revision ?? []);
  const newest = expected.flatMap((each) => each.newest ?? []);
  const add = (numberOf: (each: (typeof counting)[number]) => number): number =>
    counting.reduce((all, each) => all + numberOf(each), 0);
  return {
    ...{ asked: units.length, expected: expected.length, filed: newest.length },
    returned: newest.filter(({ isReturned }) => isReturned).length,
    accepted: newest.filter(({ isAccepted, isReturned }) => isAccepted && !isReturned).length,
    ...{ reported: counting.length, computers: add(({ computers }) => computers) },
    genuine: add(({ computers, unlicensed }) => computers - unlicensed),
  };
}

type Sums = ReturnType<typeof sumByHand>;

interface Row extends Omit<Sums, 'reported' | 'computers' | 'genuine'> {
  readonly key: string | null;
  readonly cells: Readonly<Record<string, { readonly value: string; readonly reported: number }>>;
}

function sumsIn({ asked, expected, filed, returned, accepted, cells }: Row): Sums {
  const numberOf = (cell: string): number => (cells[cell]?.reported ? Number(cells[cell].value) : 0);
  return {
    ...{ asked, expected, filed, returned, accepted, reported: cells['unit.computers']?.reported ?? 0 },
    ...{ computers: numberOf('unit.computers'), genuine: numberOf('office.genuine') },
  };
}

function keyOf({ region, kind, parent, code }: ModelUnit, by: (typeof GROUPINGS)[number]): string {
  return { region, kind, parent: parent ?? code, agency: code }[by];
}

forEachEngine('statements', (engine) => {
  describe('a campaign in which people act by chance', () => {
    let gate: Gate;
    let people: ModelPeople;
    let campaign: ModelCampaign;
    let random: Random;
    const told: string[] = [];

    before(async () => {
      random = randomFrom(LONG_SEED ?? 62);
      const clock = testClock('2017-06-05T01:00:00.000Z');
      gate = await startGate({ engine, clock });
      people = await modelPeople(gate);
      const planted: ModelUnit[] = [];
      for (let count = 0; count < UNITS; count += 1) planted.push(await plantUnit(gate, random, planted));
      const id = await launchCampaign(people, { needsReasons: false, region: CITY, regions: REGIONS });
      campaign = { id, isClosed: false, units: new Map(planted.map((unit) => [unit.code, unit])) };
      clock.advance({ days: 1 });
    });
    after(() => gate.close());
    afterEach(function () {
      if (this.currentTest?.state === 'failed') console.error(`seed ${random.seed}\n${told.join('\n')}`);
    });

    const actBy = async (acts: number): Promise<void> => {
      for (let count = 0; count < acts; count += 1) {
        told.push(await doOne({ people, campaign, random }));
        const codes = [...campaign.units.keys()];
        if (count % OWED_EVERY === 0)
          await compareOwed(people, campaign, codes[random.whole(0, codes.length - 1)] ?? '');
      }
    };
    const rollUp = async (query: string) =>
      (await done(people.clerk.get(`/v1/campaigns/${campaign.id}/roll-up?${query}&limit=200`))).body;

    const compareSums = async (bases: readonly Basis[]): Promise<void> => {
      const units = [...campaign.units.values()];
      for (const basis of bases) {
        for (const by of GROUPINGS) {
          const { rows, total } = await rollUp(`basis=${basis}&by=${by}`);
          const keys = [...new Set(units.map((unit) => keyOf(unit, by)))];
          const groupOf = (key: string) => units.filter((unit) => keyOf(unit, by) === key);
          const byHand = keys.map((key) => [key, sumByHand(groupOf(key), basis)] as const);
          const found = rows.map((row: Row) => [row.key, sumsIn(row)] as const);
          assert.deepEqual(Object.fromEntries(found), Object.fromEntries(byHand), `${basis} by ${by}`);
          assert.deepEqual(sumsIn(total), sumByHand(units, basis), `${basis} as a whole`);
        }
      }
    };

    it(`sums up to what paper and pencil say after ${ACTS} acts, however it is grouped`, async () => {
      await actBy(ACTS);

      await compareSums(['accepted', 'filed', 'current']);
    });

    it('stays as it was closed, whatever is corrected afterwards', async () => {
      const closing = people.clerk.post(`/v1/campaigns/${campaign.id}/closing`, { reason: '报送结束' });
      await signed(closing, people.chief);
      campaign.isClosed = true;
      const { asOf, ...closed } = await rollUp('basis=closed&by=agency');
      await actBy(ACTS_AFTER);

      await compareSums(['accepted', 'filed', 'current', 'closed']);
      const { asOf: _later, ...after } = await rollUp('basis=closed&by=agency');
      assert.deepEqual(after, closed);
      assert.deepEqual((await rollUp(`basis=current&by=agency&asOf=${asOf}`)).rows, closed.rows);
    });

    it('is told by log and tables alike', async () => {
      const projections = await allProjections();
      const { differences, faults } = await inSnapshot(gate.db, (tx) =>
        verifyLog(tx, { projections, parse: parseLeaf }),
      );

      assert.deepEqual([differences, faults], [[], []]);
    });
  });
});
