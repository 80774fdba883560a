import { cutText, itemsOf } from './line-phrases.ts';
import { clausesOf } from './text-claims.ts';
import type { TogetherWords } from './text-words.ts';
import { type Foldings, latinWordsIn } from './tokens.ts';
import { wordFinder } from './word-finder.ts';

interface Meant {
  readonly role: 'aside' | number;
  readonly written: string;
}

/**
 * What a text says by words that stand in one clause, in any order and with anything between them: 为避免|公开招标. None of
 * them says it alone, and none does where the clause denies it or speaks of old machines. Made once for the lists.
 */
export function togetherReader(
  foldings: Foldings,
  said: readonly TogetherWords[],
): (text: string) => readonly string[] {
  const latin = latinWordsIn(
    said.flatMap(({ aside, all }) => [aside, ...all].flat()),
    foldings,
  );
  const finders = said.map(({ aside, all }) => ({
    finder: wordFinder<Meant>({ foldings }, [
      ...aside.map((written) => [written, { role: 'aside', written }] as const),
      ...all.flatMap((words, role) => words.map((written) => [written, { role, written }] as const)),
    ]),
    wanted: all.length,
  }));
  return (text) =>
    clausesOf(text).flatMap((clause) => {
      const cut = cutText(clause, foldings, latin);
      return finders.flatMap(({ finder, wanted }) => {
        const items = itemsOf(cut, finder);
        if (items.some(({ role }) => role === 'aside')) return [];
        const first = new Map(items.map(({ role, written }) => [role, written] as const).reverse());
        first.delete(undefined);
        return first.size === wanted ? [[...first.values()].reverse().join('…')] : [];
      });
    });
}
