/** What stands at a pointer below a line; undefined where nothing does. */
export function statedAt(line: unknown, pointer: string): unknown {
  return fieldsOf(pointer).reduce<unknown>((inner, field) => (isObject(inner) ? inner[field] : undefined), line);
}

/** The line with other texts at some pointers. `*` is every entry of a list; a list that is left out becomes null. */
export function withTextsAt<Line extends object>(
  line: Line,
  pointers: readonly string[],
  replace: (text: unknown) => string | null,
): Line {
  return pointers.reduce((changed, pointer) => changedAt(changed, fieldsOf(pointer), replace) as Line, line);
}

function changedAt(
  value: unknown,
  [field, ...rest]: readonly string[],
  replace: (text: unknown) => string | null,
): unknown {
  if (field === undefined) return replace(value);
  if (field === '*') return Array.isArray(value) ? value.map((entry) => changedAt(entry, rest, replace)) : null;
  return isObject(value) ? { ...value, [field]: changedAt(value[field], rest, replace) } : value;
}

function fieldsOf(pointer: string): readonly string[] {
  return pointer.split('/').slice(1);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
