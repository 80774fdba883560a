import { sha256 } from '../../kernel/index.ts';

/**
 * Of a population of up to so many orders, equal ones are sorted by their lots. Of a larger one their groups are sorted by lot
 * first, so that only as many groups are read as a sample needs. Samples of earlier versions were of no more orders than this.
 */
export const WHOLE_MAX = 200_000;

/** Decides among orders that are equal otherwise: a hash of the seed and the order, which nobody can choose. */
export function lotOf(orderId: string, seed: string): string {
  return hexOf(`${seed}\n${orderId}`);
}

/** Of 256 groups of about the same size the one in which an order is, whatever the seed: two hexadecimal digits. */
export function lotGroupOf(orderId: string): string {
  return hexOf(orderId).slice(0, 2);
}

/** All groups in the order in which a seed takes them. */
export function lotGroupsBy(seed: string): readonly string[] {
  const groups = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0'));
  const lots = new Map(groups.map((group) => [group, lotOf(group, seed)]));
  return groups.toSorted((one, other) => (String(lots.get(one)) < String(lots.get(other)) ? -1 : 1));
}

function hexOf(words: string): string {
  return sha256(words).toString('hex');
}
