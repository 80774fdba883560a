import { type CutText, type Item, isStop, itemsOf, roleFinder, SOFT_STOP, STOP } from './line-phrases.ts';
import type { LineWords, UndoneWords } from './line-words.ts';

export const UNDONE_ROLES = [
  'moments',
  'handing',
  'denials',
  'preinstalling',
  'deeds',
  'passed',
] as const satisfies readonly (keyof UndoneWords)[];

/** Of two roles of one word the one that stands first here counts. */
const ROLES = ['innocent', 'forbidding', 'continued', 'systems', 'named', ...UNDONE_ROLES, 'of'] as const;
type Role = (typeof ROLES)[number];
type UndoneItem = Item<Role>;

/** The words by which a text says that the system is not there at delivery; nothing where the lists have no words for it. */
export function undoneReader(words: LineWords): (text: CutText) => readonly string[] {
  const { undone } = words;
  if (undone === undefined) return () => [];
  const { innocent, forbidding, continued, systems, named, suppliers } = words.bare;
  const { machine, family, perhaps } = words.roles;
  const finder = roleFinder<Role>(words, ROLES, {
    innocent,
    forbidding,
    continued,
    systems,
    named,
    ...undone,
    of: [...machine, ...family, ...perhaps, ...suppliers],
  });
  return (text) => {
    const breaths = breathsIn(itemsOf(text, finder));
    const isRefused = (breath: readonly UndoneItem[] | undefined): boolean => breath?.some(is('forbidding')) === true;
    return breaths.flatMap((breath, place) => {
      // 到货时未装系统，一律拒收 wants the system.
      if (isRefused(breath) || breaths[place + 1]?.[0]?.role === 'forbidding') return [];
      const told = undoneIn(breath);
      return told === undefined || isOneOfTwo(told, breaths)
        ? []
        : [told.flatMap((item) => (isStop(item) ? [] : [item.written])).join('')];
    });
  };
}

function is(...roles: readonly Role[]): (item: UndoneItem | undefined) => boolean {
  return (item) => item?.role !== undefined && roles.includes(item.role);
}

function breathsIn(items: readonly UndoneItem[]): readonly (readonly UndoneItem[])[] {
  const breaths: UndoneItem[][] = [[]];
  for (const item of items) {
    if (item.tokens[0] === STOP) breaths.push([]);
    else breaths.at(-1)?.push(item);
  }
  return breaths;
}

const isDeed = is('deeds', 'preinstalling', 'handing');
const isSystem = is('systems', 'named');
const isPassed = is('passed', 'moments', 'of', 'denials');

/** The stretch that says it, from the denial or the system before it up to the deed or the system behind it. */
function undoneIn(breath: readonly UndoneItem[]): readonly UndoneItem[] | undefined {
  if (!breath.some(is('moments', 'handing'))) return undefined;
  const denial = breath.findIndex(is('denials'));
  if (denial < 0) return undefined;
  // 不随机器交货: the last of them is the deed.
  const first = nextBut(breath, denial + 1, isPassed);
  const deed = isDeed(breath[first + 1]) ? nextBut(breath, first + 1, isPassed) : first;
  if (!isDeed(breath[deed])) return undefined;
  const behind = nextBut(breath, deed + 1, (item) => isPassed(item) || isDeed(item));
  if (isSystem(breath[behind])) return isEnd(breath[behind + 1]) ? breath.slice(denial, behind + 1) : undefined;
  // 出厂未装任何第三方软件 has another object.
  if (!isApart(breath[behind])) return undefined;
  // 操作系统：出厂未装 is told of the system as well.
  const before = breath.slice(0, denial).findLastIndex((item) => !isPassed(item) && item.tokens[0] !== SOFT_STOP);
  if (isSystem(breath[before])) return isOfOther(breath, before) ? undefined : breath.slice(before, deed + 1);
  return breath[deed]?.role === 'preinstalling' && isOfMachine(breath, before)
    ? breath.slice(denial, deed + 1)
    : undefined;
}

/** What is said without an object is said of the machine, unless other software stands before it. */
function isOfMachine(breath: readonly UndoneItem[], before: number): boolean {
  return before < 0 || (isApart(breath[before + 1]) && !is('innocent', 'continued')(breath[before]));
}

/** The first place from there on whose item is not passed over; the length of the breath where all are. */
function nextBut(breath: readonly UndoneItem[], from: number, isOver: (item: UndoneItem) => boolean): number {
  const ahead = breath.slice(from).findIndex((item) => !isOver(item));
  return ahead < 0 ? breath.length : from + ahead;
}

function isApart(item: UndoneItem | undefined): boolean {
  return item === undefined || isStop(item) || item.isAfterGap;
}

function isEnd(item: UndoneItem | undefined): boolean {
  return isApart(item) || is('passed')(item);
}

/** 教务系统 is a system of another kind. */
function isOfOther(breath: readonly UndoneItem[], system: number): boolean {
  const before = breath[system - 1];
  if (before === undefined || breath[system]?.isAfterGap || isStop(before)) return false;
  return before.role === undefined || before.role === 'innocent';
}

/** 出厂未装Windows beside 预装青麟 lacks nothing. */
function isOneOfTwo(told: readonly UndoneItem[], breaths: readonly (readonly UndoneItem[])[]): boolean {
  const isNamed = told.some(is('named')) && !told.some(is('systems'));
  return isNamed && breaths.flat().some((item) => item.role === 'named' && !told.includes(item));
}
