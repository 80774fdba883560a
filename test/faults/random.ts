import { LONG_SEED } from '../support/long.ts';

/** Random numbers that a printed seed brings back. */
export interface Random {
  readonly seed: number;
  /** At least `min` and at most `max`. */
  readonly whole: (min: number, max: number) => number;
}

export function randomFrom(seed = LONG_SEED ?? Date.now() % 2 ** 31): Random {
  let state = seed;
  // Mulberry32: 32 bits of state are plenty for choosing acts and moments.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, whole: (min, max) => min + Math.floor(next() * (max - min + 1)) };
}
