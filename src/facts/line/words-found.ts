import { nameKey } from '../../register/index.ts';
import { oncePer } from '../once-per.ts';

/** A text as words are looked for in it, under one reading or two. */
export type SearchedText = readonly string[];

/**
 * The text without the masks, names of ordinary things that contain one of the words. What is written apart is read
 * together as well: nobody needs a gap inside a Chinese word.
 */
export function searchedText(text: string, masks: readonly string[]): SearchedText {
  const written = text.replace(INVISIBLE, '').split('\n').map(nameKey).join('\n');
  const together = written.replace(GAPS, '');
  const readings = together === written ? [written] : [written, together];
  return readings.map((reading) => keysOf(masks).reduce(withoutWord, reading));
}

/** The words of the list that a text contains, as the list writes them; in Latin script only as whole words. */
export function wordsIn(text: SearchedText, words: readonly string[]): readonly string[] {
  const keys = keysOf(words);
  return words.filter((_, index) => text.some((reading) => indexOfWord(reading, keys[index] ?? '') >= 0));
}

/** Characters that show nothing, such as a space of no width. */
const INVISIBLE = /\p{Cf}/gu;

/** Spaces, dots and strokes between two Chinese characters; commas and full stops part words. */
const GAPS = /(?<=\p{Script=Han})[ ·•・.\-_*/|]{1,9}(?=\p{Script=Han})/gu;

const keysOf = oncePer((list: readonly string[]): readonly string[] => list.map(nameKey));

function withoutWord(text: string, word: string): string {
  const at = indexOfWord(text, word);
  return at < 0 ? text : `${text.slice(0, at)}\n${withoutWord(text.slice(at + word.length), word)}`;
}

function indexOfWord(text: string, word: string): number {
  if (word === '') return -1;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (isApart(text[at - 1], word[0]) && isApart(word.at(-1), text[at + word.length])) return at;
  }
  return -1;
}

/** Chinese writes no spaces between words; Latin letters and digits that touch are one word. */
function isApart(left: string | undefined, right: string | undefined): boolean {
  return !(left && right && isLatin(left) && isLatin(right));
}

function isLatin(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}
