import assert from 'node:assert/strict';
import { type StandingUnit, standingAt } from '../../src/campaigns/sums/counts.ts';
import { keptTogether, type UnitsTogether } from '../../src/campaigns/sums/kept-together.ts';
import {
  type Basis,
  countingRevision,
  type Grouping,
  groupsOf,
  type RegionLevel,
  readBy,
  unitsOfRegion,
} from '../../src/campaigns/sums/roll-up.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { addUnit, done, file, launchCampaign, openCounty } from './campaign-support.ts';
import { SEEDS, worldOf } from './sums-world.ts';

const GROUPINGS: readonly { readonly by: Grouping; readonly level?: RegionLevel }[] = [
  ...(['region', 'kind', 'parent', 'agency'] as const).map((by) => ({ by })),
  ...(['province', 'city', 'county'] as const).map((level) => ({ by: 'region', level }) as const),
];

/** The whole, and each region that somebody can ask about, with the regions below it or without. */
function questionsOf(all: readonly StandingUnit[]) {
  const exact = [...new Set(all.map(({ participant }) => participant.region))];
  const upwards = exact.flatMap((region) => [`${region.slice(0, 2)}0000`, `${region.slice(0, 4)}00`, region]);
  const regions = [...new Set(upwards)].flatMap((region) => [true, false].map((below) => ({ region, below })));
  return [{ region: undefined }, ...regions];
}

/** The units behind each number that the gate tells one reader: rows and wholes of all questions. */
function toldSets(all: readonly StandingUnit[], together: readonly UnitsTogether[]): (readonly StandingUnit[])[] {
  return questionsOf(all).flatMap((question) => {
    const { units } = unitsOfRegion(all, { ...question, together });
    const rows = GROUPINGS.flatMap((grouping) => groupsOf(units, { ...grouping, together }).map(([, group]) => group));
    return [units, ...rows];
  });
}

/** An exact fraction, in lowest terms. */
interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

const NOUGHT: Fraction = { above: 0n, below: 1n };

function fraction(above: bigint, below: bigint): Fraction {
  const divisor = greatestDivisor(above < 0n ? -above : above, below < 0n ? -below : below) * (below < 0n ? -1n : 1n);
  return { above: above / divisor, below: below / divisor };
}

function greatestDivisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : greatestDivisor(other, one % other);
}

/** Takes a multiple of another row off, so that nothing is left in its pivot's place. */
function reduced(row: readonly Fraction[], pivot: readonly Fraction[], place: number): readonly Fraction[] {
  const { above, below } = row[place] ?? NOUGHT;
  if (above === 0n) return row;
  return row.map((number, at) => {
    const taken = pivot[at] ?? NOUGHT;
    const top = number.above * below * taken.below - above * taken.above * number.below;
    return fraction(top, number.below * below * taken.below);
  });
}

/** Gauss: rows with a leading one each, in whose place no other row has anything. Answers them by that place. */
function echelon(rows: readonly (readonly number[])[]): ReadonlyMap<number, readonly Fraction[]> {
  let pivots = new Map<number, readonly Fraction[]>();
  for (const row of rows) {
    let left: readonly Fraction[] = row.map((number) => ({ above: BigInt(number), below: 1n }));
    for (const [place, pivot] of pivots) left = reduced(left, pivot, place);
    const place = left.findIndex(({ above }) => above !== 0n);
    const lead = left[place];
    if (lead === undefined) continue;
    const own = left.map(({ above, below }) => fraction(above * lead.below, below * lead.above));
    pivots = new Map([...pivots].map(([at, pivot]) => [at, reduced(pivot, own, place)]));
    pivots.set(place, own);
  }
  return pivots;
}

/** The places whose number alone comes of adding and subtracting rows. */
function isolated(rows: readonly (readonly number[])[]): readonly number[] {
  return [...echelon(rows)]
    .filter(([, row]) => row.filter(({ above }) => above !== 0n).length === 1)
    .map(([place]) => place);
}

/** Of the units whose numbers count those that rows of all groupings tell, however they are added and subtracted. */
function unitsTold(counting: readonly StandingUnit[], sets: readonly (readonly StandingUnit[])[]) {
  const rows = new Map<string, readonly number[]>();
  for (const set of sets) {
    const members = new Set(set);
    const row = counting.map((unit) => Number(members.has(unit)));
    rows.set(row.join(''), row);
  }
  return isolated([...rows.values()]).flatMap((place) => counting[place] ?? []);
}

describe('sums by several groupings', () => {
  const bases: readonly Basis[] = ['accepted', 'filed', 'current'];

  it('can be subtracted: three rows that are each of several tell one', () => {
    assert.deepEqual(
      isolated([
        [1, 1, 0, 1],
        [0, 1, 1, 0],
      ]),
      [],
    );
    assert.deepEqual(
      isolated([
        [1, 1, 0],
        [0, 1, 1],
        [1, 0, 1],
      ]).toSorted(),
      [0, 1, 2],
    );
    assert.deepEqual(
      isolated([
        [1, 1, 1, 1],
        [1, 1, 0, 0],
        [0, 0, 1, 0],
      ]),
      [2, 3],
    );
  });

  it('tell no classified unit by whatever is added and subtracted, where rows that part nobody would', () => {
    let toldOtherwise = 0;
    for (const seed of SEEDS) {
      const world = worldOf(seed);
      for (const [at, basis] of bases.entries()) {
        const asOf = at === 0 ? world.size : Math.floor(world.size / (at + 1));
        const read = [...world.revisionsOf].map(([code, revisions]) => [code, readBy(basis, revisions)] as const);
        const all = standingAt(world.participants, new Map(read), asOf);
        const counts = (unit: StandingUnit): boolean => countingRevision(unit, basis, asOf) !== undefined;
        const counting = all.filter(counts);
        // The whole is told in any case.
        if (counting.length < 3) continue;
        const classifiedIn = (units: readonly StandingUnit[]) =>
          units.filter(({ participant }) => participant.isClassified).map(({ participant }) => participant.agencyCode);

        const told = unitsTold(counting, toldSets(all, keptTogether(all, counts)));
        const naive = unitsTold(counting, toldSets(all, []));

        assert.deepEqual(classifiedIn(told), [], `seed ${seed}, ${basis}`);
        toldOtherwise += classifiedIn(naive).length;
      }
    }
    assert.ok(toldOtherwise > 0);
  });

  it('leave a unit that is not classified its own row', () => {
    const world = worldOf(2);
    const all = standingAt(world.participants, world.revisionsOf, world.size);
    const together = keptTogether(all, (unit) => countingRevision(unit, 'filed', world.size) !== undefined);
    const parted = new Set(together.flat());

    const groups = groupsOf(all, { by: 'agency', together });

    const alone = all.filter((unit) => !parted.has(unit)).map(({ participant }) => participant.agencyCode);
    assert.ok(alone.length > 0 && parted.size > 0);
    assert.deepEqual(
      groups.map(([key]) => key),
      [...alone.toSorted(), 'other'],
    );
  });
});

onOneEngine('other files run its statements on both', (engine) => {
  describe('sums of a campaign with a classified unit', () => {
    let gate: Gate;

    before(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
    });
    after(() => gate.close());

    it('tell it with others of its kind, so that the sum of the kind less the rows of its units tells nothing', async () => {
      const county = await openCounty(gate);
      const kinds = ['direct-institution', 'direct-institution', 'direct-institution', 'support-institution'];
      const units = await inOrder(kinds, (kind) => addUnit(gate, { kind }));
      const alike = await inOrder(['', ''], () => addUnit(gate, { kind: 'other-institution' }));
      const secret = await addUnit(gate, { kind: 'other-institution', classified: true });
      const campaign = await launchCampaign(county, { needsReasons: false });
      // Each unit has a number of its own that no sum of the others comes to.
      const numberOf = new Map([...units, ...alike, secret].map(({ code }, at) => [code, 2 ** at]));
      const filing = [...units, ...alike, secret];
      await inOrder(filing, (unit) => file(unit, campaign, { computers: numberOf.get(unit.code) ?? 0 }));
      const sumsBy = async (by: string): Promise<Record<string, number>> => {
        const { body } = await done(county.clerk.get(`/v1/campaigns/${campaign}/roll-up?by=${by}&basis=filed`));
        const rows = [...body.rows, body.total] as { key: string | null; cells: Record<string, { value: string }> }[];
        return Object.fromEntries(rows.map(({ key, cells }) => [key ?? '', Number(cells['office.installed']?.value)]));
      };

      const [byKind, byAgency] = [await sumsBy('kind'), await sumsBy('agency')];

      const together = [...alike, secret].reduce((sum, { code }) => sum + (numberOf.get(code) ?? 0), 0);
      const told = units.map(({ code }) => [code, numberOf.get(code)]);
      assert.deepEqual(byAgency, { ...Object.fromEntries(told), other: together, '': 127 });
      assert.deepEqual(byKind, {
        'direct-institution': 7,
        'support-institution': 8,
        'other-institution': 112,
        '': 127,
      });
    });
  });
});

/** One after the other, as a test tells them. */
async function inOrder<T, U>(items: readonly T[], act: (item: T) => Promise<U>): Promise<readonly U[]> {
  const results: U[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}
