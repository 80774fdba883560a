import { borrowedIn } from './line-borrowed.ts';
import {
  type BareRole,
  type Breath,
  breathsOf,
  is,
  isEnd,
  isLatin,
  isSystem,
  placeFrom,
  REACH,
  toldBetween,
} from './line-breaths.ts';
import { type CutText, type Item, isStop, itemsOf, LIST, NOTHING, roleFinder, SOFT_STOP } from './line-phrases.ts';
import { undoneReader } from './line-undone.ts';
import type { LineWords } from './line-words.ts';
import { wordsWithin } from './tokens.ts';

/** Lists that are younger than the first words for goods. */
export const LATER_BARE_ROLES: readonly BareRole[] = [
  'doubtful',
  'vouching',
  'sources',
  'doctored',
  'replacing',
  'charged',
  'whole',
];

/** Of two roles of one word the one that stands first here counts. */
export const BARE_ROLES: readonly BareRole[] = [
  'innocent',
  'signs',
  'atEnd',
  'doubtful',
  'forbidding',
  'charged',
  'apart',
  'endings',
  'suppliers',
  'negators',
  'named',
  'systems',
  'keys',
  'doctored',
  'replacing',
  'sources',
  'listing',
  'agents',
  'doing',
  'affirming',
  'whole',
  'between',
  'continued',
  'vouching',
];

const NO_LATER_WORDS = { doubtful: [], vouching: [], sources: [], doctored: [], replacing: [], charged: [], whole: [] };

/** The words by which a text tells that a machine comes without a genuine system. */
export function bareReader(words: LineWords): (text: CutText) => readonly string[] {
  const { machine, family, measure } = words.roles;
  // 台式机系统 is its system; 教务系统 is another one.
  const between = [...words.bare.between, ...machine, ...family, ...measure];
  const finder = roleFinder(words, BARE_ROLES, { ...NO_LATER_WORDS, ...words.bare, between });
  // 永久激活 is said of genuine systems as well, which are named then.
  const isVouchedFor = wordsWithin(words.bare.vouching ?? [], words.foldings);
  const undoneIn = undoneReader(words);
  return (text) => {
    const items = itemsOf(text, finder);
    if (!items.some(mayTell)) return undoneIn(text);
    const breaths = breathsOf(items).filter(
      (breath, place, all) => !breath.some(is('forbidding')) && !is('forbidding')(all[place + 1]?.[0]),
    );
    const lacking = breaths.flatMap((breath) => lackingIn(breath));
    const isToldBeside = (isSo: (item: Item<BareRole>) => boolean): boolean =>
      breaths.some((breath) =>
        breath.some((item, place) => isSo(item) && !lacking.some((lack) => lack.covers(breath, place))),
      );
    // Without Windows is not without a system where another one is named, and without software where any is.
    const isExcused = ({ of }: Lack): boolean =>
      of !== 'system' && isToldBeside(of === 'named' ? is('named') : is('named', 'systems'));
    const doubtful = breaths.flatMap((breath) => signsIn(breath, 'doubtful'));
    const told = [
      ...breaths.flatMap((breath) => signsIn(breath, 'signs')),
      ...(doubtful.length > 0 && isVouchedFor(text.tokens) ? [] : doubtful),
      ...breaths.flatMap(borrowedIn),
      ...lacking.filter((lack) => !isExcused(lack)).map((lack) => lack.told),
    ];
    // What the other lists tell already is told once.
    return told.length > 0 ? told : undoneIn(text);
  };
}

/** Where no such word stands, and no stroke for an answer, nothing is told of a system that is missing. */
const isTelling = is(
  'signs',
  'atEnd',
  'doubtful',
  'negators',
  'apart',
  'agents',
  'endings',
  'charged',
  'sources',
  'doctored',
  'replacing',
);

function mayTell(item: Item<BareRole>): boolean {
  return isTelling(item) || item.tokens[0] === NOTHING;
}

function signsIn(breath: Breath, role: 'signs' | 'doubtful'): readonly string[] {
  return breath.flatMap((item, place) => {
    const isAtEnd = role === 'signs' && item.role === 'atEnd' && isEnd(breath[place + 1]);
    const isSign = item.role === role || isAtEnd;
    if (!isSign) return [];
    const before = breath.slice(0, place).findLast((each) => !is('between', 'affirming')(each));
    // 不装系统 lacks what 装系统 would bring.
    const isDenied = role === 'signs' && is('negators')(before);
    const isOfOther = isDenied || is('innocent')(breath[place + 1]);
    return isOfOther ? [] : [item.written];
  });
}

interface Lack {
  readonly told: string;
  /** What lacks: one system by its name, all software, or whatever system there may be. */
  readonly of: 'named' | 'whole' | 'system';
  readonly covers: (breath: Breath, place: number) => boolean;
}

function lackingIn(breath: Breath): readonly Lack[] {
  const lackAt = (from: number, to: number): Lack => ({
    told: toldBetween(breath, from, to),
    of: whatIsLacking(breath.slice(from, to + 1)),
    covers: (other, place) => other === breath && place >= from && place <= to,
  });
  return breath.flatMap((item, place) => {
    const after = is('negators', 'atEnd', 'apart')(item) ? systemAfter(breath, place) : undefined;
    const ending = isSystem(item) ? endingAfter(breath, place) : undefined;
    const others = is('agents')(item) ? systemOfOthers(breath, place) : undefined;
    return [after, ending, others].flatMap((to) => (to === undefined ? [] : [lackAt(place, to)]));
  });
}

/** 预装青麟，不含Windows lacks nothing; 自行安装Windows does, whatever else is there. */
function whatIsLacking(items: Breath): Lack['of'] {
  if (items.some(is('named'))) return items.some(is('negators', 'atEnd')) ? 'named' : 'system';
  return items.some(is('systems', 'keys')) ? 'system' : 'whole';
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

/** 学校安装系统: what others do is not delivered. */
function systemOfOthers(breath: Breath, agent: number): number | undefined {
  const doing = placeFrom(breath, agent + 1, (item) => !is('between')(item));
  const isApart = breath[doing]?.isAfterGap && !isLatin(breath[doing]);
  if (!is('doing')(breath[doing]) || isApart) return undefined;
  const from = placeFrom(breath, doing + 1, (item) => !is('between')(item));
  // 学校统一采购 青麟 names what is bought.
  const isOther = breath[from]?.isAfterGap && !isLatin(breath[doing]);
  if (!is('systems', 'named')(breath[from]) || isOther) return undefined;
  const to = lastOfSystem(breath, from);
  return isEnd(breath[to + 1]) && !is('keys')(breath[to]) ? to : undefined;
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

function endingAfter(breath: Breath, system: number): number | undefined {
  if (isOfOther(breath, system)) return undefined;
  const from = lastOfSystem(breath, system) + 1;
  let isSupplied = false;
  for (let place = from; place < Math.min(breath.length, from + REACH); place += 1) {
    const item = breath[place];
    if (is('charged')(item)) return place;
    // 系统由厂家装 is delivered, unless it has a price of its own.
    isSupplied ||= is('suppliers')(item);
    if (isSupplied && isEnd(breath[place + 1])) return undefined;
    if (isSupplied) continue;
    // 系统正版 另购显示器: behind a blank it may be said of what follows.
    const isOfNext = item?.role === 'apart' && item.isAfterGap && !isEnd(breath[place + 1]);
    if (is('endings', 'apart')(item) && !isOfNext) return place;
    // 系统到货找人装: what others do to it later is not done yet.
    if (is('doing')(item) && breath.slice(from, place).some(is('agents')))
      return isDoneToOther(breath, place) ? undefined : place;
    const isNothing = is('negators')(item) || item?.tokens[0] === NOTHING;
    if (isNothing && isEnd(breath[place + 1])) return place;
    if (item === undefined || is('continued', 'affirming', 'negators', 'innocent')(item)) return undefined;
    // Behind a blank or a bracket another thing may be spoken of, so only words of no account are passed there.
    const isApart = item.isAfterGap || breath[place - 1]?.tokens[0] === SOFT_STOP;
    if (isApart && !is('between', 'agents')(item) && !isStop(item)) return undefined;
  }
  return undefined;
}

/** 到货后学校装教务软件 does nothing to the system. */
function isDoneToOther(breath: Breath, doing: number): boolean {
  const end = placeFrom(breath, doing + 1, isEnd);
  const done = breath.slice(doing + 1, end < 0 ? breath.length : end);
  return done.some((item) => is('innocent', 'whole')(item)) && !done.some(is('systems', 'named', 'keys'));
}

/** 教务系统 is a system of another kind, and so is whatever stands before 系统 and no list explains. */
function isOfOther(breath: Breath, system: number): boolean {
  const before = breath[system - 1];
  if (before === undefined || breath[system]?.isAfterGap || isStop(before)) return false;
  return is('innocent')(before) || (before.role === undefined && WORD.test(before.tokens[0] ?? ''));
}

/** No number, and no single letter such as the G of 512G. */
const WORD = /\p{Script=Han}|[a-z]{2}/u;
