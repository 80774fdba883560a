import { LINE_ROLES, type LineRole, type LineWords } from './line-words.ts';
import { type Foldings, folded, latinWordsIn, meantBy, tokensIn } from './tokens.ts';
import { type Found, type WordFinder, wordFinder } from './word-finder.ts';

/** The tokens of a text with what parts them, since a Chinese noun phrase says at its end what it is. */
export interface CutText {
  readonly tokens: readonly string[];
  /** The tokens before which stands a blank or a stroke, which parts phrases but may stand inside a word as well. */
  readonly gaps: ReadonlySet<number>;
}

/** Commas and the like, behind which something new is said; brackets and colons, behind which the same is told further. */
export const STOP = ';';
export const SOFT_STOP = ':';
/** Between things of one kind: 键鼠、显示器. */
export const LIST = ',';
/** A stroke for an answer: 操作系统：/ and 系统 × mean what 系统：无 means. */
export const NOTHING = '/';
/** No word goes on behind it: between words that are written in full, as in 计算机 系统. */
const GAP = '_';

const PARTING = /([\s/\\_·•*×✗✘|~—–-]+|[,，;；。!！?？、+&(){}[\]:"“”'‘’《》<>【】「」])/u;
const STOPS = /[\n,，;；。!！?？]/u;
const LISTS = /[、+&]/u;
const SOFT_STOPS = /[(){}[\]:"“”'‘’《》<>【】「」]/u;

export function cutText(text: string, foldings: Foldings, latin: ReadonlySet<string>): CutText {
  const tokens: string[] = [];
  const gaps = new Set<number>();
  const pieces = folded(text, foldings).split(PARTING);
  for (const [place, piece] of pieces.entries()) {
    if (place % 2 === 0) tokens.push(...tokensIn(piece).map((token) => meantBy(token, latin)));
    else if (STOPS.test(piece)) tokens.push(STOP);
    else if (LISTS.test(piece)) tokens.push(LIST);
    else if (SOFT_STOPS.test(piece)) tokens.push(SOFT_STOP);
    else if (isNoAnswer(pieces, place)) {
      tokens.push(NOTHING);
      gaps.add(tokens.length);
    } else {
      if (ENDS_IN_WORD.test(pieces[place - 1] ?? '') && BEGINS_WITH_WORD.test(pieces[place + 1] ?? ''))
        tokens.push(GAP);
      gaps.add(tokens.length);
    }
  }
  return { tokens, gaps };
}

/** A stroke behind a colon or a bracket, or a cross behind a word, with nothing behind it in the same breath. */
function isNoAnswer(pieces: readonly string[], place: number): boolean {
  const stroke = pieces[place] ?? '';
  const isLast = pieces[place + 1] === '';
  if (CROSSES.test(stroke)) return isLast;
  const isAsked = pieces[place - 1] === '' && SOFT_STOPS.test(pieces[place - 2] ?? '');
  return isAsked && STROKES.test(stroke) && (isLast || stroke.endsWith(' '));
}

const CROSSES = /[×✗✘]/u;
const STROKES = /[/\\—–-]/u;

/** Who writes 电 脑 writes single characters; two together are a word of their own. */
const ENDS_IN_WORD = /\p{Script=Han}{2}$/u;
const BEGINS_WITH_WORD = /^\p{Script=Han}{2}/u;

/** A word of the lists, or a token that is none. */
export interface Item<Role> {
  readonly tokens: readonly string[];
  /** As the list writes it. */
  readonly written: string;
  readonly role: Role | undefined;
  readonly isAfterGap: boolean;
}

export function itemsOf<Role>(text: CutText, finder: WordFinder<Word<Role>>): readonly Item<Role>[] {
  const items: Item<Role>[] = [];
  let at = 0;
  for (const found of finder.find(text.tokens)) {
    if (found.tokens[0] !== GAP) items.push(itemOf(found, text.gaps.has(at)));
    at += found.tokens.length;
  }
  return items;
}

interface Word<Role> {
  readonly role: Role;
  readonly written: string;
}

function itemOf<Role>({ tokens, meaning }: Found<Word<Role>>, isAfterGap: boolean): Item<Role> {
  return { tokens, written: meaning?.written ?? tokens.join(''), role: meaning?.role, isAfterGap };
}

/** Of two roles of one word the one that is named first counts. */
export function roleFinder<Role extends string>(
  words: Pick<LineWords, 'foldings'>,
  roles: readonly Role[],
  lists: Readonly<Record<Role, readonly string[]>>,
): WordFinder<Word<Role>> {
  return wordFinder(
    words,
    roles.flatMap((role) => lists[role].map((written) => [written, { role, written }] as const)),
  );
}

/** A stretch of a text between blanks, stops and words such as 含. */
export interface Phrase {
  readonly items: readonly Item<LineRole>[];
  readonly begins: Beginning;
  /** Goes on without a blank in what it has or lacks: 触摸屏无鬼点. */
  readonly goesOn: boolean;
}

export type Beginning = 'stop' | 'list' | 'gap' | 'with' | 'and' | 'without';

export function lineItems(words: LineWords): (text: CutText) => readonly Item<LineRole>[] {
  const finder = roleFinder(words, LINE_ROLES, words.roles);
  return (text) => itemsOf(text, finder);
}

export function phrasesOf(items: readonly Item<LineRole>[]): readonly Phrase[] {
  const phrases: { items: Item<LineRole>[]; begins: Beginning; goesOn: boolean }[] = [];
  const begin = (begins: Beginning): void => {
    const open = phrases.at(-1);
    // What is empty goes on, so that a blank behind 含 changes nothing.
    if (open?.items.length === 0) open.begins = begins === 'gap' ? open.begins : begins;
    else phrases.push({ items: [], begins, goesOn: false });
  };
  const beginInList = (): void => {
    const first = phrases.at(-1);
    if (first?.begins === 'stop') first.begins = 'list';
    begin('list');
  };
  begin('stop');
  for (const [place, item] of items.entries()) {
    if (item.tokens[0] === LIST) beginInList();
    else if (isStop(item) || isAnswer(items, place)) begin('stop');
    else if (closesPhrase(items, place)) phrases.at(-1)?.items.push({ ...item, role: 'aside' });
    else if (item.role === 'with' || item.role === 'and' || item.role === 'without') {
      const open = phrases.at(-1);
      if (open) open.goesOn = !item.isAfterGap;
      begin(item.role);
    } else {
      if (isParted(items, place)) begin('gap');
      phrases.at(-1)?.items.push(item);
    }
  }
  return phrases.filter((phrase) => phrase.items.length > 0);
}

/** 操作系统 无 tells of the system, not of what stands behind it. */
function isAnswer(items: readonly Item<LineRole>[], place: number): boolean {
  if (items[place]?.role !== 'without') return false;
  const before = items.slice(0, place).findLast((item) => !isStop(item));
  return before?.role === 'evidence' && (items[place + 1]?.isAfterGap ?? true);
}

/** 键鼠不含 台式机 leaves out what is named before it. */
function closesPhrase(items: readonly Item<LineRole>[], place: number): boolean {
  const before = items[place - 1];
  const next = items[place + 1];
  const isAttached = before !== undefined && !isStop(before) && !items[place]?.isAfterGap;
  return items[place]?.role === 'without' && isAttached && (next === undefined || isStop(next) || next.isAfterGap);
}

export function isStop({ tokens: [token] }: Item<unknown>): boolean {
  return token === STOP || token === SOFT_STOP || token === LIST || token === NOTHING;
}

/** English writes its phrases with blanks. */
function isParted(items: readonly Item<LineRole>[], place: number): boolean {
  const isEnglish = LETTERS.test(items[place]?.tokens[0] ?? '') && LETTERS.test(items[place - 1]?.tokens.at(-1) ?? '');
  return items[place]?.isAfterGap === true && !isEnglish;
}

const LETTERS = /^[a-z]+$/;

/** Every Latin word of the lists. */
export function latinWordsOf({ foldings, roles, bare, kit }: LineWords): ReadonlySet<string> {
  return latinWordsIn([...Object.values(roles), ...Object.values(bare), ...kit].flat(), foldings);
}
