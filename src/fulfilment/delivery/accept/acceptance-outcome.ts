import { isOpen } from '../../../decisions/index.ts';
import { type OrderLine, type PlanItem, placeOf, type StatedItem, type StatedMachine } from '../../../facts/index.ts';
import type { JudgedDelivery } from '../decide-delivery.ts';

/** A machine of a delivery with the line that it was judged as, and what keeps it out of the register. */
export interface JudgedMachine {
  readonly machine: StatedMachine;
  readonly line: OrderLine;
  readonly because: readonly string[];
}

/** Licences for a plan item, and how many of them match. */
export interface JudgedLicence {
  readonly pointer: string;
  readonly stated: StatedItem;
  /** The item as it was judged: what was contracted with what was stated. */
  readonly item: PlanItem;
  readonly proofSeats: number;
  readonly matchedSeats: number;
  readonly because: readonly string[];
}

export interface DeliveryOutcome {
  readonly machines: readonly JudgedMachine[];
  readonly licences: readonly JudgedLicence[];
  readonly goods: readonly { readonly line: number; readonly quantity: number }[];
}

/**
 * What matches of a delivery: whatever no open finding points at, and no rule that could not be judged. A finding on the
 * order as a whole keeps nothing out, since what came is what it is; a delivery before the approval is none at all.
 */
export function outcomeOf(judged: JudgedDelivery): DeliveryOutcome {
  const { accepted, statement } = judged;
  const places = [...accepted.lines.flatMap((line) => (line ? [placeOf(line)] : [])), ...itemPlaces(judged)];
  const found = openAt(judged, places);
  const ofAll = found.get(WHOLE) ?? [];
  const becauseOf = (place: string): readonly string[] => [...ofAll, ...(found.get(place) ?? [])];
  const machines = accepted.lines.flatMap((accepting, index): readonly JudgedMachine[] => {
    const line = accepted.order.lines[index];
    if (!accepting || !line) return [];
    const open = becauseOf(placeOf(accepting));
    // A waiver may let the delivery pass; it makes no second device of one machine.
    const because = accepting.isSerialKnown && open.length === 0 ? ['ACC-01/serial-known'] : open;
    return accepting.machines.map((machine) => ({ machine, line, because }));
  });
  const licences = accepted.items.flatMap((accepting, index): readonly JudgedLicence[] => {
    const item = accepted.order.softwarePlan?.[index];
    if (!accepting || !item) return [];
    const { pointer, stated, proofSeats } = accepting;
    const because = becauseOf(pointer);
    // What the proof covers of the seats is accepted, and the others are not.
    const isKeptOut = because.some((finding) => finding !== 'ACC-01/proof-short');
    return [{ pointer, stated, item, proofSeats, matchedSeats: isKeptOut ? 0 : proofSeats, because }];
  });
  return { machines, licences, goods: ofAll.length > 0 ? [] : (statement.goods ?? []) };
}

function itemPlaces({ accepted }: JudgedDelivery): readonly string[] {
  return accepted.items.flatMap((item) => (item ? [item.pointer] : []));
}

/** The day of a delivery is that of everything in it. */
const WHOLE = '/acceptedOn';

function openAt({ judgement }: JudgedDelivery, places: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (pointer: string, what: string): void => {
    const place = pointer === WHOLE ? WHOLE : placeAt(pointer, places);
    if (place === undefined) return;
    found.set(place, [...(found.get(place) ?? []), what]);
  };
  for (const { rule, clause, pointer, ...finding } of judgement.findings)
    if (isOpen(finding)) add(pointer, `${rule}/${clause}`);
  for (const { rule, pointer } of judgement.indeterminate) add(pointer, `${rule}/indeterminate`);
  return found;
}

/** A machine of a list that is pointed at by itself stands below its list, so the longest place is meant. */
function placeAt(pointer: string, places: readonly string[]): string | undefined {
  return places
    .filter((place) => pointer === place || pointer.startsWith(`${place}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}
