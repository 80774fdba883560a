import assert from 'node:assert/strict';
import { crossedBetween, type Threshold, thresholdOf } from '../../src/budget/lines/threshold.ts';
import { fen } from '../../src/kernel/index.ts';

const measured = (appropriation: number, available: number, warnPercent: number | null) => ({
  appropriationFen: fen(appropriation),
  availableFen: fen(available),
  warnPercent,
});

const CASES: readonly (readonly [appropriation: number, available: number, warn: number | null, Threshold])[] = [
  [10_000, 10_000, null, 'none'],
  [10_000, 1, null, 'none'],
  [10_000, 0, null, 'stop'],
  [10_000, -1, null, 'negative'],
  [10_000, 2_001, 80, 'none'],
  [10_000, 2_000, 80, 'warn'],
  [10_000, 1_999, 80, 'warn'],
  [10_000, 0, 80, 'stop'],
  [10_000, -1, 80, 'negative'],
  [10_000, 1, 100, 'none'],
  [3, 2, 33, 'warn'],
  [3, 2, 34, 'none'],
  [0, 0, 80, 'stop'],
  [999_999_999_999_999, 1, 100, 'none'],
  [999_999_999_999_999, 9_999_999_999_999, 99, 'warn'],
  [999_999_999_999_999, 10_000_000_000_000, 99, 'none'],
];

describe('the threshold of a budget line', () => {
  for (const [appropriation, available, warn, threshold] of CASES) {
    const warning = warn === null ? 'no warning' : `a warning at ${warn} %`;
    it(`of ${appropriation} fen with ${available} left and ${warning} is ${threshold}`, () => {
      assert.equal(thresholdOf(measured(appropriation, available, warn)), threshold);
    });
  }

  it('is passed only upwards: whoever stays, or gets money back, passes none', () => {
    const [none, warn, stop, negative] = [5_000, 1_000, 0, -5].map((left) => measured(10_000, left, 80));
    assert.ok(none && warn && stop && negative);

    assert.deepEqual(
      [
        crossedBetween(none, warn),
        crossedBetween(none, stop),
        crossedBetween(warn, stop),
        crossedBetween(warn, negative),
      ],
      ['warn', 'stop', 'stop', 'negative'],
    );
    assert.deepEqual(
      [
        crossedBetween(warn, warn),
        crossedBetween(warn, none),
        crossedBetween(negative, stop),
        crossedBetween(none, none),
      ],
      [undefined, undefined, undefined, undefined],
    );
  });
});
