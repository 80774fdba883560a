/**
 * What a text says, or `WRONG`; an absent one is undefined. Written by hand, because the configuration is the first thing
 * that every command reads, and a library of schemas took a fifth of its start.
 */
export type Reader<T> = (written: string | undefined) => T | typeof WRONG;

export const WRONG: unique symbol = Symbol('wrong');

/** A text of this form, or none. */
export function matching(form: Pick<RegExp, 'test'>): Reader<string | undefined> {
  return (written) => (written === undefined || form.test(written) ? written : WRONG);
}

/** The same with a default. */
export function matchingOr(form: RegExp, fallback: string): Reader<string> {
  return (written = fallback) => (form.test(written) ? written : WRONG);
}

/** One of these words, or none. */
export function oneOf<const T extends string>(names: readonly T[]): Reader<T | undefined> {
  return (written) => (written === undefined ? undefined : (names.find((name) => name === written) ?? WRONG));
}

/** The same with a default. */
export function oneOfOr<const T extends string>(names: readonly T[], fallback: NoInfer<T>): Reader<T> {
  return (written = fallback) => names.find((name) => name === written) ?? WRONG;
}

/** Texts with commas between them. */
export function listOf(
  form: Pick<RegExp, 'test'>,
  { itemsMax, split }: { itemsMax: number; split: typeof itemsOf },
): Reader<readonly string[]> {
  return (written = '') => {
    const items = split(written);
    return items.length <= itemsMax && items.every((item) => form.test(item)) ? items : WRONG;
  };
}

/** What stands between commas, without the spaces around it. */
export function itemsOf(written: string): readonly string[] {
  return secretsOf(
    written
      .split(',')
      .map((item) => item.trim())
      .join(','),
  );
}

/** A space is no part of a secret, and one that slipped in is told. */
export function secretsOf(written: string): readonly string[] {
  return written.split(',').filter((secret) => secret !== '');
}
