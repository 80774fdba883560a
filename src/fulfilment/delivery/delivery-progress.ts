import {
  type DeliveredBefore,
  isThereAlready,
  linesPricedIn,
  numberOfItem,
  type OrderLine,
  type OrderSubmission,
  type PlanItem,
} from '../../facts/index.ts';
import { kindOf } from '../../goods/index.ts';
import type { AcceptedSums } from '../../orders/index.ts';

export interface LineProgress {
  readonly line: OrderLine;
  readonly ordered: number;
  /** What matches and was not returned. */
  readonly accepted: number;
  readonly returned: number;
  readonly outstanding: number;
  /** Of what is accepted, how many are there with the machines that are priced in them. */
  readonly whole: number;
}

export interface ItemProgress {
  readonly number: number;
  readonly item: PlanItem;
  readonly ordered: number;
  readonly accepted: number;
  readonly proofSeats: number;
  readonly outstanding: number;
}

/** How far an order has come. */
export interface Progress {
  readonly lines: readonly LineProgress[];
  readonly items: readonly ItemProgress[];
  /** Every machine, every licence and all other goods have come, and are proven and registered. */
  readonly isComplete: boolean;
  readonly unregisteredDevices: number;
  readonly unregisteredSeats: number;
}

/** What was ordered against what was accepted, by the revision that was contracted. */
export function progressOf(body: OrderSubmission, sums: AcceptedSums): Progress {
  const items = (body.softwarePlan ?? []).map((item, index) => itemProgress(item, numberOfItem(item, index), sums));
  const came = body.lines.map((line) => lineProgress(line, { sums, items }));
  const accepted = new Map(came.map((one) => [one.line.line, one.accepted]));
  const acceptedOf = (number: number): number => accepted.get(number) ?? 0;
  const lines = came.map((line) => ({ ...line, whole: wholeGoods(body, line.line, acceptedOf) }));
  return {
    lines,
    items,
    isComplete: [...lines, ...items].every(({ outstanding }) => outstanding === 0),
    unregisteredDevices: sumOf(lines.filter(({ line }) => kindOf(line).isSerialised)),
    unregisteredSeats: sumOf(items),
  };
}

function sumOf(parts: readonly { readonly outstanding: number }[]): number {
  return parts.reduce((sum, { outstanding }) => sum + outstanding, 0);
}

/** Spare seats and site licences are there from the beginning. */
function itemProgress(item: PlanItem, number: number, { items }: AcceptedSums): ItemProgress {
  const ordered = item.seats ?? 0;
  const { accepted = 0, proofSeats = 0 } = isThereAlready(item)
    ? { accepted: ordered, proofSeats: ordered }
    : (items.get(number) ?? {});
  return { number, item, ordered, accepted, proofSeats, outstanding: Math.max(0, ordered - accepted) };
}

interface ProgressBasis {
  readonly sums: AcceptedSums;
  readonly items: readonly ItemProgress[];
}

function lineProgress(line: OrderLine, { sums, items }: ProgressBasis): Omit<LineProgress, 'whole'> {
  const bought = items.filter(({ item }) => item.orderLine === line.line);
  const ordered = line.quantity;
  if (kindOf(line).isLicence && bought.length > 0) {
    const accepted = shareOf(ordered, bought);
    return { line, ordered, accepted, returned: 0, outstanding: ordered - accepted };
  }
  const { accepted: had = 0, returned = 0 } = sums.lines.get(line.line) ?? {};
  const accepted = had - returned;
  return { line, ordered, accepted, returned, outstanding: Math.max(0, ordered - accepted) };
}

/** Goods have come as far as the machines inside them: half of the machines are half of the goods. */
export function wholeGoods(body: OrderSubmission, line: OrderLine, cameOf: (line: number) => number): number {
  const inside = linesPricedIn(body, line);
  return Math.min(
    cameOf(line.line),
    ...inside.map((machines) => Math.floor((cameOf(machines.line) * line.quantity) / machines.quantity)),
  );
}

/** A line of licences has come as far as the items of the plan that it buys, rounded down. */
function shareOf(quantity: number, bought: readonly ItemProgress[]): number {
  const ordered = bought.reduce((sum, item) => sum + item.ordered, 0);
  const accepted = bought.reduce((sum, item) => sum + Math.min(item.accepted, item.ordered), 0);
  return ordered === 0 ? quantity : Math.floor((quantity * accepted) / ordered);
}

/** What a further delivery is judged beside. */
export function deliveredIn({ lines, items }: AcceptedSums): DeliveredBefore {
  return {
    lines: Object.fromEntries([...lines].map(([line, { accepted, returned }]) => [line, accepted - returned])),
    items: Object.fromEntries([...items].map(([item, { accepted }]) => [item, accepted])),
  };
}

/** The sums with one more delivery. */
export function withDelivery(
  sums: AcceptedSums,
  delivery: {
    readonly devices: readonly { readonly line: number; readonly deviceId: string | null }[];
    readonly items: readonly { readonly item: number; readonly matchedSeats: number; readonly proofSeats: number }[];
    readonly goods: readonly { readonly line: number; readonly quantity: number }[];
  },
): AcceptedSums {
  const lines = new Map(sums.lines);
  const items = new Map(sums.items);
  const add = (line: number, quantity: number): void => {
    const { accepted = 0, returned = 0 } = lines.get(line) ?? {};
    lines.set(line, { accepted: accepted + quantity, returned });
  };
  for (const { line, deviceId } of delivery.devices) if (deviceId !== null) add(line, 1);
  for (const { line, quantity } of delivery.goods) add(line, quantity);
  for (const { item, matchedSeats, proofSeats } of delivery.items) {
    const had = items.get(item) ?? { accepted: 0, proofSeats: 0 };
    if (matchedSeats === 0) continue;
    items.set(item, { accepted: had.accepted + matchedSeats, proofSeats: had.proofSeats + proofSeats });
  }
  return { lines, items };
}
