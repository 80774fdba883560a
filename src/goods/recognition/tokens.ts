/** What is written otherwise and means the same: characters, and words that are often typed wrongly. */
export type Foldings = readonly (readonly [written: string, meant: string])[];

/**
 * A text as names are looked for in it: each Chinese character by itself, each run of Latin letters, each number with its
 * points. Width and case are folded; what stands between, blanks, brackets and strokes, only parts.
 */
export function tokensOf(text: string, foldings: Foldings = NONE): readonly string[] {
  return tokensIn(folded(text, foldings));
}

const NONE: Foldings = [];

/** The same of a text that is folded already. */
export function tokensIn(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

const TOKEN = /\p{Script=Han}|[a-z]+|\d+(?:\.\d+)*/gu;
/** Characters that show nothing, such as a space of no width. */
const INVISIBLE = /\p{Cf}/gu;

/** One form of everything that means the same. */
export function folded(text: string, foldings: Foldings): string {
  const { characters, words, wordsByFirst } = foldingOf(foldings);
  const plain = withMeant(plainForm(text), characters);
  if (!isWordWithin(plain, wordsByFirst)) return plain;
  return words.reduce(
    (read, [written, meant]) => (read.includes(written) ? read.replaceAll(written, meant) : read),
    plain,
  );
}

/** Width and case folded, and nothing that nobody sees. */
function plainForm(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(INVISIBLE, '');
}

interface Folding {
  readonly characters: ReadonlyMap<string, string>;
  readonly words: Foldings;
  /** Most texts have none of the words, which the characters that they begin with tell. */
  readonly wordsByFirst: ReadonlyMap<string, readonly string[]>;
}

function isWordWithin(text: string, wordsByFirst: Folding['wordsByFirst']): boolean {
  for (const character of text) if (wordsByFirst.get(character)?.some((written) => text.includes(written))) return true;
  return false;
}

/** Lists live as long as their rule set: a hundred words need not be looked for in every text one after the other. */
const prepared = new WeakMap<Foldings, Folding>();

function foldingOf(foldings: Foldings): Folding {
  const known = prepared.get(foldings);
  if (known) return known;
  const isCharacter = ([written]: Foldings[number]): boolean => [...written].length === 1;
  const characters = new Map(foldings.filter(isCharacter));
  const words = foldings
    .filter((folding) => !isCharacter(folding))
    .map(([written, meant]) => [withMeant(written, characters), meant] as const)
    .filter(([written, meant]) => written !== meant);
  const wordsByFirst = new Map<string, string[]>();
  for (const [written] of words) {
    const [first = ''] = written;
    const beside = wordsByFirst.get(first);
    if (beside) beside.push(written);
    else wordsByFirst.set(first, [written]);
  }
  const made = { characters, words, wordsByFirst };
  prepared.set(foldings, made);
  return made;
}

function withMeant(text: string, characters: ReadonlyMap<string, string>): string {
  for (const character of text)
    if (characters.has(character)) return [...text].map((each) => characters.get(each) ?? each).join('');
  return text;
}

/**
 * Whether a text may have one of some words in it; made once for the words. Most texts have none, which the tokens that the
 * words begin with tell, and to cut those texts up for nothing would be most of what reading them costs.
 */
export function mayName(words: readonly string[], foldings: Foldings): (text: string) => boolean {
  const firsts = new Set(words.map((word) => tokensOf(word, foldings)[0] ?? ''));
  return (text) => {
    const { characters, wordsByFirst } = foldingOf(foldings);
    const plain = withMeant(plainForm(text), characters);
    // A word that is typed wrongly may begin with any letter.
    if (isWordWithin(plain, wordsByFirst) || MAY_BE_TYPED_WRONG.test(plain)) return true;
    return tokensIn(plain).some((token) => firsts.has(token));
  };
}

/** Whether one of some words stands in tokens, whole; made once for the words. */
export function wordsWithin(words: readonly string[], foldings: Foldings): (tokens: readonly string[]) => boolean {
  const wanted = words.map((word) => ` ${tokensOf(word, foldings).join(' ')} `);
  return (tokens) => {
    const text = ` ${tokens.join(' ')} `;
    return wanted.some((word) => text.includes(word));
  };
}

export function isNumber(token: string): boolean {
  return token.charCodeAt(0) >= 48 && token.charCodeAt(0) <= 57;
}

export function isLatinWord(token: string): boolean {
  return token.length > 1 && !isNumber(token) && token.charCodeAt(0) < 128;
}

/** Most words of the lists have none, in either width. */
const LATIN_INSIDE = /[a-zａ-ｚ]/i;

/** Every Latin word of some lists, which a word that is typed wrongly may have meant. */
export function latinWordsIn(written: readonly string[], foldings: Foldings): ReadonlySet<string> {
  const tokens = written.filter((text) => LATIN_INSIDE.test(text)).flatMap((text) => tokensOf(text, foldings));
  return new Set(tokens.filter((token) => !isNumber(token) && token.charCodeAt(0) < 128));
}

/** Shorter words differ from another word in one letter too often. */
const TYPED_WRONG_FROM = 5;
const MAY_BE_TYPED_WRONG = new RegExp(`[a-z]{${TYPED_WRONG_FROM}}`);

/** More words than people mistype in a year; a fuller memory starts anew. */
const REMEMBERED_MAX = 10_000;
const remembered = new WeakMap<ReadonlySet<string>, Map<string, string>>();

/** The word that was meant by one with a letter too many, too few, another one, or two changed about; itself if that is not sure. */
export function meantBy(token: string, words: ReadonlySet<string>): string {
  if (words.has(token) || token.length < TYPED_WRONG_FROM || isNumber(token)) return token;
  const known = remembered.get(words) ?? new Map<string, string>();
  remembered.set(words, known);
  if (known.size >= REMEMBERED_MAX) known.clear();
  const meant = known.get(token) ?? nearestTo(token, words);
  known.set(token, meant);
  return meant;
}

function nearestTo(token: string, words: ReadonlySet<string>): string {
  const near = [...words].filter((word) => word.length >= TYPED_WRONG_FROM && isOneOff(token, word));
  return near.length === 1 && near[0] !== undefined ? near[0] : token;
}

function isOneOff(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  const isOther = short.slice(at + 1) === long.slice(at + 1);
  const isTurned =
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
  return isOther || isTurned;
}
