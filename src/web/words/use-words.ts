import type { Language } from '../ui/preferences.ts';
import { useLanguage } from '../ui/use-preferences.ts';

type Text = string | ((...values: never[]) => string);
export interface Catalog {
  readonly [name: string]: Text | Catalog;
}

/**
 * The shape of the other language: the same names, and for a text with values in it a function of the same values. A word
 * that is missing in English, or has other values there, does not compile.
 */
export type Words<Chinese> = {
  readonly [Name in keyof Chinese]: Chinese[Name] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : Chinese[Name] extends string
      ? string
      : Words<Chinese[Name]>;
};

export interface BothLanguages<Chinese> {
  readonly zh: Chinese;
  readonly en: Words<Chinese>;
}

/** The texts of a place in the language that the person reads. */
export function useWords<Chinese extends Catalog>(words: BothLanguages<Chinese>): Words<Chinese> {
  return wordsIn(words, useLanguage());
}

export function wordsIn<Chinese extends Catalog>(words: BothLanguages<Chinese>, language: Language): Words<Chinese> {
  // Chinese has the shape of `Words` by its definition, which the compiler cannot see for a type that is not known yet.
  return language === 'en' ? words.en : (words.zh as unknown as Words<Chinese>);
}
