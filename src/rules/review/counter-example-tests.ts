import { canonicalJson, Refusal, text } from '../../kernel/index.ts';
import type { RuleDocument, RuleTest } from '../documents/rule-document.ts';
import { packChanges } from '../sets/pack-changes.ts';
import type { PackContent } from '../sets/rule-set-content.ts';

/**
 * The rules of a draft that are named, each with its counter-example as one more test: of its own change, or of a parameter that it
 * reads. Refuses a rule that has none to add.
 */
export function withCounterExampleTests(
  before: PackContent,
  drafted: PackContent,
  ids: readonly string[],
): readonly RuleDocument[] {
  const { changed, parameters } = packChanges(before, drafted);
  const ofParameters = parameters.flatMap(({ counterExamples }) => counterExamples);
  return ids.map((id, index) => {
    const rule = drafted.rules.find((one) => one.id === id);
    const own = changed.find((one) => one.id === id);
    const found = [own?.counterExample, ...ofParameters.filter((example) => example.rule === id)];
    const test = found
      .flatMap((example) => (example ? [example.test] : []))
      .find((each) => !rule?.tests.some((known) => isSameCase(known, each)));
    if (!rule || !test) throw noCounterExample(id, index);
    return { ...rule, revision: own ? rule.revision : rule.revision + 1, tests: [...rule.tests, test] };
  });
}

/** What a test says about itself is no part of the case. */
function isSameCase(one: RuleTest, other: RuleTest): boolean {
  return canonicalJson({ ...one, says: '' }) === canonicalJson({ ...other, says: '' });
}

function noCounterExample(id: string, index: number): Refusal {
  const says = text(
    `规则 ${id} 没有可以转为测试的见证案例，或已经转为测试。`,
    `The rule ${id} has no witness that could become a test, or has it as a test already.`,
  );
  return new Refusal('unprocessable', 'rule_set.no_witness', says, [{ pointer: `/rules/${index}`, message: '' }]);
}
