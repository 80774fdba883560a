import type { Machines } from '../../decisions/index.ts';
import { categoryOf } from '../../goods/index.ts';
import type { AcceptedLine, AcceptedOrder } from './accepted-order.ts';

/** Where machines that were found alike are pointed at: the first of them, or their list. No two groups share a place. */
export function placeOf({ machines: [first], isSerialKnown }: AcceptedLine): string {
  return isSerialKnown ? first.pointer : first.place;
}

/** What stands elsewhere in a statement than in an order. */
export function placesIn({ machines: [first] }: AcceptedLine): Readonly<Record<string, string>> {
  return {
    '/computer': '',
    // In a list the serial is the machine itself.
    '/serial': first.pointer === first.place ? '/serial' : '',
    '/evidence': '/operatingSystem/evidence',
  };
}

/** The machines of each group, which waivers for machines are counted by. */
export function machinesJudged({ order, lines }: AcceptedOrder): readonly Machines[] {
  return lines.flatMap((line, index) => {
    const judged = order.lines[index];
    if (!line || !judged) return [];
    return [{ pointer: placeOf(line), category: categoryOf(judged), quantity: line.machines.length }];
  });
}
