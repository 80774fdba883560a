/** How many there are of something that the report counts. */
export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

export interface EntitlementsRow {
  readonly standing: string;
  readonly channel: string;
  /** Whether they were acquired in the year. */
  readonly is_of_year: number;
  readonly count: number;
}

export interface FiredRow {
  readonly rule: string;
  readonly fired: number;
  readonly waived: number;
}
