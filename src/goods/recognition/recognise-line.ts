import { bareReader } from './line-bare.ts';
import { countedReader } from './line-counted.ts';
import { type Mention, mentionsIn } from './line-mentions.ts';
import { type CutText, cutText, type Item, latinWordsOf, lineItems, phrasesOf } from './line-phrases.ts';
import { statedReader } from './line-stated.ts';
import type { LineRole, LineWords } from './line-words.ts';
import { isNumber, tokensOf, wordsWithin } from './tokens.ts';

/** What the texts of an order's line were taken for, whatever its fields say. */
export interface RecognisedLine {
  readonly is: 'machine' | 'none' | 'not-clear';
  /** The words that tell it, as the lists write them. */
  readonly told: readonly string[];
  /** The machines are inside something else that is bought, and none is bought by itself: 智慧黑板（含OPS电脑）. */
  readonly isInside: boolean;
  /** Words that tell that a machine has no genuine system; told whatever the line is. */
  readonly bare: readonly string[];
}

/** Reads only what a text tells of a missing or pirated system; made once for the lists. */
export function bareWordsReader(words: LineWords): (text: string) => readonly string[] {
  const latin = latinWordsOf(words);
  const bareIn = bareWordsIn(words);
  return (text) => [...new Set(bareIn(cutText(text, words.foldings, latin)))];
}

/** What the lists tell by single words, and by two together. */
function bareWordsIn(words: LineWords): (text: CutText) => readonly string[] {
  const bareIn = bareReader(words);
  const statedIn = statedReader(words);
  return (text) => [...bareIn(text), ...statedIn(text)];
}

/** Which parts of a computer texts name, one for each thing that a part is there for; made once for the lists. */
export function partsReader(words: LineWords): (texts: readonly string[]) => readonly string[] {
  const latin = latinWordsOf(words);
  const partsIn = kitReader(words);
  return (texts) => partsIn(cutText(texts.join('\n'), words.foldings, latin).tokens);
}

/** Reads the texts of one line by the lists alone; made once for the lists. The text that names the goods stands first. */
export function lineReader(words: LineWords): (texts: readonly string[]) => RecognisedLine {
  const latin = latinWordsOf(words);
  const read = lineItems(words);
  const bareIn = bareWordsIn(words);
  const partsIn = kitReader(words);
  const tellsSystem = systemTeller(words);
  const whereCounted = countedReader(words);
  const screenAside = largeScreens(words);
  const furniture = new Set(words.furniture);
  return (texts) => {
    // A line break keeps a word from beginning in one text and ending in the next.
    const text = cutText(texts.join('\n'), words.foldings, latin);
    const bare = [...new Set(bareIn(text))];
    const items = screenAside(read(text));
    const configuration = configurationIn(items);
    const roles = new Set(items.map(({ role }) => role));
    // Memory and disks have sizes, and so have few other things.
    if (roles.has('size')) roles.add('support');
    const isSystemTold = roles.has('evidence') || tellsSystem(items);
    const isSure = bare.length > 0 || configuration.length > 0 || isSystemTold || roles.has('processor');
    const phrases = phrasesOf(items);
    const mentions = mentionsIn(phrases, { isSure, roles }, whereCounted);
    // With nothing before it, 配电脑30台 buys computers.
    const isInside = phrases[0]?.begins !== 'with' && areInside(mentions);
    return {
      ...whatItIs({ mentions, configuration, roles, isSure, furniture, parts: partsIn(text.tokens) }),
      isInside,
      bare,
    };
  };
}

/** 预装UOS may be all that is said of a machine, but beside 笔记本 it tells what that is. */
function systemTeller({ roles, foldings }: LineWords): (items: readonly Item<LineRole>[]) => boolean {
  const tellsOne = wordsWithin(roles.evidence, foldings);
  const ofSystems = new Set(roles.perhaps.filter((word) => tellsOne(tokensOf(word, foldings))));
  return (items) => {
    const perhaps = items.flatMap(({ role, written }) => (role === 'perhaps' ? [ofSystems.has(written)] : []));
    return perhaps.includes(true) && perhaps.includes(false);
  };
}

/** 14英寸 tells of a notebook, 86英寸 of a board: the size of a large screen says nothing of a machine. */
function largeScreens({ inches = [] }: LineWords): (items: readonly Item<LineRole>[]) => readonly Item<LineRole>[] {
  const measures = new Set(inches);
  return (items) =>
    items.map((item, at) => {
      const isLarge = measures.has(item.written) && Number(items[at - 1]?.tokens[0]) >= LARGE_SCREEN;
      return isLarge ? { ...item, role: 'filler' } : item;
    });
}

/** Inches: no machine to work at has such a screen. */
const LARGE_SCREEN = 43;

interface Scene {
  readonly mentions: readonly Mention[];
  readonly configuration: readonly string[];
  readonly parts: readonly string[];
  readonly roles: ReadonlySet<LineRole | undefined>;
  readonly isSure: boolean;
  readonly furniture: ReadonlySet<string>;
}

/** As many parts, each for something else, make a machine. */
export const PARTS_OF_A_MACHINE = 5;
/** A processor and so many sizes make one as well. */
const SIZES_OF_A_MACHINE = 2;

function whatItIs(scene: Scene): Pick<RecognisedLine, 'is' | 'told'> {
  const { mentions, configuration, parts, furniture } = scene;
  const isCare = mentions.some(isCareItself);
  if (parts.length >= PARTS_OF_A_MACHINE && !isCare) return { is: 'machine', told: parts };
  // What comes with something else is not what is bought first.
  const [first] = mentions.filter(({ is, begins }) => is === 'machine' || (is === 'none' && begins !== 'with'));
  const machines = first?.is === 'none' ? suppliedBeside(mentions, { first, isCare }) : boughtFirst(scene);
  if (machines.length > 0) return { is: 'machine', told: writtenOf(machines) };
  if (configuration.length > SIZES_OF_A_MACHINE && !isCare) return { is: 'machine', told: configuration };
  const unclear = mentions.filter((mention) => isUnclear(mention, first, furniture));
  if (unclear.length > 0 && !isCare) return { is: 'not-clear', told: writtenOf(unclear) };
  return { is: 'none', told: writtenOf(mentions.filter(({ is }) => is === 'none')) };
}

/** A word such as 智慧黑板 may be a machine by what it comes with; any other machine that comes with nothing is bought by itself. */
function areInside(mentions: readonly Mention[]): boolean {
  const machines = mentions.filter(({ is }) => is === 'machine');
  const isWith = machines.some(({ begins }) => begins === 'with');
  return isWith && machines.every(({ begins, role }) => begins === 'with' || role === 'perhaps');
}

/** Service that comes with goods is not what is bought. */
function isCareItself({ role, begins }: Mention): boolean {
  return role === 'care' && begins !== 'with';
}

/** Machines that a line of other goods or services has beside those: each of them is counted, or comes with them. */
function suppliedBeside(
  mentions: readonly Mention[],
  { first, isCare }: { readonly first: Mention; readonly isCare: boolean },
): readonly Mention[] {
  const isOfComputers = first.role === 'part' || first.role === 'inside' || first.role === 'care';
  return mentions.filter(({ is, isCounted, isSupplied, begins }) => {
    if (is !== 'machine') return false;
    // 旧机报废，新购台式机 says of each what is done.
    if (isCare && isSupplied && begins === 'stop') return true;
    if (isCare) return isCounted && (begins === 'with' || begins === 'and' || isSupplied);
    return isCounted || (!isOfComputers && begins !== 'gap');
  });
}

/** A machine that is named first is bought, unless a part or a service of it is named behind it and nothing tells more. */
function boughtFirst({ mentions, isSure }: Scene): readonly Mention[] {
  const machines = mentions.filter(({ is }) => is === 'machine');
  const isOnlyFor = mentions.some((mention) => {
    const { role, begins, isHead, isForOthers } = mention;
    return isHead && (isCareItself(mention) || (role === 'part' && (begins === 'gap' || isForOthers)));
  });
  const isBought = isSure || machines.some(({ isCounted, isSupplied }) => isCounted || isSupplied);
  return isOnlyFor && !isBought ? [] : machines;
}

/**
 * A word such as 主机 that nothing explains or that comes with a desk, and the maker's name of a machine on goods that need
 * none: a desk named OptiPlex.
 */
function isUnclear({ is, role, begins }: Mention, first: Mention | undefined, furniture: ReadonlySet<string>): boolean {
  if (first === undefined || (begins === 'with' && furniture.has(first.written))) return is === 'perhaps';
  return first.role === 'goods' && is === 'machine' && (role === 'family' || role === 'series');
}

function writtenOf(mentions: readonly Mention[]): readonly string[] {
  return [...new Set(mentions.map(({ written }) => written))];
}

/** Sizes that memory and disks have, where no unit tells it. */
const SIZES = new Set('4 6 8 12 16 24 32 48 64 96 128 240 250 256 480 500 512 960 1000 1024 2048'.split(' '));
/** How far from its processor the sizes of a machine are told. */
const REACH = 14;

/** A processor with the sizes beside it, as in i5-12400/16G/512G; nothing where either is missing. */
function configurationIn(items: readonly Item<LineRole>[]): readonly string[] {
  const found = items.map(({ role, written }, at) => {
    if (role !== 'processor') return [];
    const from = Math.max(at - REACH, 0);
    const sizes = items.slice(from, at + REACH).flatMap((_, ahead) => sizeAt(items, from + ahead) ?? []);
    return sizes.length > 0 ? [written, ...sizes] : [];
  });
  return found.reduce((longest, each) => (each.length > longest.length ? each : longest), []);
}

function sizeAt(items: readonly Item<LineRole>[], at: number): string | undefined {
  const [number = ''] = items[at]?.tokens ?? [];
  const next = items[at + 1];
  if (!isNumber(number) || items[at]?.role !== undefined) return undefined;
  if (next?.role === 'size') return `${number}${next.written}`;
  return SIZES.has(number) && next?.role !== 'measure' ? number : undefined;
}

/** The parts of a computer that a text names, one for each thing that a part is there for. */
function kitReader({ kit, foldings }: LineWords): (tokens: readonly string[]) => readonly string[] {
  const parts = kit.map((names) => names.map((name) => ({ name, key: ` ${tokensOf(name, foldings).join(' ')} ` })));
  const partsByFirst = new Map<string, number[]>();
  for (const [place, names] of parts.entries())
    for (const { key } of names) {
      const [first = ''] = key.trim().split(' ');
      partsByFirst.set(first, [...(partsByFirst.get(first) ?? []), place]);
    }
  return (tokens) => {
    // Few texts name a part at all, so only what begins as in the text is looked for.
    const begun = new Set(tokens.flatMap((token) => partsByFirst.get(token) ?? []));
    if (begun.size === 0) return [];
    const text = ` ${tokens.join(' ')} `;
    return parts.flatMap((names, place) =>
      begun.has(place) ? (names.find(({ key }) => text.includes(key))?.name ?? []) : [],
    );
  };
}
