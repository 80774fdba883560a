import type { Schemas } from '../../client/operation.ts';
import type { Contracted } from './contracted.ts';

type Delivered = Pick<Schemas['PlannedAcceptance'], 'devices' | 'items' | 'goods'>;

/** A part of the contract of which something is still to be accepted. */
export interface LeftPart {
  readonly of: 'machines' | 'items' | 'goods';
  /** Of the line, or of the plan item. */
  readonly number: string;
  readonly what: string;
  readonly left: number;
}

/** What is still to be accepted after a delivery. What differs is not accepted, so it is still to come. */
export function leftAfter({ machines, items, goods }: Contracted, delivered: Delivered): readonly LeftPart[] {
  const cameOfLine = sums(delivered.devices.map(({ line, matched }) => [line, matched ? 1 : 0]));
  const cameOfItem = sums(delivered.items.map(({ item, matchedSeats }) => [item, matchedSeats]));
  const cameOfGoods = sums(delivered.goods.map(({ line, quantity }) => [line, quantity]));
  return [
    ...machines.map(({ line, what, outstanding }) => partOf('machines', line, what, outstanding, cameOfLine)),
    ...items.map(({ item, what, outstanding }) => partOf('items', item, what, outstanding, cameOfItem)),
    ...goods.map(({ line, what, outstanding }) => partOf('goods', line, what, outstanding, cameOfGoods)),
  ].filter(({ left }) => left > 0);
}

type Counts = ReadonlyMap<string, number>;

function partOf(of: LeftPart['of'], number: string, what: string, outstanding: number, came: Counts): LeftPart {
  return { of, number, what, left: outstanding - (came.get(number) ?? 0) };
}

function sums(counts: readonly (readonly [number, number])[]): Counts {
  const found = new Map<string, number>();
  for (const [number, count] of counts) found.set(String(number), (found.get(String(number)) ?? 0) + count);
  return found;
}
