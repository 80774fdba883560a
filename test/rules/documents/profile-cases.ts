import assert from 'node:assert/strict';
import { type ValidatedRule, validateRule } from '../../../src/rules/index.ts';
import { catalogue, clauseDocument, manyLeaf, ruleDocument } from '../given.ts';

/** Where an offence must be found, and its code. */
export type ExpectedOffence = readonly [pointer: string, code: string];

export function offencesOf(checked: ValidatedRule): readonly ExpectedOffence[] {
  return 'offences' in checked ? checked.offences.map(({ pointer, code }) => [pointer, code] as const) : [];
}

export function ofRule(overrides: Record<string, unknown>): readonly ExpectedOffence[] {
  return offencesOf(validateRule(ruleDocument(overrides), catalogue));
}

export function ofClause(overrides: Record<string, unknown>): readonly ExpectedOffence[] {
  return ofRule({ clauses: [clauseDocument(overrides)] });
}

export function ofLeaf(overrides: Record<string, unknown>): readonly ExpectedOffence[] {
  return ofClause({ when: { ...manyLeaf, ...overrides } });
}

/** One test for each case: exactly one offence, with this code at this place. */
export function refuses(
  cases: readonly (readonly [string, () => readonly ExpectedOffence[], ...ExpectedOffence])[],
): void {
  for (const [says, check, pointer, code] of cases) {
    it(`refuses ${says}`, () => assert.deepEqual(check(), [[pointer, code]]));
  }
}
