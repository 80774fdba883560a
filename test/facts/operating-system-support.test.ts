import assert from 'node:assert/strict';
import type { GatheredProduct } from '../../src/facts/gathered.ts';
import { operatingSystemFacts } from '../../src/facts/system/operating-system.ts';
import { civilDate as day } from '../../src/kernel/index.ts';
import type { Facts } from '../../src/rules/index.ts';
import {
  givenInput,
  givenLineWith,
  givenProduct,
  type InputChanges,
  type OperatingSystem,
  policyWithout,
} from './support.ts';

const EXAMPLE: Partial<OperatingSystem> = { product: 'Example OS', version: '2' };

function factsOf(system: Partial<OperatingSystem>, changes: InputChanges = {}): Facts {
  const line = givenLineWith(system);
  return operatingSystemFacts(givenInput({ ...changes, order: { lines: [line], ...changes.order } }), line);
}

function withProduct(changes: Partial<GatheredProduct> = {}): InputChanges {
  return { gathered: { products: [givenProduct(changes)] } };
}

describe('the support of an operating system', () => {
  const cases: readonly {
    says: string;
    version: string | null;
    order?: InputChanges['order'];
    decidedOn?: string;
    support: string | undefined;
    endsOn: string | null | undefined;
  }[] = [
    { says: 'an end on the day of delivery', version: '1', support: 'ended-by-delivery', endsOn: '2026-12-20' },
    {
      says: 'an end on the day after delivery',
      version: '1',
      order: { expectedDeliveryOn: '2026-12-19' },
      support: 'ends-within-life',
      endsOn: '2026-12-20',
    },
    {
      says: 'an end before a decision that came late',
      version: '1',
      decidedOn: '2026-12-21',
      order: { expectedDeliveryOn: '2026-12-01' },
      support: 'ended-by-delivery',
      endsOn: '2026-12-20',
    },
    {
      says: 'an end one day before six years',
      version: '2',
      order: { expectedDeliveryOn: '2026-12-21' },
      support: 'ends-within-life',
      endsOn: '2032-12-20',
    },
    { says: 'an end after six years', version: '2', support: 'supported', endsOn: '2032-12-20' },
    { says: 'no end announced', version: '3', support: 'supported', endsOn: null },
    { says: 'a version that is not registered', version: '4', support: undefined, endsOn: undefined },
    { says: 'no version, which is the matter of OS-02', version: null, support: 'not-stated', endsOn: null },
  ];
  for (const { says, version, order, decidedOn, support, endsOn } of cases) {
    it(`is ${support ?? 'missing'} with ${says}`, () => {
      const day = decidedOn === undefined ? {} : { decidedOn };
      const facts = factsOf({ product: 'Example OS', version }, { ...withProduct(), ...day, order: order ?? {} });

      assert.equal(facts['line.os.support'], support);
      assert.equal(facts['line.os.supportEndsOn'], endsOn);
    });
  }

  it('is missing while nobody says how long machines must last', () => {
    const policy = policyWithout('policy.hardware.minLifeYears');
    assert.equal('line.os.support' in factsOf(EXAMPLE, { ...withProduct(), policy }), false);
  });

  it('goes by the number in the name where no version is stated', () => {
    const of = (product: string) => factsOf({ product, version: null })['line.os.support'];
    assert.deepEqual([of('Windows 7'), of('Windows 11 24H2')], ['ended-by-delivery', 'ended-by-delivery']);
  });

  it('depends on the release where the version is only the number of the product, and not all of its releases live', () => {
    const versions = [
      { version: '23H2', releasedOn: day('2023-10-31'), supportEndsOn: day('2025-11-11') },
      { version: '24H2', releasedOn: day('2024-10-01'), supportEndsOn: null },
      { version: '27H2', releasedOn: day('2027-10-01'), supportEndsOn: day('2027-11-01') },
    ];
    const of = (version: string, own = versions) => {
      const facts = factsOf({ product: 'Example 11', version }, withProduct({ name: 'Example 11', versions: own }));
      return [facts['line.os.support'], facts['line.os.supportedReleases']];
    };
    assert.deepEqual(of('11'), ['release-not-stated', ['24H2']]);
    assert.deepEqual(of('11', versions.slice(1)), ['supported', []]);
    assert.deepEqual(of('23H2'), ['ended-by-delivery', []]);
    assert.deepEqual(of('12'), [undefined, []]);
  });

  it('is that of the edition, where a version ends on another day for each family of them', () => {
    const pro = ['Pro', '专业版'];
    const versions = [
      { version: '22H2', editions: pro, releasedOn: null, supportEndsOn: day('2024-10-08') },
      { version: '22H2', editions: ['Enterprise'], releasedOn: null, supportEndsOn: day('2036-10-14') },
    ];
    const of = (edition: string | null) =>
      factsOf({ product: 'Example', edition, version: '22H2' }, withProduct({ name: 'Example', versions }));
    const supports = ['Pro', 'ENTERPRISE', 'Supreme', null].map((edition) => of(edition)['line.os.support']);
    assert.deepEqual(supports, ['ended-by-delivery', 'supported', undefined, undefined]);
  });
});
