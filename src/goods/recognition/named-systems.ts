import { itemsOf, roleFinder } from './line-phrases.ts';
import { clauseCutter } from './text-claims.ts';
import { releaseReader } from './text-releases.ts';
import { NO_LATER_ROLES, TEXT_ROLES, type TextRole, type TextWords } from './text-words.ts';

/** A system that a text names, whatever it says of it. */
export interface NamedSystem {
  readonly name: string;
  /** By the list; null where the text does not tell it, or the list has none. */
  readonly release: string | null;
}

/** Reads which systems a text names, by the lists alone; made once for the lists. */
export function namedSystemsReader(words: TextWords): (text: string) => readonly NamedSystem[] {
  const cut = clauseCutter(words);
  const finder = roleFinder<TextRole | 'system'>(words, [...TEXT_ROLES, 'system'], {
    ...NO_LATER_ROLES,
    ...words.roles,
    system: words.systems.flatMap(({ written }) => written),
  });
  const names = new Map(words.systems.flatMap(({ name, written }) => written.map((word) => [word, name])));
  const releaseAt = releaseReader(words);
  return (text) => {
    const items = itemsOf(cut(text), finder);
    return items.flatMap(({ role, written = '' }, place) => {
      const name = names.get(written);
      return role === 'system' && name !== undefined ? [{ name, release: releaseAt(items, place, name) }] : [];
    });
  };
}
