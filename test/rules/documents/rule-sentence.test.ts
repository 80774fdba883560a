import assert from 'node:assert/strict';
import { conditionSentence } from '../../../src/rules/documents/condition-sentence.ts';
import type { Condition, RuleDocument } from '../../../src/rules/documents/rule-document.ts';
import { ruleSentences } from '../../../src/rules/documents/rule-sentence.ts';
import { packUnderTest } from '../pack-under-test.ts';

const { catalogue, rules, findRule } = packUnderTest();

function ruleNamed(id: string): RuleDocument {
  const rule = findRule(id);
  assert.ok(rule);
  return rule;
}

const CASES: readonly { readonly when: Condition; readonly zh: string; readonly en: string }[] = [
  {
    when: { name: 'x', fact: 'item.unitPriceFen', operator: 'fen.greaterThan', value: 60_000 },
    zh: '许可单价高于 600.00 元',
    en: 'the price of a seat is above 600.00 yuan',
  },
  {
    when: { name: 'x', fact: 'item.unitPriceFen', operator: 'fen.atMost', value: { fact: 'policy.cap.office' } },
    zh: '许可单价不高于办公软件单价标准',
    en: 'the price of a seat is at most the price standard for office software',
  },
  {
    when: { name: 'x', fact: 'line.os.state', operator: 'in', value: ['none', 'dos'] },
    zh: '操作系统状态为“无操作系统”或“DOS”',
    en: 'the state of the operating system is "none" or "DOS"',
  },
  {
    when: { name: 'x', fact: 'item.approval.finance', operator: 'equal', value: true },
    zh: '附本单位财务部门的价格审批',
    en: 'the finance department’s approval of the price is attached',
  },
  {
    when: { name: 'x', fact: 'item.approval.finance', operator: 'notEqual', value: true },
    zh: '“附本单位财务部门的价格审批”不成立',
    en: 'it is not so that the finance department’s approval of the price is attached',
  },
];

describe('a rule as sentences', () => {
  for (const { when, zh, en } of CASES) {
    it(`says “${en}”`, () => {
      assert.deepEqual(conditionSentence(when, catalogue), { 'zh-CN': zh, en });
    });
  }

  it('says what it is limited to by the names of goods, categories and ways of acquisition', () => {
    const everywhere: RuleDocument = {
      ...ruleNamed('HW-02'),
      appliesTo: {
        ...{ goods: ['computer'], categories: ['laptop', 'antivirus-client'] },
        ...{ acquisitions: ['purchase', 'transfer-in'], regions: ['421000'] },
      },
    };

    const { scope } = ruleSentences(everywhere, catalogue);

    assert.match(
      scope['zh-CN'],
      /，标的限于计算机，类别限于便携式计算机、杀毒软件（客户端），取得方式限于购置、调拨接收，地区限于421000。$/,
    );
    assert.match(
      scope.en,
      /, goods only computer, categories only laptop, client antivirus, acquisitions only purchase, transfer in, regions only 421000\.$/,
    );
  });

  it('keeps what belongs together in brackets', () => {
    const [seats, price, state] = [
      { name: 'a', fact: 'item.seats', operator: 'integer.atLeast', value: 2 },
      { name: 'b', fact: 'item.unitPriceFen', operator: 'fen.lessThan', value: 100 },
      { name: 'c', fact: 'item.onFreeList', operator: 'equal', value: false },
    ] as const;
    const when: Condition = { any: [{ all: [seats, price] }, { not: state }] };

    const { en } = conditionSentence(when, catalogue);

    assert.match(en, /^\(the .* is at least 2 and the .* is below 1\.00 yuan\) or not \(it is not so that .*\)$/);
  });

  it('says of each clause but the first that it is about what is left', () => {
    const { clauses } = ruleSentences(ruleNamed('HW-02'), catalogue);

    assert.deepEqual(
      clauses.map(({ id, effect }) => [id, effect]),
      [
        ['over-maximum', 'reject'],
        ['over-standard', 'refer'],
        ['over-standard-approved', 'refer'],
      ],
    );
    assert.match(clauses[0]?.sentence.en ?? '', /^If .* it is rejected\.$/);
    assert.match(clauses[1]?.sentence.en ?? '', /^Otherwise, if .* it is referred to a person\.$/);
    assert.match(clauses[1]?.sentence['zh-CN'] ?? '', /^否则，.*的，转人工审核。$/);
  });

  it('says where a clause runs that runs at some stages only', () => {
    const { clauses } = ruleSentences(ruleNamed('SUP-03'), catalogue);

    assert.ok(clauses.some(({ sentence }) => sentence.en.startsWith('If, at contract,')));
  });

  it('can be said of every rule of the pack, without a name of a fact in it', () => {
    for (const rule of rules) {
      const { scope, force, clauses } = ruleSentences(rule, catalogue);
      for (const { 'zh-CN': zh, en } of [scope, force, ...clauses.map(({ sentence }) => sentence)]) {
        assert.doesNotMatch(`${zh} ${en}`, /undefined|\b(order|line|item|policy)\.[a-z]/, rule.id);
      }
    }
  });
});
