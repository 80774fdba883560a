import { type CutText, type Item, isStop, itemsOf, LIST, roleFinder, SOFT_STOP, STOP } from './line-phrases.ts';
import type { BareWords, LineWords } from './line-words.ts';

type BareRole = keyof BareWords;

/** Of two roles of one word the one that stands first here counts. */
export const BARE_ROLES: readonly BareRole[] = [
  'innocent',
  'signs',
  'atEnd',
  'forbidding',
  'apart',
  'endings',
  'suppliers',
  'negators',
  'named',
  'systems',
  'keys',
  'listing',
  'agents',
  'doing',
  'affirming',
  'between',
  'continued',
];

/** The words by which a text tells that a machine comes without a genuine system. */
export function bareReader(words: LineWords): (text: CutText) => readonly string[] {
  const { machine, family, measure } = words.roles;
  // 台式机系统 is its system; 教务系统 is another one.
  const between = [...words.bare.between, ...machine, ...family, ...measure];
  const finder = roleFinder(words, BARE_ROLES, { ...words.bare, between });
  return (text) => {
    const breaths = breathsOf(itemsOf(text, finder)).filter(
      (breath, place, all) => !breath.some(is('forbidding')) && !is('forbidding')(all[place + 1]?.[0]),
    );
    const lacking = breaths.flatMap((breath) => lackingIn(breath));
    // Without Windows is not without a system where another one is named.
    const isAnotherNamed = breaths.some((breath) =>
      breath.some((item, place) => item.role === 'named' && !lacking.some((lack) => lack.covers(breath, place))),
    );
    return [
      ...breaths.flatMap(signsIn),
      ...lacking.flatMap(({ told, isNamed }) => (isNamed && isAnotherNamed ? [] : [told])),
    ];
  };
}

type Breath = readonly Item<BareRole>[];

function is(...roles: readonly BareRole[]): (item: Item<BareRole> | undefined) => boolean {
  return (item) => item?.role !== undefined && roles.includes(item.role);
}

const isSystem = is('systems', 'named', 'keys');

function breathsOf(items: Breath): readonly Breath[] {
  const ends = items.flatMap(({ tokens: [token] }, place) => (token === STOP ? [place] : []));
  return [...ends, items.length].map((end, place) => items.slice((ends[place - 1] ?? -1) + 1, end));
}

function signsIn(breath: Breath): readonly string[] {
  return breath.flatMap((item, place) => {
    const isSign = item.role === 'signs' || (item.role === 'atEnd' && isEnd(breath[place + 1]));
    if (!isSign) return [];
    const before = breath.slice(0, place).findLast((each) => !is('between', 'affirming')(each));
    const isOfOther = is('negators')(before) || is('innocent')(breath[place + 1]);
    return isOfOther ? [] : [item.written];
  });
}

/** Words in Latin letters have a blank between them. */
const LATIN = /^[a-z0-9 .]+$/;

interface Lack {
  readonly told: string;
  readonly isNamed: boolean;
  readonly covers: (breath: Breath, place: number) => boolean;
}

function lackingIn(breath: Breath): readonly Lack[] {
  const lackAt = (from: number, to: number): Lack => ({
    told: breath
      .slice(from, to + 1)
      .filter((item) => !isStop(item))
      .reduce((told, { written }) => `${told}${LATIN.test(told) && LATIN.test(written) ? ' ' : ''}${written}`, ''),
    isNamed: breath.slice(from, to + 1).some(is('named')),
    covers: (other, place) => other === breath && place >= from && place <= to,
  });
  return breath.flatMap((item, place) => {
    const after = is('negators', 'atEnd', 'apart')(item) ? systemAfter(breath, place) : undefined;
    const ending = isSystem(item) ? endingAfter(breath, place) : undefined;
    return [after, ending].flatMap((to) => (to === undefined ? [] : [lackAt(place, to)]));
  });
}

/** A negator reaches the system behind it over words such as 任何, unless the system is only the beginning of a word. */
function systemAfter(breath: Breath, negator: number): number | undefined {
  const isPassed = is('between', 'affirming', 'doing', 'suppliers');
  const from = placeFrom(breath, negator + 1, (item) => item.tokens[0] !== SOFT_STOP && !isPassed(item));
  // 显示器自备 正版系统: what is left to somebody stands before it.
  const isOfAnother = breath[negator]?.role === 'apart' && breath[from]?.isAfterGap;
  if (!isSystem(breath[from])) return systemInList(breath, negator);
  const to = lastOfSystem(breath, from);
  // 无授权书 lacks a paper.
  const isOther = is('keys')(breath[to]) ? !isEnd(breath[to + 1]) : is('continued')(breath[to + 1]);
  return isOfAnother || isOther ? undefined : to;
}

/** 不含键鼠、操作系统 lacks both; a system that is told further is told of itself. */
function systemInList(breath: Breath, negator: number): number | undefined {
  const isEndOfList = (item: Item<BareRole>): boolean => item.isAfterGap || is('negators', 'continued', 'signs')(item);
  const end = placeFrom(breath, negator + 2, isEndOfList);
  const from = placeFrom(breath, negator + 2, (item, place) => isSystem(item) && isListed(breath[place - 1]));
  if (from < 0 || (end >= 0 && end <= from)) return undefined;
  const to = lastOfSystem(breath, from);
  const isAffirmed = to > from && is('keys')(breath[to]);
  return !isAffirmed && (isEnd(breath[to + 1]) || isListed(breath[to + 1])) ? to : undefined;
}

function isListed(item: Item<BareRole> | undefined): boolean {
  return item?.tokens[0] === LIST || is('listing')(item);
}

/** Windows系统 is one system; behind a blank another one may begin. */
function lastOfSystem(breath: Breath, from: number): number {
  const end = placeFrom(breath, from + 1, (item) => !isSystem(item) || item.isAfterGap);
  return (end < 0 ? Math.min(breath.length, from + 1 + REACH) : end) - 1;
}

/** How far a system and what is said of it may stand apart. */
const REACH = 14;

/** The first place from there on, and within reach, of which that is so; -1 where there is none. */
function placeFrom(breath: Breath, from: number, isSo: (item: Item<BareRole>, place: number) => boolean): number {
  const ahead = breath.slice(from, from + REACH).findIndex((item, place) => isSo(item, from + place));
  return ahead < 0 ? -1 : from + ahead;
}

function endingAfter(breath: Breath, system: number): number | undefined {
  if (isOfOther(breath, system)) return undefined;
  const from = lastOfSystem(breath, system) + 1;
  for (let place = from; place < Math.min(breath.length, from + REACH); place += 1) {
    const item = breath[place];
    // 系统正版 另购显示器: behind a blank it may be said of what follows.
    const isOfNext = item?.role === 'apart' && item.isAfterGap && !isEnd(breath[place + 1]);
    if (is('endings', 'apart')(item) && !isOfNext) return place;
    // 系统到货找人装: what others do to it later is not done yet.
    if (is('doing')(item) && breath.slice(from, place).some(is('agents'))) return place;
    if (is('negators')(item) && isEnd(breath[place + 1])) return place;
    if (item === undefined || is('continued', 'affirming', 'negators', 'innocent', 'suppliers')(item)) return undefined;
    // Behind a blank or a bracket another thing may be spoken of, so only words of no account are passed there.
    const isApart = item.isAfterGap || breath[place - 1]?.tokens[0] === SOFT_STOP;
    if (isApart && !is('between', 'agents')(item) && !isStop(item)) return undefined;
  }
  return undefined;
}

/** 教务系统 is a system of another kind, and so is whatever stands before 系统 and no list explains. */
function isOfOther(breath: Breath, system: number): boolean {
  const before = breath[system - 1];
  if (before === undefined || breath[system]?.isAfterGap || isStop(before)) return false;
  return is('innocent')(before) || (before.role === undefined && WORD.test(before.tokens[0] ?? ''));
}

/** No number, and no single letter such as the G of 512G. */
const WORD = /\p{Script=Han}|[a-z]{2}/u;

/** 系统无故障 tells of no lack of a system; 系统：无 does. */
function isEnd(item: Item<BareRole> | undefined): boolean {
  return item === undefined || isStop(item) || item.isAfterGap;
}
