/** How long whoever decides may have to wait for a piece. Some take three times as long as the one before, so it is well below 50 ms. */
const PIECE_MS_AIM = 15;

export interface PieceSize {
  readonly units: () => number;
  /** How long the last piece has held the head. */
  readonly took: (ms: number) => void;
}

/** Pieces that are smaller still are mostly what each of them costs anyhow, and a launch on a busy machine has no end. */
export interface PieceLimits {
  readonly unitsMin: number;
  readonly unitsMax: number;
}

/** How many units are written while others wait: as many as this machine, as busy as it is, writes in about 15 ms. */
export function pieceSize({ unitsMin, unitsMax }: PieceLimits): PieceSize {
  const least = Math.min(unitsMin, unitsMax);
  let units = least;
  return {
    units: () => units,
    took: (ms) => {
      const fitting = Math.floor((units * PIECE_MS_AIM) / Math.max(ms, 1));
      // It grows by steps: a moment in which nothing else was done says little.
      units = Math.max(least, Math.min(unitsMax, fitting, Math.ceil(units * 1.5)));
    },
  };
}
