import type { CountedReader, Mentioned } from './line-mentions.ts';
import type { Item } from './line-phrases.ts';
import type { CountedWords, LineRole, LineWords } from './line-words.ts';
import { isNumber } from './tokens.ts';

export const COUNTED_ROLES = ['words', 'own', 'measures', 'replacing', 'settings'] as const;

/**
 * 整机20台 says all that is said of what is bought, and nothing but a computer is bought under that name alone. Where other
 * goods are named, or the words before it are not known, it is theirs: 复印机整机1台.
 */
export function countedReader({ counted }: Pick<LineWords, 'counted'>): CountedReader {
  if (counted === undefined) return (mention) => mention;
  const lists = setsOf(counted);
  return (mention, where) => {
    const { items = [], begins } = where.phrases[where.place] ?? {};
    const at = items.findLastIndex(({ role, written }) => role === 'perhaps' && written === mention.written);
    if (!lists.words.has(mention.written) || where.roles.has('contrary')) return mention;
    if (at < 0 || !isCountedIn(lists, where, at)) return mention;
    const before = items.slice(0, at);
    if (!before.every((item) => isOfNoAccount(item) || lists.replacing.has(item.written))) return mention;
    const isReplaced = lists.replacing.has(wordBefore(where, at)?.written ?? '');
    const isOwn = lists.own.has(mention.written) && (begins === 'with' || isReplaced);
    // What is put in the place of another is a machine where that one was.
    const isOfMachines = isReplaced ? isOfComputers(lists, where) : isAlone(where);
    if (!isOwn && !isOfMachines) return mention;
    return {
      ...mention,
      is: 'machine',
      role: 'perhaps',
      isCounted: true,
      isSupplied: mention.isSupplied || isReplaced,
    };
  };
}

type Lists = Readonly<Record<keyof CountedWords, ReadonlySet<string>>>;

function setsOf({ words, own, measures, replacing, settings }: CountedWords): Lists {
  return {
    words: new Set(words),
    own: new Set(own),
    measures: new Set(measures),
    replacing: new Set(replacing),
    settings: new Set(settings),
  };
}

/** 20台 behind it or before it, or behind a blank. Notebooks of paper are counted in other measures. */
function isCountedIn({ measures }: Lists, { phrases, place }: Mentioned, at: number): boolean {
  const items = phrases[place]?.items ?? [];
  const next = phrases[place + 1];
  const apart = next?.begins === 'gap' && items.length === at + 1 ? next.items : [];
  // 20 台 may have a blank in it as well.
  const behind = [...items.slice(at + 1), ...apart, ...(apart.length === 1 ? (phrases[place + 2]?.items ?? []) : [])];
  const isMeasure = (item: Item<LineRole> | undefined): boolean => measures.has(item?.written ?? '');
  const isOne = (item: Item<LineRole> | undefined): boolean => isNumber(item?.tokens[0] ?? '');
  const [first, second] = behind;
  // 二十台 is one word of the lists.
  if (isMeasure(first) || (isOne(first) && isMeasure(second))) return true;
  return isMeasure(items[at - 1]) && (isOne(items[at - 2]) || (items[at - 1]?.tokens.length ?? 0) > 1);
}

const OF_NO_ACCOUNT: readonly (LineRole | undefined)[] = ['filler', 'measure', 'supply', 'size'];

function isOfNoAccount({ role, tokens }: Item<LineRole>): boolean {
  return OF_NO_ACCOUNT.includes(role) || isNumber(tokens[0] ?? '');
}

/** The last word before it, also across the colon in 设备更新：整机40台. */
function wordBefore({ phrases, place }: Mentioned, at: number): Item<LineRole> | undefined {
  const items = phrases[place]?.items ?? [];
  return at > 0 ? items[at - 1] : phrases[place - 1]?.items.at(-1);
}

const OF_OTHERS: readonly LineRole[] = ['goods', 'care', 'part', 'head', 'peripheral', 'place', 'room'];

/** Nothing else is named that it may belong to, in words that are known or not. */
function isAlone({ phrases, roles }: Mentioned): boolean {
  if (OF_OTHERS.some((role) => roles.has(role))) return false;
  return phrases.every(({ items }) =>
    items.every(({ role, tokens: [token = ''] }) => role !== undefined || token.charCodeAt(0) <= 127),
  );
}

/** Care of computers, which a machine is put in the place of. */
function isOfComputers({ settings }: Lists, { phrases, roles }: Mentioned): boolean {
  return roles.has('machine') || phrases.some(({ items }) => items.some(({ written }) => settings.has(written)));
}
