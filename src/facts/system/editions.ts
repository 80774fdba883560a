import { nameKey } from '../../register/index.ts';

/** Whether the name of an edition contains one of the listed words, as `Windows 11 Home China` contains `home`. */
export function containsAny(edition: string, words: readonly string[]): boolean {
  const key = nameKey(edition);
  return words.some((word) => key.includes(nameKey(word)));
}
