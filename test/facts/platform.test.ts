import assert from 'node:assert/strict';
import { candidateProducts } from '../../src/facts/products.ts';
import { linePlatform, platformFit } from '../../src/facts/system/platform.ts';
import { givenComputer, givenInput, givenLine, givenLineWith } from './support.ts';

const products = candidateProducts(givenInput());

describe('platform of a line', () => {
  const cases: readonly [string, Parameters<typeof linePlatform>[0], string | null, string | null][] = [
    ['is the family of the product and the architecture', givenLineWith({}), 'linux', 'arm64'],
    [
      'is that of the system that will be installed',
      givenLineWith({ target: { product: 'Windows' } }),
      'windows',
      'arm64',
    ],
    ['is unknown when nobody knows the system', givenLineWith({ product: 'Homemade OS' }), 'unknown', 'arm64'],
    ['is open while no system is named', givenLineWith({ product: null }), null, 'arm64'],
    ['is open while a system is only required', givenLineWith({ state: 'required' }), null, 'arm64'],
    ['is open on a bare machine', givenLineWith({ state: 'none' }), null, 'arm64'],
    ['is open without a processor', givenLine({ computer: givenComputer({ cpu: null }) }), 'linux', null],
  ];
  for (const [says, line, family, architecture] of cases) {
    it(says, () => assert.deepEqual(linePlatform(line, products), { family, architecture }));
  }
});

describe('fit of software to a machine', () => {
  const cases: readonly [string, readonly string[], string | null, string | null, string][] = [
    ['same family and architecture', ['linux-arm64'], 'linux', 'arm64', 'fits'],
    ['one platform of several', ['windows-x64', 'linux-arm64'], 'linux', 'arm64', 'fits'],
    ['another architecture', ['linux-x64'], 'linux', 'arm64', 'misfits'],
    ['another family', ['windows-arm64'], 'linux', 'arm64', 'misfits'],
    ['an architecture alone', ['arm64'], 'linux', 'arm64', 'fits'],
    ['a wrong architecture alone', ['x64'], 'linux', 'arm64', 'misfits'],
    ['an unknown family on the right architecture', ['linux-arm64'], 'unknown', 'arm64', 'unknown'],
    ['an unknown family on a wrong architecture', ['linux-x64'], 'unknown', 'arm64', 'misfits'],
    ['an unknown family and an architecture alone', ['arm64'], 'unknown', 'arm64', 'fits'],
    ['nothing stated about the machine', ['windows-x64'], null, null, 'fits'],
    ['only the family stated, and another', ['windows-x64'], 'linux', null, 'misfits'],
    ['32 bits on a machine of 64', ['windows-x86'], 'windows', 'x64', 'fits'],
    ['64 bits on a machine of 32', ['windows-x64'], 'windows', 'x86', 'misfits'],
    ['no platforms stated', [], 'linux', 'arm64', 'fits'],
  ];
  for (const [says, platforms, family, architecture, fit] of cases) {
    it(`${says}: ${fit}`, () => assert.equal(platformFit(platforms, { family, architecture }), fit));
  }
});
