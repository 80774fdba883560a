/** What came of an order, and what became of it. */
export interface Goods {
  /** Those that are as contracted, in the order in which they came. */
  readonly machines: Machine[];
  /** Machines that came and are not as contracted. */
  differing: number;
  /** By number of the plan item. */
  readonly items: Map<number, DeliveredUnits>;
}

export interface Machine {
  readonly serial: string;
  /** Still there; gone back to the supplier; or taken out of use, which no order knows of. */
  place: 'there' | 'returned' | 'retired';
  readonly seats: Seat[];
  /** What was installed with the seats that it was given when it came, or later. */
  readonly installed: Set<SeatKind>;
  /** Whether it was ever given a seat that an order held: then it was not there when somebody said what is installed. */
  wasHeldFor: boolean;
}

/** A seat of a machine: bought with it, held for it, or given to it by hand. */
export interface Seat {
  readonly kind: SeatKind;
  readonly source: 'bought' | 'held' | 'by-hand';
}

export type SeatKind = 'office' | 'antivirus-client';

/** Seats of a plan item: how many came, how many of them match, and how many are given to machines. */
export interface DeliveredUnits {
  seats: number;
  matched: number;
  given: number;
}

export const ITEMS: readonly (readonly [number, SeatKind])[] = [
  [1, 'office'],
  [2, 'antivirus-client'],
];

export function noGoods(): Goods {
  const nothing = (): DeliveredUnits => ({ seats: 0, matched: 0, given: 0 });
  return { machines: [], differing: 0, items: new Map(ITEMS.map(([item]) => [item, nothing()])) };
}

/** What the order counts as come: whoever takes a machine out of use does not tell its order. */
export function acceptedMachines({ machines }: Goods): readonly Machine[] {
  return machines.filter(({ place }) => place !== 'returned');
}

export function cameOf({ items }: Goods, item: number): DeliveredUnits {
  const came = items.get(item);
  if (!came) throw new Error(`the plans of the model have no item ${item}`);
  return came;
}
