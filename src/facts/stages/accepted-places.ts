import type { Machines } from '../../decisions/index.ts';
import { categoryOf } from '../../goods/index.ts';
import type { AcceptedLine, AcceptedOrder } from './accepted-order.ts';

/** Where machines that were found alike are pointed at: the first of them, or their list. No two groups share a place. */
export function placeOf({ machines: [first], isSerialKnown, proof }: AcceptedLine): string {
  return isSerialKnown || proof?.isBeyond ? first.pointer : first.place;
}

/** What stands elsewhere in a statement than in an order. */
export function placesIn({ machines: [first], proof }: AcceptedLine): Readonly<Record<string, string>> {
  const isInList = first.pointer !== first.place;
  return {
    // Its system stands with its list: a machine of it that no paper is left for is pointed at by its serial.
    ...(isInList && proof?.isBeyond && { '/computer/operatingSystem/evidence': '' }),
    '/computer': '',
    // In a list the serial is the machine itself.
    '/serial': isInList ? '' : '/serial',
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
