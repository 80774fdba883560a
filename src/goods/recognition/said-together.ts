import { cutText, itemsOf } from './line-phrases.ts';
import { clausesOf } from './text-claims.ts';
import type { Compositions, TextWords, TogetherWords } from './text-words.ts';
import { latinWordsIn, tokensOf } from './tokens.ts';
import { wordFinder } from './word-finder.ts';

interface Meant {
  readonly role: 'aside' | number;
  readonly written: string;
}

type Admissions = Pick<TextWords, 'foldings' | 'admissions' | 'denials' | 'compositions'>;

/** What a text says by words that are looked for together. */
export interface SaidTogether {
  readonly told: string;
  readonly words: TogetherWords;
  /** What stands from the last of them on: in 由Windows|改为|统信 the system that is put on. */
  readonly behind: string;
}

/**
 * What a text says by words that stand in one clause or sentence, in any order and with anything between them: 为避免|公开招标.
 * None of them says it alone, and none does where the clause denies it or speaks of old machines. Made once for the lists.
 */
export function togetherReader({
  foldings,
  admissions = [],
  denials = [],
  compositions,
}: Admissions): (text: string) => readonly SaidTogether[] {
  const said = compositions ? [...admissions, ...composedOf(compositions)] : admissions;
  const latin = latinWordsIn([...denials, ...said.flatMap(({ aside, all }) => [aside, ...all].flat())], foldings);
  const finders = said.map((words) => ({
    words,
    // Most texts have no word of most lists, which the tokens that those begin with tell.
    begins: words.all.map((list) => new Set(list.map((written) => tokensOf(written, foldings)[0] ?? ''))),
    finder: wordFinder<Meant>({ foldings }, [
      ...words.aside.map((written) => [written, { role: 'aside', written }] as const),
      ...words.all.flatMap((list, role) => list.map((written) => [written, { role, written }] as const)),
      // 不采购 that is looked for is no denial, so the denials stand last.
      ...(words.denied ? denials : []).map((written) => [written, { role: 'aside', written }] as const),
    ]),
  }));
  const saidIn = (stretch: string, isSentence: boolean): readonly SaidTogether[] => {
    const cut = cutText(stretch, foldings, latin);
    return finders.flatMap(({ words, begins, finder }) => {
      if ((words.within === 'sentence') !== isSentence) return [];
      if (!begins.every((begin) => cut.tokens.some((token) => begin.has(token)))) return [];
      const items = itemsOf(cut, finder);
      if (items.some(({ role }) => role === 'aside')) return [];
      const first = new Map(items.map(({ role }, place) => [role, place] as const).reverse());
      first.delete(undefined);
      if (first.size < words.all.length) return [];
      const places = [...first.values()].toReversed();
      const behind = items.slice(Math.max(...places)).flatMap(({ tokens }) => tokens);
      return [{ told: places.map((place) => items[place]?.written).join('…'), words, behind: behind.join(' ') }];
    });
  };
  return (text) => [
    ...clausesOf(text).flatMap((clause) => saidIn(clause, false)),
    ...text.split(SENTENCE_ENDS).flatMap((sentence) => saidIn(sentence, true)),
  ];
}

/** A pattern of classes is a list of words that are looked for together, with the words of its classes. */
function composedOf({ classes, patterns }: Compositions): readonly TogetherWords[] {
  const written = new Map(classes.map((each) => [each.name, each.written]));
  const wordsOf = (name: string): readonly string[] => written.get(name) ?? [];
  return patterns.map((pattern) => ({
    ...pattern,
    denied: true,
    aside: pattern.aside.flatMap(wordsOf),
    all: pattern.all.map(wordsOf),
  }));
}

const SENTENCE_ENDS = /[\n。！!？?]+/u;
