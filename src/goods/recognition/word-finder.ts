import { isNumber, meantBy, tokensOf } from './tokens.ts';
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
  const longestAt = (tokens: readonly string[], at: number) =>
    byFirst.get(tokens[at] ?? '')?.find((word) => word.tokens.every((token, ahead) => token === tokens[at + ahead]));
  return {
    find: (tokens) => {
      const found: Found<Meaning>[] = [];
      for (let at = 0; at < tokens.length; at += found.at(-1)?.tokens.length ?? 1)
        found.push(longestAt(tokens, at) ?? { tokens: tokens.slice(at, at + 1), meaning: undefined });
      return found;
    },
  };
}

/** The tokens of a text as they were meant: words that were typed wrongly by one letter are put right. */
export function meantTokens(text: string, vocabulary: Vocabulary, latin: ReadonlySet<string>): readonly string[] {
  return tokensOf(text, vocabulary.foldings).map((token) => meantBy(token, latin));
}

/** Every Latin word of a vocabulary, which a word that is typed wrongly may have meant. */
export function latinWordsOf({ foldings, products, editions, signs, fillers }: Vocabulary): ReadonlySet<string> {
  const written = [
    ...products.flatMap(({ names, beside = [] }) => [...names, ...beside]),
    ...[...editions, ...signs].flatMap((words) => words.written),
    ...fillers,
  ];
  const tokens = written.flatMap((text) => tokensOf(text, foldings));
  return new Set(tokens.filter((token) => !isNumber(token) && token.charCodeAt(0) < 128));
}
