import assert from 'node:assert/strict';
import { oneATurn } from '../../src/kernel/index.ts';

describe('pieces of long work', () => {
  it('are made one after another in their order, each in a turn of its own, and go on after one that failed', async () => {
    let turn = 0;
    let isOver = false;
    const count = (): void => {
      turn += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const made: { readonly piece: number; readonly turn: number }[] = [];
    const make = (piece: number): number => {
      made.push({ piece, turn });
      if (piece === 2) throw new Error('piece 2 is broken');
      return piece;
    };

    const ends = await Promise.allSettled([1, 2, 3, 4].map((piece) => oneATurn(() => make(piece))));
    isOver = true;

    assert.deepEqual(
      made.map(({ piece }) => piece),
      [1, 2, 3, 4],
    );
    assert.equal(new Set(made.map((one) => one.turn)).size, 4);
    assert.deepEqual(
      ends.map((end) => (end.status === 'fulfilled' ? end.value : end.reason.message)),
      [1, 'piece 2 is broken', 3, 4],
    );
  });
});
