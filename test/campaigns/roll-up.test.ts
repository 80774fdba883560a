import assert from 'node:assert/strict';
import { timelinessOf } from '../../src/campaigns/asked/participant.ts';
import type { CompiledForm } from '../../src/campaigns/forms/compiled-form.ts';
import { shippedForms } from '../../src/campaigns/forms/shipped-forms.ts';
import { type StandingUnit, standingAt } from '../../src/campaigns/sums/counts.ts';
import { keptTogether } from '../../src/campaigns/sums/kept-together.ts';
import {
  type Basis,
  countingRevision,
  type Grouping,
  groupsOf,
  OTHER,
  readBy,
  sumOf,
  unitsOfRegion,
} from '../../src/campaigns/sums/roll-up.ts';
import { civilDate, instant } from '../../src/kernel/index.ts';
import { SEEDS, type World, worldOf } from './sums-world.ts';

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

  /** Who is told together where the sums are of what counts by a basis. */
  const togetherAt = (units: readonly StandingUnit[], basis: Basis, asOf: number) =>
    keptTogether(units, (unit) => countingRevision(unit, basis, asOf) !== undefined);

  for (const seed of SEEDS) {
    it(`are those of their parts by whatever they are grouped (seed ${seed})`, () => {
      const world = worldOf(seed);
      for (const basis of bases) {
        const asOf = seed % 3 === 0 ? Math.floor(world.size / 2) : world.size;
        const units = unitsAt(world, basis, asOf);
        const question = { form, basis, asOf };
        const whole = sumOf(null, units, question);
        for (const by of groupings) {
          const groups = groupsOf(units, { by, together: togetherAt(units, basis, asOf) });
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
        const units = unitsAt(world, 'filed', world.size);
        const groups = groupsOf(units, { by, together: togetherAt(units, 'filed', world.size) });
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
      const together = togetherAt(all, 'filed', 1_000);
      const rows = groupsOf(all, { by: 'region', together });
      const [, others = []] = rows.find(([key]) => key === OTHER) ?? [];
      for (const region of new Set(all.map(({ participant }) => participant.region))) {
        const { units, isJoined } = unitsOfRegion(all, { region, below: false, together });
        const own = all.filter(({ participant }) => participant.region === region);
        const isOther = own.length < all.length && own.some((unit) => others.includes(unit));
        assert.deepEqual([isJoined, units], [isOther, isOther ? others : own]);
        assert.ok(units.length >= 3 || units.length === all.length || !units.some(isClassified));
        if (isJoined) joined += 1;
      }
      const city = unitsOfRegion(all, { region: '421000', together });
      const cities = groupsOf(all, { by: 'region', level: 'city', together });
      const [, row] = cities.find(([, group]) => group.some((unit) => unit === city.units[0])) ?? [];
      if (city.units.length > 0) assert.deepEqual(city.units, row);
    }
    assert.ok(joined > 0);
    const all = unitsAt(worldOf(1), 'filed', 1_000);
    assert.deepEqual(unitsOfRegion(all, { region: '000000', together: [] }), { units: all, isJoined: false });
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
