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
  const { characters, words } = foldingOf(foldings);
  const plain = withMeant(text.normalize('NFKC').toLowerCase().replace(INVISIBLE, ''), characters);
  return words.reduce(
    (read, [written, meant]) => (read.includes(written) ? read.replaceAll(written, meant) : read),
    plain,
  );
}

interface Folding {
  readonly characters: ReadonlyMap<string, string>;
  readonly words: Foldings;
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
  const made = { characters, words };
  prepared.set(foldings, made);
  return made;
}

function withMeant(text: string, characters: ReadonlyMap<string, string>): string {
  return [...text].map((character) => characters.get(character) ?? character).join('');
}

export function isNumber(token: string): boolean {
  return token.charCodeAt(0) >= 48 && token.charCodeAt(0) <= 57;
}

export function isLatinWord(token: string): boolean {
  return token.length > 1 && !isNumber(token) && token.charCodeAt(0) < 128;
}

/** Shorter words differ from another word in one letter too often. */
const TYPED_WRONG_FROM = 5;

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
