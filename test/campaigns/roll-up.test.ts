import assert from 'node:assert/strict';
import { type Participant, timelinessOf } from '../../src/campaigns/asked/participant.ts';
import type { RevisionInSums } from '../../src/campaigns/filings/filings-repository.ts';
import type { CompiledForm } from '../../src/campaigns/forms/compiled-form.ts';
import { shippedForms } from '../../src/campaigns/forms/shipped-forms.ts';
import { type StandingUnit, standingAt } from '../../src/campaigns/sums/counts.ts';
import {
  type Basis,
  type Grouping,
  groupsOf,
  OTHER,
  readBy,
  sumOf,
  unitsOfRegion,
} from '../../src/campaigns/sums/roll-up.ts';
import { civilDate, instant } from '../../src/kernel/index.ts';
import { LONG_SEED, size } from '../support/long.ts';

/** Always the same in `npm test`; a long run begins with its own. */
const SEEDS = Array.from({ length: size({ test: 60, long: 2_000 }) }, (_each, at) => (LONG_SEED ?? 0) + at + 1);

/** The same numbers for the same seed. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

interface World {
  readonly participants: readonly Participant[];
  readonly revisionsOf: ReadonlyMap<string, readonly RevisionInSums[]>;
  readonly size: number;
}

const REGIONS = ['421000', '421022', '421023', '420100', '420115'];
const KINDS = ['party-government-organ', 'direct-institution'];
const DAYS = ['2017-06-10', '2017-06-19', '2017-06-20', '2017-06-26'];

/** Units that file, are returned, accepted, corrected and excused in any order, a leaf after the other. */
function worldOf(seed: number): World {
  const pick = numbersOf(seed);
  let leaf = 0;
  const participants = Array.from({ length: 3 + pick(40) }, (_each, at): Participant => {
    leaf += 1;
    return {
      ...{ campaignId: 'cmp_1', agencyCode: `unit-${String(at).padStart(3, '0')}`, name: `第${at}单位` },
      ...{ kind: KINDS[pick(2)] ?? '', level: 'county', region: REGIONS[pick(5)] ?? '' },
      ...{ parentCode: pick(2) === 0 ? null : `unit-00${pick(3)}`, isClassified: pick(8) === 0 },
      ...{ dueOn: civilDate('2017-06-19'), extensions: [], coveredBy: null, excuse: null },
      ...{ joinedIndex: leaf, leftIndex: null, logIndex: leaf },
    };
  });
  const revisionsOf = new Map<string, RevisionInSums[]>();
  for (let step = 0; step < participants.length * 3; step += 1) {
    const unit = participants[pick(participants.length)];
    if (!unit) continue;
    const own = revisionsOf.get(unit.agencyCode) ?? [];
    const last = own.at(-1);
    leaf += 1;
    if (!last || last.returnedIndex !== null) {
      const installed = pick(50);
      own.push({
        ...{ filingId: `fil_${unit.agencyCode}`, revision: own.length + 1, kind: last ? 'after-return' : 'first' },
        numbers: pick(5) === 0 ? {} : { 'office.installed': installed, 'office.genuine': pick(installed + 1) },
        ...{ filedAt: instant(`${DAYS[pick(4)]}T02:00:00.000Z`), filedIndex: leaf },
        ...{ acceptedIndex: null, returnedIndex: null },
      });
    } else if (pick(2) === 0) own[own.length - 1] = { ...last, returnedIndex: leaf };
    else if (last.acceptedIndex === null) own[own.length - 1] = { ...last, acceptedIndex: leaf };
    revisionsOf.set(unit.agencyCode, own);
  }
  const excused = participants.map((unit) => (pick(10) === 0 ? { ...unit, leftIndex: leaf + 1 } : unit));
  return { participants: excused, revisionsOf, size: leaf + 2 };
}

function softwareUse(): CompiledForm {
  const form = shippedForms().find(({ key }) => key === 'software-use@1');
  assert.ok(form);
  return form;
}

function isClassified({ participant }: StandingUnit): boolean {
  return participant.isClassified;
}

describe('sums of a campaign', () => {
  const form = softwareUse();
  const bases: readonly Basis[] = ['accepted', 'filed', 'current'];
  const groupings: readonly Grouping[] = ['region', 'kind', 'parent', 'agency'];

  const unitsAt = (world: World, basis: Basis, asOf: number) => {
    const read = [...world.revisionsOf].map(([code, revisions]) => [code, readBy(basis, revisions)] as const);
    return standingAt(world.participants, new Map(read), asOf);
  };

  for (const seed of SEEDS) {
    it(`are those of their parts by whatever they are grouped (seed ${seed})`, () => {
      const world = worldOf(seed);
      for (const basis of bases) {
        const asOf = seed % 3 === 0 ? Math.floor(world.size / 2) : world.size;
        const units = unitsAt(world, basis, asOf);
        const question = { form, basis, asOf };
        const whole = sumOf(null, units, question);
        for (const by of groupings) {
          const groups = groupsOf(units, by);
          const parts = groups.map(([key, group]) => sumOf(key, group, question));
          for (const cell of ['office.installed', 'office.genuine']) {
            const sum = parts.reduce((all, { cells }) => all + (cells[cell]?.value ?? 0), 0);
            const reported = parts.reduce((all, { cells }) => all + (cells[cell]?.reported ?? 0), 0);
            assert.deepEqual([sum, reported], [whole.cells[cell]?.value ?? 0, whole.cells[cell]?.reported]);
          }
          for (const count of ['asked', 'excused', 'expected', 'filed', 'onTime', 'late', 'missing'] as const) {
            const sum = parts.reduce((all, { counts }) => all + counts[count], 0);
            assert.equal(sum, whole.counts[count], `${by} ${count}`);
          }
          assert.equal(groups.flatMap(([, group]) => group).length, units.length);
        }
      }
    });
  }

  it('are those of a sum by hand: the newest of each unit that is not excused and was not returned', () => {
    for (const seed of SEEDS) {
      const world = worldOf(seed);
      const byHand = world.participants
        .filter(({ leftIndex }) => leftIndex === null)
        .flatMap(
          ({ agencyCode }) => world.revisionsOf.get(agencyCode)?.findLast((each) => each.returnedIndex === null) ?? [],
        )
        .reduce((all, { numbers }) => all + (numbers['office.genuine'] ?? 0), 0);
      const units = unitsAt(world, 'current', world.size);

      const { cells } = sumOf(null, units, { form, basis: 'current', asOf: world.size });

      assert.equal(cells['office.genuine']?.value ?? 0, byHand, `seed ${seed}`);
    }
  });

  it('tell no classified unit by itself, nor by what is left of the whole', () => {
    for (const seed of SEEDS) {
      const world = worldOf(seed);
      for (const by of groupings) {
        const groups = groupsOf(unitsAt(world, 'filed', world.size), by);
        const small = groups.filter(
          ([, group]) => group.length < 3 && group.some(({ participant }) => participant.isClassified),
        );
        assert.ok(small.every(([key]) => key === OTHER) && (small.length === 0 || groups.length === 1));
      }
    }
  });

  it('tell a region with others where all regions do, so that its whole is no way to a classified unit', () => {
    let joined = 0;
    for (const seed of SEEDS) {
      const all = unitsAt(worldOf(seed), 'filed', 1_000);
      const rows = groupsOf(all, 'region');
      const [, others = []] = rows.find(([key]) => key === OTHER) ?? [];
      for (const region of new Set(all.map(({ participant }) => participant.region))) {
        const { units, isJoined } = unitsOfRegion(all, { region, below: false });
        const own = all.filter(({ participant }) => participant.region === region);
        const isOther = own.length < all.length && own.some((unit) => others.includes(unit));
        assert.deepEqual([isJoined, units], [isOther, isOther ? others : own]);
        assert.ok(units.length >= 3 || units.length === all.length || !units.some(isClassified));
        if (isJoined) joined += 1;
      }
      const city = unitsOfRegion(all, { region: '421000' });
      const [, row] =
        groupsOf(all, 'region', 'city').find(([, group]) => group.some((unit) => unit === city.units[0])) ?? [];
      if (city.units.length > 0) assert.deepEqual(city.units, row);
    }
    assert.ok(joined > 0);
    const all = unitsAt(worldOf(1), 'filed', 1_000);
    assert.deepEqual(unitsOfRegion(all, { region: '000000' }), { units: all, isJoined: false });
  });

  it('divide sums, where the mean of percentages would be another number', () => {
    const numbers = [
      { 'office.installed': 100, 'office.genuine': 100 },
      { 'office.installed': 1, 'office.genuine': 0 },
    ];
    const world = worldOf(1);
    const [unit] = unitsAt(world, 'current', world.size);
    assert.ok(unit);
    const units = numbers.map((each, at) => ({
      ...{ participant: { ...unit.participant, agencyCode: `u${at}` }, isExcused: false, first: undefined },
      ...{ newest: undefined },
      revisions: [
        {
          ...{ filingId: `f${at}`, revision: 1, kind: 'first' as const, numbers: each },
          ...{ filedAt: instant('2017-06-10T02:00:00.000Z'), filedIndex: 1, acceptedIndex: null, returnedIndex: null },
        },
      ],
    }));

    assert.equal(sumOf(null, units, { form, basis: 'current', asOf: 9 }).cells['office.rate']?.value, 9901);
  });

  it('know the last moment of a day in the zone of the gate', () => {
    const due = { dueOn: civilDate('2017-06-19') };
    const on = civilDate('2017-06-25');

    assert.equal(timelinessOf(due, instant('2017-06-19T15:59:59.999Z'), on), 'on-time');
    assert.equal(timelinessOf(due, instant('2017-06-19T16:00:00.000Z'), on), 'late');
    assert.equal(timelinessOf(due, null, civilDate('2017-06-19')), 'pending');
    assert.equal(timelinessOf(due, null, civilDate('2017-06-20')), 'missing');
  });
});
