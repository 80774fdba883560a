/** How long whoever decides may have to wait for a piece. */
const PIECE_MS_AIM = 30;
const UNITS_MIN = 10;
/** Until it is known how fast the machine is. */
const UNITS_FIRST = 25;

export interface PieceSize {
  readonly units: () => number;
  /** How long the last piece has held the head. */
  readonly took: (ms: number) => void;
}

/** How many units are written while others wait: as many as this machine, as busy as it is, writes in about 30 ms. */
export function pieceSize(unitsMax: number): PieceSize {
  const least = Math.min(UNITS_MIN, unitsMax);
  let units = Math.min(UNITS_FIRST, unitsMax);
  return {
    units: () => units,
    took: (ms) => {
      const fitting = Math.floor((units * PIECE_MS_AIM) / Math.max(ms, 1));
      // It grows by steps: a moment in which nothing else was done says little.
      units = Math.max(least, Math.min(unitsMax, fitting, units * 2));
    },
  };
}
