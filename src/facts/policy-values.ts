import type { Policy } from '../rules/index.ts';

type Name<Kind extends 'boolean' | 'integer' | 'text' | 'texts'> = Parameters<Policy[Kind]>[0];

/** A number, a word or a list that says "none here" is as absent as one that was never posted: nothing can be derived from it. */
export function policyInteger(policy: Policy, name: Name<'integer'>): number | undefined {
  return policy.integer(name) ?? undefined;
}

export function policyBoolean(policy: Policy, name: Name<'boolean'>): boolean | undefined {
  return policy.boolean(name) ?? undefined;
}

export function policyWord(policy: Policy, name: Name<'text'>): string | undefined {
  return policy.text(name) ?? undefined;
}

export function policyStrings(policy: Policy, name: Name<'texts'>): readonly string[] | undefined {
  return policy.texts(name) ?? undefined;
}
