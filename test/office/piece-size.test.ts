import assert from 'node:assert/strict';
import { pieceSize } from '../../src/office/piece-size.ts';

describe('how many units a launch writes while others wait', () => {
  const sizesAfter = (unitsMax: number, ...tookMs: readonly number[]): readonly number[] => {
    const size = pieceSize(unitsMax);
    return [
      size.units(),
      ...tookMs.map((ms) => {
        size.took(ms);
        return size.units();
      }),
    ];
  };

  it('shrinks at once to what takes about 30 ms', () => {
    assert.deepEqual(sizesAfter(100, 10, 10, 75), [25, 50, 100, 40]);
  });

  it('grows by steps on a machine that has time, and never beyond what it may', () => {
    assert.deepEqual(sizesAfter(100, 1, 1, 1), [25, 50, 100, 100]);
  });

  it('stays as large as what is counted at once, or a launch would have no end on a busy machine', () => {
    assert.deepEqual(sizesAfter(100, 10, 5_000, 5_000), [25, 50, 25, 25]);
  });

  it('is what it was told where that is less', () => {
    assert.deepEqual(sizesAfter(3, 1, 5_000), [3, 3, 3]);
  });
});
