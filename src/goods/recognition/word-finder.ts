import { isLatinWord, latinWordsIn, meantBy, tokensOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A stretch of a text that is one word of a list, or one token that is none. */
export interface Found<Meaning> {
  readonly tokens: readonly string[];
  readonly meaning: Meaning | undefined;
}

/** Words by their tokens; of two that begin alike the longer one is meant. */
export interface WordFinder<Meaning> {
  readonly find: (tokens: readonly string[]) => readonly Found<Meaning>[];
}

/** Of two meanings of one word the first counts. */
export function wordFinder<Meaning>(
  vocabulary: Pick<Vocabulary, 'foldings'>,
  words: Iterable<readonly [written: string, meaning: Meaning]>,
): WordFinder<Meaning> {
  const byFirst = new Map<string, { readonly tokens: readonly string[]; readonly meaning: Meaning }[]>();
  const taken = new Set<string>();
  for (const [written, meaning] of words) {
    const tokens = tokensOf(written, vocabulary.foldings);
    const [first] = tokens;
    const key = tokens.join(' ');
    if (first === undefined || taken.has(key)) continue;
    taken.add(key);
    const known = byFirst.get(first) ?? [];
    byFirst.set(first, known);
    known.push({ tokens, meaning });
  }
  for (const known of byFirst.values()) known.sort((one, other) => other.tokens.length - one.tokens.length);
  return {
    find: (tokens) => {
      const found: Found<Meaning>[] = [];
      let at = 0;
      while (at < tokens.length) {
        const token = tokens[at] ?? '';
        const word = longestAt(byFirst.get(token), tokens, at) ?? { tokens: [token], meaning: undefined };
        found.push(word);
        at += word.tokens.length;
      }
      return found;
    },
  };
}

/** Looked for at every token of every text, so without a function made for each. */
function longestAt<Word extends { readonly tokens: readonly string[] }>(
  words: readonly Word[] | undefined,
  tokens: readonly string[],
  at: number,
): Word | undefined {
  if (words === undefined) return undefined;
  for (const word of words) if (standsAt(word.tokens, tokens, at)) return word;
  return undefined;
}

function standsAt(word: readonly string[], tokens: readonly string[], at: number): boolean {
  // The first is the same: it led to the word.
  for (let ahead = 1; ahead < word.length; ahead += 1) if (word[ahead] !== tokens[at + ahead]) return false;
  return true;
}

/** The tokens of a text as they were meant: words that were typed wrongly by one letter are put right. */
export function meantTokens(text: string, vocabulary: Vocabulary, latin: ReadonlySet<string>): readonly string[] {
  const { joined = [] } = vocabulary;
  const tokens = tokensOf(text, vocabulary.foldings);
  return tokens.flatMap((token) => partsOf(token, { joined, latin }) ?? [meantBy(token, latin)]);
}

interface Parts {
  readonly joined: readonly string[];
  readonly latin: ReadonlySet<string>;
}

/** The words that a token is written of, one behind the other; nothing may be left over. */
function partsOf(token: string, { joined, latin }: Parts): readonly string[] | undefined {
  if (joined.length === 0 || latin.has(token) || !isLatinWord(token)) return undefined;
  for (const word of joined) {
    if (!token.startsWith(word)) continue;
    const rest = token.slice(word.length);
    if (joined.includes(rest)) return [word, rest];
    const parts = partsOf(rest, { joined, latin });
    if (parts) return [word, ...parts];
  }
  return undefined;
}

/** Every Latin word of a vocabulary. */
export function latinWordsOf({ foldings, products, editions, signs, fillers }: Vocabulary): ReadonlySet<string> {
  const written = [
    ...products.flatMap(({ names, short = [], beside = [] }) => [...names, ...short, ...beside]),
    ...products.flatMap(({ editions: own = [] }) => own.flatMap((edition) => edition.written)),
    ...[...editions, ...signs].flatMap((words) => words.written),
    ...fillers,
  ];
  return latinWordsIn(written, foldings);
}
