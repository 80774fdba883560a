import type { Facts, FactValue } from '../rules/index.ts';

/** What derive functions name: a value, or `undefined` for what the system lacks. */
export type PartialFacts = Readonly<Record<string, FactValue | undefined>>;

/**
 * One record out of several, with the facts that the system has. A line has some seventy: spreading them into one object
 * took up to 400 µs, assigning them one by one 4 µs.
 */
export function mergedFacts(...parts: readonly PartialFacts[]): Facts {
  const merged: Record<string, FactValue> = {};
  for (const part of parts) {
    for (const name in part) {
      const value = part[name];
      if (value !== undefined) merged[name] = value;
    }
  }
  return merged;
}
