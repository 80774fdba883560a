import assert from 'node:assert/strict';
import { percentOf } from '../../src/documents/rate.ts';

describe('a rate', () => {
  const CASES: readonly (readonly [string, number, number, string | null])[] = [
    ['is the part of the whole in percent with two places', 3, 8, '37.50'],
    ['is nought where nothing is spent', 0, 100, '0.00'],
    ['may be more than a hundred', 250, 100, '250.00'],
    ['is nothing where there is nothing to divide by', 5, 0, null],
    ['is rounded half up: 0.125 % of a fen', 1, 800, '0.13'],
    ['is rounded down just below the half', 1_249, 1_000_000, '0.12'],
    ['is below nought where more was used than there was', -1, 3, '-33.33'],
    [
      'is exact where amounts times ten thousand leave the safe range',
      9_007_199_254_740_991,
      9_007_199_254_740_991,
      '100.00',
    ],
  ];
  for (const [says, part, whole, rate] of CASES) {
    it(says, () => assert.equal(percentOf(part, whole), rate));
  }

  it('is never a negative nought', () => assert.equal(percentOf(-1, 1_000_000), '0.00'));
});
