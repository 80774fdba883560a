import assert from 'node:assert/strict';
import { pieceSize } from '../../src/office/piece-size.ts';

describe('how many units a launch writes while others wait', () => {
  const sizesAfter = (unitsMax: number, ...tookMs: readonly number[]): readonly number[] => {
    const size = pieceSize({ unitsMin: 10, unitsMax });
    return [
      size.units(),
      ...tookMs.map((ms) => {
        size.took(ms);
        return size.units();
      }),
    ];
  };

  it('shrinks at once to what takes about 15 ms', () => {
    assert.deepEqual(sizesAfter(100, 5, 5, 5, 30), [10, 15, 23, 35, 17]);
  });

  it('grows by steps on a machine that has time, and never beyond what it may', () => {
    assert.deepEqual(sizesAfter(30, 1, 1, 1, 1), [10, 15, 23, 30, 30]);
  });

  it('stays as large as the least, or a launch would have no end on a busy machine', () => {
    assert.deepEqual(sizesAfter(100, 5, 5_000, 5_000), [10, 15, 10, 10]);
  });

  it('is what it was told where that is less', () => {
    assert.deepEqual(sizesAfter(3, 1, 5_000), [3, 3, 3]);
  });
});
