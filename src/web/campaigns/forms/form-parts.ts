import type { Schemas } from '../../client/operation.ts';
import { partsOfPointer } from '../../client/pointer.ts';

type Text = Schemas['Text'];

/** A part of a form, as far as it can be named. */
export interface Titled {
  readonly id: string;
  readonly title?: unknown;
}

/** The lists of a form whose parts have ids. */
export interface Parts {
  readonly sections: readonly Titled[];
  readonly cells: readonly Titled[];
  readonly checks: readonly Titled[];
  readonly opens: readonly Titled[];
}

/** The named parts of a document, of which nothing is certain yet: whatever cannot be read is left out. */
export function partsOf(document: object): Parts {
  return {
    ...{ sections: listIn(document, 'sections'), cells: listIn(document, 'cells') },
    ...{ checks: listIn(document, 'checks'), opens: listIn(document, 'opens') },
  };
}

function listIn(document: object, name: string): readonly Titled[] {
  const list: unknown = Reflect.get(document, name);
  return Array.isArray(list) ? list.filter(isTitled) : [];
}

function isTitled(part: unknown): part is Titled {
  return typeof part === 'object' && part !== null && typeof Reflect.get(part, 'id') === 'string';
}

export function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'zh-CN') === 'string';
}

/** Where something is wrong: a list of the form, the part in it by its id and title, and what follows in the part. */
export interface FormPlace {
  readonly list: string;
  /** Which one, from 1 on; undefined for the list itself, or for what is no list. */
  readonly at: number | undefined;
  readonly id: string | undefined;
  readonly title: Text | undefined;
  readonly rest: readonly string[];
}

/** Reads a pointer by the document that it leads into. */
export function placeInForm(document: object, pointer: string): FormPlace {
  const [list = '', index, ...rest] = partsOfPointer(pointer);
  const parts: unknown = Reflect.get(document, list);
  if (!Array.isArray(parts) || index === undefined || !/^\d+$/.test(index)) {
    return { list, at: undefined, id: undefined, title: undefined, rest: index === undefined ? [] : [index, ...rest] };
  }
  const part: unknown = parts[Number(index)];
  const id: unknown = typeof part === 'object' && part !== null ? Reflect.get(part, 'id') : undefined;
  const title: unknown = typeof part === 'object' && part !== null ? Reflect.get(part, 'title') : undefined;
  const named = typeof id === 'string' ? id : undefined;
  return { list, at: Number(index) + 1, id: named, title: isText(title) ? title : undefined, rest };
}
