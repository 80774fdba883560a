import type { Beginning, Item, Phrase } from './line-phrases.ts';
import type { LineRole } from './line-words.ts';
import { isNumber } from './tokens.ts';

/** What a phrase of a text names. */
export interface Mention {
  readonly is: 'machine' | 'perhaps' | 'none';
  /** Of the word that decides. */
  readonly role: LineRole | undefined;
  readonly written: string;
  readonly begins: Beginning;
  /** Nothing is said of it in the same breath, so it may be what is bought. */
  readonly isHead: boolean;
  /** So many of it, as of what is bought: 电脑2台. */
  readonly isCounted: boolean;
  /** It is bought, whatever it is bought with: 置换. */
  readonly isSupplied: boolean;
  /** Is for what is named before it: 打印机耗材. */
  readonly isForOthers: boolean;
}

/** What the whole text has that bears on a word such as 主机. */
export interface Beside {
  /** A configuration, a system: nothing but a computer has it. */
  readonly isSure: boolean;
  readonly roles: ReadonlySet<LineRole | undefined>;
}

/** Where a mention stands, and what its text has. */
export interface Mentioned {
  readonly phrases: readonly Phrase[];
  readonly place: number;
  readonly roles: ReadonlySet<LineRole | undefined>;
}

/** What a word such as 整机 is taken for where machines are counted by it. */
export type CountedReader = (mention: Mention, at: Mentioned) => Mention;

const NAMING: readonly (LineRole | undefined)[] = [
  'machine',
  'family',
  'series',
  'perhaps',
  'part',
  'inside',
  'peripheral',
  'goods',
  'care',
];
const MACHINES: readonly (LineRole | undefined)[] = ['machine', 'family', 'series', 'perhaps'];
const DEVICES: typeof MACHINES = [...MACHINES, 'peripheral'];

export function mentionsIn(
  phrases: readonly Phrase[],
  beside: Beside,
  whereCounted: CountedReader,
): readonly Mention[] {
  return phrases.flatMap((phrase, place) => {
    const named = mentionOf(phrase, beside);
    if (named === undefined) return [];
    const mention = whereCounted(named, { phrases, place, roles: beside.roles });
    const isCounted = phrase.begins !== 'gap' && isCount(phrases, place + 1);
    return [isCounted ? { ...mention, isCounted } : mention];
  });
}

/** 60台 behind a blank counts what stands before it, if that is not said beside other goods. */
function isCount(phrases: readonly Phrase[], at: number): boolean {
  // 20 套 may have a blank in it as well.
  const [number, measure = phrases[at + 1]?.items[0]] = phrases[at]?.items ?? [];
  return phrases[at]?.begins === 'gap' && isNumber(number?.tokens[0] ?? '') && measure?.role === 'measure';
}

function mentionOf(phrase: Phrase, beside: Beside): Mention | undefined {
  const { items, begins, goesOn } = phrase;
  const at = decidingPlace(items);
  const item = items[at];
  if (item?.role === undefined || begins === 'without' || isOfNoAccount(items, at)) return undefined;
  const isOfMachine = MACHINES.includes(item.role);
  if (isOfMachine && (isForOne(items, at) || isLicenceCount(items, at))) return undefined;
  const is = isOfMachine && !endsAsGoods(items, at) ? machineOrNot(items, at, beside) : 'none';
  const role = isOfMachine && is === 'none' ? 'goods' : roleOf(items, at);
  const isHead = !goesOn && !isDescribed(items, at);
  return {
    is,
    role,
    written: item.written,
    begins,
    isHead,
    isCounted: isCounted(items, at),
    isSupplied: items.some((each) => each.role === 'supply'),
    isForOthers: !isOfMachine && items.slice(0, at).some((each) => DEVICES.includes(each.role)),
  };
}

/** 维修服务 is 维修, whatever it is called behind that. */
function roleOf(items: readonly Item<LineRole>[], at: number): LineRole | undefined {
  const role = items[at]?.role;
  return role === 'goods' && items.slice(0, at).some((each) => each.role === 'care') ? 'care' : role;
}

/** 电池不可拆卸 and 内存16G tell of the machine before them. */
function isDescribed(items: readonly Item<LineRole>[], at: number): boolean {
  return items[at + 2]?.role === 'size' || items[at - 1]?.role === 'size' || items.slice(at + 1).some(isUnknownChinese);
}

/** 键盘利旧 is there already, and 电脑培训教室 is a place. */
function isOfNoAccount(items: readonly Item<LineRole>[], at: number): boolean {
  const isPlace = items.some(({ role }, place) => place > at && role === 'place' && items[place + 1]?.role !== 'for');
  return isPlace || items.at(-1)?.role === 'room' || items.slice(at).some(({ role }) => role === 'aside');
}

/** The last name in a phrase says what it is, but what is rented is named before that. */
function decidingPlace(items: readonly Item<LineRole>[]): number {
  const supply = items.findIndex(({ role }) => role === 'supply');
  const isNumberAt = (place: number): boolean => isNumber(items[place]?.tokens[0] ?? '');
  const isModel = (place: number): boolean =>
    isNumberAt(place + 1) || (items[place + 1]?.role === undefined && isNumberAt(place + 2));
  const isName = ({ role }: Item<LineRole>, place: number): boolean =>
    NAMING.includes(role) && (role !== 'series' || isModel(place));
  const rented = items.slice(0, Math.max(supply, 0)).findLastIndex(isName);
  const last = items.findLastIndex(isName);
  return rented >= 0 && !MACHINES.includes(items[last]?.role) ? rented : last;
}

function isForOne(items: readonly Item<LineRole>[], at: number): boolean {
  return items[at + 1]?.role === 'for' || items.slice(0, at).some(({ role }) => role === 'for-what-follows');
}

/** 200终端 counts licences. */
function isLicenceCount(items: readonly Item<LineRole>[], at: number): boolean {
  return items[at]?.role === 'perhaps' && isNumber(items[at - 1]?.tokens[0] ?? '');
}

/** 电脑绣花机 is no computer, though no list has it: goods often end in a character that many goods end in. */
function endsAsGoods(items: readonly Item<LineRole>[], at: number): boolean {
  // What is counted has been named: 电脑20台共用.
  if (isNumber(items[at + 1]?.tokens[0] ?? '') && items[at + 2]?.role === 'measure') return false;
  const rest = items.slice(at + 1).filter(({ role, tokens }, place) => {
    const isCounting = role === 'measure' && !isUnknownChinese(items[at + place]);
    return !isCounting && !isNumber(tokens[0] ?? '');
  });
  const last = rest.at(-1)?.role;
  const isGoods = last === 'head' || last === 'contrary' || last === 'measure';
  return isGoods && !rest.some(({ role }) => role === 'supply');
}

function machineOrNot(items: readonly Item<LineRole>[], at: number, { isSure, roles }: Beside): Mention['is'] {
  if (items[at]?.role !== 'perhaps') return 'machine';
  const inPhrase = new Set(items.map(({ role }, place) => (place === at ? undefined : role)));
  const before = items.slice(0, at);
  if (inPhrase.has('contrary')) return 'none';
  // 书记员用笔记本 is for somebody's use, and 台式电脑主机 says itself what it is.
  if (items[at - 1]?.role === 'for' || items[at - 1]?.role === 'machine') return 'machine';
  if (before.some(({ role }) => NAMING.includes(role) && !MACHINES.includes(role))) return 'none';
  if (inPhrase.has('support') || isSure) return 'machine';
  if (roles.has('contrary')) return 'none';
  if (roles.has('support') || roles.has('peripheral')) return 'machine';
  return before.some(isUnknownChinese) || isUnknownChinese(items[at + 1]) ? 'none' : 'perhaps';
}

function isUnknownChinese(item: Item<LineRole> | undefined): boolean {
  const { role, tokens: [token = ''] = [] } = item ?? {};
  return (role === undefined || role === 'head') && token.charCodeAt(0) > 127;
}

function isCounted(items: readonly Item<LineRole>[], at: number): boolean {
  const isNumberAt = (place: number): boolean => isNumber(items[place]?.tokens[0] ?? '');
  const isMeasureAt = (place: number): boolean => items[place]?.role === 'measure';
  const rest = items.slice(at + 1).filter(({ role }) => role !== 'filler');
  const isAll = items[at]?.role === 'machine' && rest.length === 1 && isNumber(rest[0]?.tokens[0] ?? '');
  const isBehind = items.some((_, place) => place > at && isNumberAt(place) && isMeasureAt(place + 1));
  return isAll || isBehind || isMeasureAt(at - 1) || isMeasureAt(at + 1);
}
