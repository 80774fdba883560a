import { nameKey } from '../../register/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { policyStrings } from '../policy-values.ts';

/** Whether the name of an edition contains one of the listed words, as `Windows 11 Home China` contains `home`. */
export function containsAny(edition: string, words: readonly string[]): boolean {
  const key = nameKey(edition);
  return words.some((word) => key.includes(nameKey(word)));
}

/**
 * Whether an edition is for education and the agency of a kind that teaches nobody: a school may buy such an edition, and
 * whether a bureau may is for people to say. Never under a policy without words or kinds for it.
 */
export function isEducationForOthers({ gathered, policy }: DeriveInput, edition: string): boolean {
  const words = policyStrings(policy.decisionDate, 'policy.edition.education');
  const kinds = policyStrings(policy.decisionDate, 'policy.edition.educationKinds');
  if (!words || !kinds) return false;
  return containsAny(edition, words) && !kinds.includes(gathered.agency.kind);
}

/** Whether the words for products know an edition of this name that units may buy; none is known under a policy without them. */
export function isKnownForUnits({ policy }: DeriveInput, edition: string): boolean {
  const { editions = [] } = policy.decisionDate.productWords ?? {};
  const key = nameKey(edition);
  return editions.some(
    ({ name, written, isFor }) => isFor === undefined && [name, ...written].some((word) => nameKey(word) === key),
  );
}
