/**
 * What a screen asks of an address, by the names that it knows. Search parameters are strings and stay strings: a credit
 * code of eighteen digits is no number. Others, such as `lang`, are nothing to it; the router would hand them on otherwise.
 */
export function searchOf(
  raw: Record<string, unknown>,
  names: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const known = Object.keys(raw).map((name) => {
    const value = raw[name];
    return [name, names.includes(name) && typeof value === 'string' && value !== '' ? value : undefined] as const;
  });
  return Object.fromEntries(known);
}

/** Whether an address asks for anything. */
export function isAsked(search: Readonly<Record<string, string | undefined>>): boolean {
  return Object.values(search).some((value) => value !== undefined);
}

export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (typeof value === 'string') asked.set(name, value);
  const text = asked.toString();
  return text === '' ? '' : `?${text}`;
}
