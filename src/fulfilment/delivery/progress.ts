/** How much of one line or plan item has come, in machines, pieces or seats; all of it less what went back. */
export interface PartProgress {
  /** Stated in a delivery. */
  readonly delivered: number;
  /** Found as contracted. */
  readonly accepted: number;
  /** Covered by proof; of a machine it is part of what is found on it, so all that came counts. */
  readonly proven: number;
  /** In the register. */
  readonly registered: number;
}

/** How far an order under contract has come. */
export interface OrderProgress {
  /** By number of the line. */
  readonly lines: ReadonlyMap<number, PartProgress>;
  /** By number of the plan item. */
  readonly items: ReadonlyMap<number, PartProgress>;
}

export const NOTHING_CAME: PartProgress = { delivered: 0, accepted: 0, proven: 0, registered: 0 };

export const NO_PROGRESS: OrderProgress = { lines: new Map(), items: new Map() };
