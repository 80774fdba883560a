/** How many there are of something that the report counts, and what they come to. */
export interface CountRow {
  readonly name: string;
  readonly count: number;
  readonly amount: number | null;
}

export interface FiredRow {
  readonly rule: string;
  readonly fired: number;
  readonly waived: number;
}

export interface LedgerRow {
  readonly computers: number;
  /** Computers that need a licence of their own. */
  readonly licensable: number;
  readonly numbered: number;
  readonly seen: number;
  readonly stale: number;
}
