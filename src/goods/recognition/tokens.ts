/**
 * A text as names are looked for in it: each Chinese character by itself, each run of Latin letters, each number with its
 * points. Width and case are folded; what stands between, blanks, brackets and strokes, only parts.
 */
export function tokensOf(text: string, foldings: readonly (readonly [string, string])[] = []): readonly string[] {
  const plain = foldings.reduce((folded, [written, meant]) => folded.replaceAll(written, meant), normal(text));
  return plain.match(TOKEN) ?? [];
}

const TOKEN = /\p{Script=Han}|[a-z]+|\d+(?:\.\d+)*/gu;
/** Characters that show nothing, such as a space of no width. */
const INVISIBLE = /\p{Cf}/gu;

function normal(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(INVISIBLE, '');
}

export function isNumber(token: string): boolean {
  return token.charCodeAt(0) >= 48 && token.charCodeAt(0) <= 57;
}

export function isLatinWord(token: string): boolean {
  return token.length > 1 && !isNumber(token) && token.charCodeAt(0) < 128;
}

/** Shorter words differ from another word in one letter too often. */
const TYPED_WRONG_FROM = 5;

/** The word that was meant by one with a letter too many, too few, another one, or two changed about; itself if that is not sure. */
export function meantBy(token: string, words: ReadonlySet<string>): string {
  if (words.has(token) || token.length < TYPED_WRONG_FROM || isNumber(token)) return token;
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
