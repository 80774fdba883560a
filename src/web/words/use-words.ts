import type { Language } from '../ui/appearance/preferences.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import type { BothLanguages, Catalog, Words } from './both-languages.ts';

export type { BothLanguages, Catalog, Words } from './both-languages.ts';

/** The texts of a place in the language that the person reads. */
export function useWords<Chinese extends Catalog>(words: BothLanguages<Chinese>): Words<Chinese> {
  return wordsIn(words, useLanguage());
}

export function wordsIn<Chinese extends Catalog>(words: BothLanguages<Chinese>, language: Language): Words<Chinese> {
  // Chinese has the shape of `Words` by its definition, which the compiler cannot see for a type that is not known yet.
  return language === 'en' ? words.en : (words.zh as unknown as Words<Chinese>);
}
