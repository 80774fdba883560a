import assert from 'node:assert/strict';
import type { GatheredProduct } from '../../src/facts/gathered.ts';
import { operatingSystemFacts } from '../../src/facts/system/operating-system.ts';
import { civilDate as day } from '../../src/kernel/index.ts';
import type { Facts } from '../../src/rules/index.ts';
import {
  givenComputer,
  givenInput,
  givenLine,
  givenLineWith,
  givenProduct,
  givenSystem,
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

  it('is missing where it is said to have ended and nobody has read it, unless the policy takes every end as read', () => {
    const versions = [
      { version: '1', releasedOn: day('2020-01-01'), supportEndsOn: day('2025-01-01'), isEndUnverified: true },
      { version: '2', releasedOn: day('2021-01-01'), supportEndsOn: day('2028-01-01'), isEndUnverified: true },
    ];
    const of = (version: string, own = versions, policy = {}) => {
      const facts = factsOf(
        { product: 'Example', version },
        { ...withProduct({ name: 'Example', versions: own }), policy },
      );
      return [facts['line.os.support'], facts['line.os.supportEndsOn']];
    };
    const before = policyWithout('policy.os.unverifiedEndRefers');

    assert.deepEqual(of('1'), [undefined, undefined]);
    assert.deepEqual(of('2'), ['ends-within-life', '2028-01-01']);
    assert.deepEqual(of('1', versions, before), ['ended-by-delivery', '2025-01-01']);
    assert.deepEqual(of('1', versions.map(({ isEndUnverified: _unread, ...version }) => version) as typeof versions), [
      'ended-by-delivery',
      '2025-01-01',
    ]);
  });

  it('of a tablet is not asked wherever its release stands, unless the policy asks for it', () => {
    const of = (category: 'tablet' | 'desktop', product: string, version: string | null, policy = {}) => {
      const operatingSystem = givenSystem({ product, version, edition: null });
      const line = givenLine({ computer: givenComputer({ category, operatingSystem }) });
      const facts = operatingSystemFacts(givenInput({ policy, order: { lines: [line] } }), line);
      return facts['line.os.support'];
    };
    const before = policyWithout('policy.os.tabletSupportAsked');

    for (const [product, version] of [
      ['HarmonyOS', '4.2'],
      ['HarmonyOS 4.2', null],
      ['Android', '14'],
      ['HyperOS', '2'],
    ] as const)
      assert.equal(of('tablet', product, version), 'not-stated', product);
    assert.equal(of('tablet', 'HarmonyOS', '4.2', before), undefined);
    assert.equal(of('desktop', 'HarmonyOS', '4.2'), undefined);
    // What is not understood to the last word is asked for still.
    assert.equal(of('tablet', 'HarmonyOS', '4.2 精简'), undefined);
  });

  it('of a line without its release is open where all of its releases are said to have ended', () => {
    const versions = [
      { version: '23H2', releasedOn: day('2023-10-31'), supportEndsOn: day('2025-11-11'), isEndUnverified: true },
      { version: '24H2', releasedOn: day('2024-10-01'), supportEndsOn: day('2025-12-11'), isEndUnverified: true },
      { version: '25H2', releasedOn: day('2025-10-01'), supportEndsOn: null },
    ];
    const of = (own: readonly object[]) =>
      factsOf({ product: 'Example 11', version: '11' }, withProduct({ name: 'Example 11', versions: own as never }));

    assert.equal(of(versions.slice(0, 2))['line.os.support'], undefined);
    assert.equal(of(versions)['line.os.support'], 'release-not-stated');
  });
});
