import { type Item, isStop, STOP } from './line-phrases.ts';
import type { BareWords } from './line-words.ts';

export type BareRole = keyof BareWords;

/** What is said between two commas, as words that tell of systems. */
export type Breath = readonly Item<BareRole>[];

export function is(...roles: readonly BareRole[]): (item: Item<BareRole> | undefined) => boolean {
  return (item) => item?.role !== undefined && roles.includes(item.role);
}

export const isSystem = is('systems', 'named', 'keys', 'whole');

export function breathsOf(items: Breath): readonly Breath[] {
  const ends = items.flatMap(({ tokens: [token] }, place) => (token === STOP ? [place] : []));
  return [...ends, items.length].map((end, place) => items.slice((ends[place - 1] ?? -1) + 1, end));
}

/** How far a system and what is said of it may stand apart. */
export const REACH = 14;

/** The first place from there on, and within reach, of which that is so; -1 where there is none. */
export function placeFrom(
  breath: Breath,
  from: number,
  isSo: (item: Item<BareRole>, place: number) => boolean,
): number {
  const ahead = breath.slice(from, from + REACH).findIndex((item, place) => isSo(item, from + place));
  return ahead < 0 ? -1 : from + ahead;
}

/** 系统无故障 tells of no lack of a system; 系统：无 does. */
export function isEnd(item: Item<BareRole> | undefined): boolean {
  return item === undefined || isStop(item) || item.isAfterGap;
}

/** Words in Latin letters have a blank between them. */
const LATIN = /^[a-z0-9 .]+$/;

export function isLatin(item: Item<BareRole> | undefined): boolean {
  return LATIN.test(item?.written ?? '');
}

/** A stretch of a breath, as the lists write its words. */
export function toldBetween(breath: Breath, from: number, to: number): string {
  return breath
    .slice(from, to + 1)
    .filter((item) => !isStop(item))
    .reduce((told, { written }) => `${told}${LATIN.test(told) && LATIN.test(written) ? ' ' : ''}${written}`, '');
}
