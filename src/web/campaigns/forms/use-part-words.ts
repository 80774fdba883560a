import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import type { FormChange } from './form-changes.ts';
import { placeInForm } from './form-parts.ts';
import { FORMS_WORDS } from './forms-words.ts';

export interface PartWords {
  /** Where something is wrong, in words. */
  readonly placeOf: (document: object, pointer: string) => string;
  readonly changeOf: (change: FormChange) => string;
}

/** What the parts of a form are called in the language of the page. */
export function usePartWords(): PartWords {
  const words = useWords(FORMS_WORDS);
  const text = useText();
  const names: { readonly [name: string]: string } = words.parts;
  const nameOf = (name: string): string => names[name] ?? name;
  const { check } = words;
  return {
    placeOf: (document, pointer) => {
      const { list, at, id, title, rest } = placeInForm(document, pointer);
      if (list === '') return nameOf('whole');
      const part =
        id !== undefined
          ? words.at(nameOf(list), id)
          : at !== undefined
            ? words.atNumber(nameOf(list), at)
            : nameOf(list);
      const titled = title === undefined ? part : words.titled(part, text(title));
      return [titled, ...rest.filter((one) => !/^\d+$/.test(one)).map(nameOf)].join(' · ');
    },
    changeOf: ({ kind, part, id, title, fields }) => {
      const named = part === 'whole' ? nameOf(part) : words.at(nameOf(part), id);
      const what = title === undefined ? named : words.titled(named, text(title));
      if (kind !== 'changed') return check[kind](what);
      return check.changed(what, fields.map(nameOf).join(check.separator));
    },
  };
}
