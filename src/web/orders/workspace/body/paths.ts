import { partsOfPointer } from '../../../client/pointer.ts';

/** The value at `lines.0.quantity` of a thing; undefined where there is none. */
export function valueAt(thing: unknown, path: string): unknown {
  let at = thing;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Object.getOwnPropertyDescriptor(at, name)?.value;
  }
  return at;
}

/** The text at a path of a draft, without the blanks around it; empty where there is none. */
export function textAt(thing: unknown, path: string): string {
  const value = valueAt(thing, path);
  return typeof value === 'string' ? value.trim() : '';
}

/** The same thing with another value at a path. What is on the way there is made where it is absent. */
export function withValue<Thing>(thing: Thing, path: string, value: unknown): Thing {
  const [name = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? value : withValue(valueAt(thing, name) ?? emptyFor(rest[0]), rest.join('.'), value);
  // The path says which of the two it is, which the compiler cannot follow.
  if (Array.isArray(thing)) return Object.assign([...thing], { [name]: inner }) as Thing;
  return { ...thing, [name]: inner };
}

/** Puts a value at a path of a thing that nobody else has yet. What is on the way there is made where it is absent. */
export function putAt(thing: object, path: string, value: unknown): void {
  const names = path.split('.');
  let at = thing;
  for (const [depth, name] of names.entries()) {
    const next = names[depth + 1];
    const known: unknown = Object.getOwnPropertyDescriptor(at, name)?.value;
    const inner = next === undefined ? value : (known ?? emptyFor(next));
    if (inner !== known) Object.assign(at, { [name]: inner });
    if (typeof inner !== 'object' || inner === null) return;
    at = inner;
  }
}

function emptyFor(name: string | undefined): object {
  return name !== undefined && /^\d+$/.test(name) ? [] : {};
}

/** `/lines/0/quantity` of the contract is `lines.0.quantity` of the form. */
export function pathOf(pointer: string): string {
  return partsOfPointer(pointer).join('.');
}
