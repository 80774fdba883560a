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
