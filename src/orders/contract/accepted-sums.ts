/** What all deliveries of an order brought together, by line and by number of the plan item. */
export interface AcceptedSums {
  /** Machines and other goods that match; `returned` are among them. */
  readonly lines: ReadonlyMap<number, { readonly accepted: number; readonly returned: number }>;
  /** Seats that match, and how many of them the proofs cover. */
  readonly items: ReadonlyMap<number, { readonly accepted: number; readonly proofSeats: number }>;
}
