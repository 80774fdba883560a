/** Old machine → order → whose it is. */
export type AgenciesByOrder = Map<string, Map<string, string>>;

/** What is known of old machines that orders of a batch replace. */
export interface OldMachines {
  /** By live orders: the books keep it up to date. */
  readonly replacedBy: AgenciesByOrder;
  /** By what came of contracts that stand no more, or not as they did. */
  readonly came: Map<string, Map<string, { readonly agencyCode: string; readonly isCertain: boolean }>>;
  /** Device → others of the register with its mainboard. */
  readonly sameMainboards: ReadonlyMap<string, readonly string[]>;
}
