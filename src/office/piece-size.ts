/** How long whoever decides may have to wait for a piece. */
const PIECE_MS_AIM = 30;
/** As many as are counted at once: with fewer, what each piece costs anyhow is most of it, and a launch has no end. */
const UNITS_MIN = 25;

export interface PieceSize {
  readonly units: () => number;
  /** How long the last piece has held the head. */
  readonly took: (ms: number) => void;
}

/** How many units are written while others wait: as many as this machine, as busy as it is, writes in about 30 ms. */
export function pieceSize(unitsMax: number): PieceSize {
  const least = Math.min(UNITS_MIN, unitsMax);
  let units = least;
  return {
    units: () => units,
    took: (ms) => {
      const fitting = Math.floor((units * PIECE_MS_AIM) / Math.max(ms, 1));
      // It grows by steps: a moment in which nothing else was done says little.
      units = Math.max(least, Math.min(unitsMax, fitting, units * 2));
    },
  };
}
