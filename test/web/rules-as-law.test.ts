import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Schemas } from '../../src/web/client/operation.ts';
import { byMonth } from '../../src/web/rules/by-month.ts';
import { parametersOf } from '../../src/web/rules/named-parameters.ts';
import { RULES_WORDS } from '../../src/web/rules/rules-words.ts';
import { chaptersOf, rulesWith } from '../../src/web/rules/search-rules.ts';

const RULES: readonly Schemas['RuleDocument'][] = ['common', 'computers'].flatMap((folder) =>
  readdirSync(`rules/${folder}`).map((name) => JSON.parse(readFileSync(`rules/${folder}/${name}`, 'utf8'))),
);

describe('the rules as an auditor reads them', () => {
  it('stand in chapters that each have a name in both languages', () => {
    for (const chapter of chaptersOf(RULES)) {
      assert.ok(Object.hasOwn(RULES_WORDS.zh.chapters, chapter), chapter);
      assert.ok(Object.hasOwn(RULES_WORDS.en.chapters, chapter), chapter);
    }
  });

  it('are found by a code, by words of either language in any order, and by the document they rest on', () => {
    const found = (words: string) => rulesWith(words, RULES).map(({ id }) => id);

    assert.deepEqual(found('hw-02'), ['HW-02']);
    assert.ok(found('最高限额 办公软件').includes('HW-02'));
    assert.ok(found('MAXIMUM office').includes('HW-02'));
    assert.ok(found('财行〔2013〕98号').includes('HW-02'));
    assert.equal(found('').length, RULES.length);
    assert.deepEqual(found('没有任何规则这样写'), []);
  });

  it('name the policy parameters of their clauses, each once, and no other fact', () => {
    const rule = RULES.find(({ id }) => id === 'HW-02');

    assert.deepEqual(parametersOf(rule?.clauses ?? []), ['policy.cap.office', 'policy.cap.officeMax']);
  });

  it('count what agencies have in one month together', () => {
    const row = (month: string, fired: number) => ({
      month,
      fired,
      passed: 2,
      indeterminate: 0,
      waived: 1,
      waiversGranted: 0,
    });

    const months = byMonth([row('2026-03', 1), row('2026-02', 4), row('2026-03', 5)]);

    assert.deepEqual(
      months.map(({ month, fired, passed, waived }) => [month, fired, passed, waived]),
      [
        ['2026-02', 4, 2, 1],
        ['2026-03', 6, 4, 2],
      ],
    );
  });
});
