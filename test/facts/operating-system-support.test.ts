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
    { says: 'no version, as the newest on sale', version: null, support: 'supported', endsOn: null },
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
    assert.deepEqual([of('Windows 7'), of('Windows 11')], ['ended-by-delivery', 'supported']);
  });

  it('is that of the newest version on sale where the version is only the number of the product', () => {
    const versions = [
      { version: '23H2', releasedOn: day('2023-10-31'), supportEndsOn: day('2025-11-11') },
      { version: '24H2', releasedOn: day('2024-10-01'), supportEndsOn: null },
      { version: '27H2', releasedOn: day('2027-10-01'), supportEndsOn: day('2027-11-01') },
    ];
    const of = (version: string) =>
      factsOf({ product: 'Example 11', version }, withProduct({ name: 'Example 11', versions }))['line.os.support'];
    assert.deepEqual([of('11'), of('23H2'), of('12')], ['supported', 'ended-by-delivery', undefined]);
  });

  it('is over for Windows 7 and 10, and not for Windows 11', () => {
    const of = (version: string) => factsOf({ product: 'Microsoft Windows', version })['line.os.support'];
    assert.deepEqual([of('7'), of('10'), of('11')], ['ended-by-delivery', 'ended-by-delivery', 'supported']);
  });
});
