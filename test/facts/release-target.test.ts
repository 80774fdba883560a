import assert from 'node:assert/strict';
import { targetRelation } from '../../src/facts/system/operating-system-target.ts';
import { statedSystem } from '../../src/facts/system/stated-system.ts';
import { givenInput, givenLineWith, type OperatingSystem } from './support.ts';

/** By the products that the rules know. */
function relationOf(system: Partial<OperatingSystem>): string | undefined {
  const line = givenLineWith(system);
  const input = givenInput({ order: { lines: [line] } });
  return targetRelation(input, statedSystem(input, line));
}

describe('a release that will be installed under the licence of another', () => {
  const KNOWN: readonly (readonly [string, string, string | undefined])[] = [
    ['25H2', '24H2', 'same'],
    ['11', '11 25H2', 'same'],
    ['25H2', '10 22H2', 'downgrade-without-right'],
    ['25H2', '10', 'downgrade-without-right'],
    ['25H2', '27H2', undefined],
  ];
  for (const [version, target, relation] of KNOWN) {
    it(`is ${relation ?? 'missing'} with Windows ${target} under a licence of Windows 11 ${version}`, () => {
      const windows = { product: 'Windows 11', edition: 'Pro', version, target: { version: target } };

      assert.equal(relationOf(windows), relation);
    });
  }

  it('is the same with a service pack, though nobody knows the day of either', () => {
    const kylin = { product: 'Kylin Desktop', edition: null, version: 'V10' };

    assert.equal(relationOf({ ...kylin, target: { version: 'V10 SP1' } }), 'same');
    assert.equal(relationOf({ ...kylin, target: { version: 'V11' } }), undefined);
  });

  it('is above a licence of Windows 10, and another long-term release is above its own', () => {
    const of = (version: string, target: string) =>
      relationOf({ product: 'Windows', edition: 'Enterprise', version, target: { version: target } });

    assert.deepEqual(
      [of('10 22H2', '11 21H2'), of('10 LTSC 2019', '10 LTSC 2021'), of('10 LTSC 2021', '10 LTSC 2019')],
      ['above-version', 'above-version', 'downgrade-without-right'],
    );
  });
});
