import { civilDate } from '../../src/kernel/index.ts';
import { contentOfPack, loadPack, type RuleSet, ruleSetFromContent } from '../../src/rules/index.ts';

/** The pack that the project ships, as rule set 1. */
export function packUnderTest(): RuleSet {
  const header = { number: 1, parent: null, inForceFrom: civilDate('2026-01-01'), changeNote: 'the pack under test' };
  return ruleSetFromContent(contentOfPack(loadPack('rules'), header));
}
