import assert from 'node:assert/strict';
import { validateRule } from '../../../src/rules/index.ts';
import { catalogue, clauseDocument, manyLeaf, ruleDocument } from '../given.ts';
import { type ExpectedOffence, ofClause, ofRule, refuses } from './profile-cases.ts';

const words = { 'zh-CN': '我们的理解', en: 'our reading' };
const anything = { goods: null, categories: null, acquisitions: null, regions: null };
const nothingOfLines = {
  given: {},
  clauses: [
    clauseDocument({
      when: { name: 'urgent', fact: 'order.isUrgent', operator: 'equal', value: true },
      message: words,
    }),
  ],
};

const unverifiable = ['/legalBasis/0/verified', 'rule.unverified_without_source'] as const;
const unknownCategory = ['/appliesTo/categories/0', 'rule.category_unknown'] as const;
const emptyCategories = ['/appliesTo/categories', 'document.empty_list'] as const;
const malformedPointer = ['/clauses/0/pointer', 'clause.pointer_malformed'] as const;
const foreignStage = ['/clauses/0/stages', 'clause.stage_outside_rule'] as const;
const hiddenTestFact = ['/tests/0/facts/item.seats', 'test.fact_out_of_scope'] as const;
const wrongTestValue = ['/tests/0/facts/line.quantity', 'test.value_wrong_type'] as const;
const wrongGiven = ['/given/line.quantity', 'test.value_wrong_type'] as const;
const unknownAcquisition = ['/tests/0/instance/acquisition', 'document.not_one_of'] as const;
const foreignScope = ['/tests/0/instance/scope', 'document.not_one_of'] as const;

describe('the profile', () => {
  it('lets a plain rule pass, frozen all the way down', () => {
    const checked = validateRule(ruleDocument(), catalogue);

    assert.ok('document' in checked);
    assert.equal(Object.isFrozen(checked.document.clauses[0]?.when), true);
  });

  it('names every offence of a document, not only the first', () => {
    assert.deepEqual(ofRule({ id: 'hardware', owner: 'nobody', revision: 0 }), [
      ['/id', 'rule.id_malformed'],
      ['/revision', 'rule.revision_malformed'],
      ['/owner', 'document.not_one_of'],
    ]);
  });

  it('speaks both languages', () => {
    const checked = validateRule(ruleDocument({ id: 'x' }), catalogue);

    assert.ok('offences' in checked);
    assert.match(checked.offences[0]?.message['zh-CN'] ?? '', /规则编号/);
    assert.match(checked.offences[0]?.message.en ?? '', /rule id/);
  });

  describe('of a rule as a whole', () => {
    refuses([
      ['another schema', () => ofRule({ schema: 'gate-rule/2' }), '/schema', 'document.wrong_schema'],
      ['an unknown key', () => ofRule({ salience: 3 }), '/salience', 'document.unknown_key'],
      ['a priority of the rule', () => ofRule({ priority: 3 }), '/priority', 'document.unknown_key'],
      ['a revision that is no whole number', () => ofRule({ revision: 1.5 }), '/revision', 'rule.revision_malformed'],
      ['a title in one language', () => ofRule({ title: { en: 'x' } }), '/title', 'text.language_missing'],
      ['an empty title', () => ofRule({ title: { en: 'x', 'zh-CN': ' ' } }), '/title/zh-CN', 'document.not_text'],
      ['an unknown stage', () => ofRule({ stages: ['submission', 'delivery'] }), '/stages/1', 'document.not_one_of'],
      ['a stage twice', () => ofRule({ stages: ['submission', 'submission'] }), '/stages/1', 'document.duplicate'],
      ['a day that does not exist', () => inForce('2026-02-30', null), '/inForce/from', 'document.not_date'],
      [
        'an end before its beginning',
        () => inForce('2026-02-02', '2026-02-01'),
        '/inForce/to',
        'rule.in_force_reversed',
      ],
      ['no legal basis', () => ofRule({ legalBasis: [] }), '/legalBasis', 'document.empty_list'],
      ['a basis without document or reading', () => basis({}), '/legalBasis/0', 'rule.legal_basis_empty'],
      ['a verified reading', () => basis({ verified: true, reading: words }), ...unverifiable],
      ['a waiver by nobody', () => waivable({ by: 'audit' }), '/waivable/by', 'document.not_one_of'],
      ['a waiver without an end', () => waivable({ daysMax: 0 }), '/waivable/daysMax', 'document.not_integer'],
      ['a waiver without reasons', () => waivable({ reasons: [] }), '/waivable/reasons', 'document.empty_list'],
      ['unknown goods', () => appliesTo({ goods: ['printer'] }), '/appliesTo/goods/0', 'document.not_one_of'],
      ['an unknown category', () => appliesTo({ categories: ['abacus'] }), ...unknownCategory],
      ['an empty list of categories', () => appliesTo({ categories: [] }), ...emptyCategories],
      ['a malformed region', () => appliesTo({ regions: ['4210'] }), '/appliesTo/regions/0', 'rule.region_malformed'],
    ]);

    it('refuses goods for a rule over the whole order, which has none', () => {
      const checked = ofRule({ scope: ['order'], appliesTo: { ...anything, goods: ['computer'] }, ...nothingOfLines });

      assert.deepEqual(checked, [['/appliesTo/goods', 'rule.applies_to_without_goods']]);
    });

    it('refuses a stage at which no clause runs', () => {
      const clauses = [clauseDocument({ stages: ['contract'] })];

      assert.deepEqual(ofRule({ stages: ['submission', 'contract'], clauses }), [
        ['/stages', 'rule.stage_without_clause'],
      ]);
    });
  });

  describe('of clauses', () => {
    refuses([
      ['no clause at all', () => ofRule({ clauses: [], stages: [] }).slice(1), '/clauses', 'document.empty_list'],
      ['an unknown effect', () => ofClause({ effect: 'forbid' }), '/clauses/0/effect', 'document.not_one_of'],
      ['an id with capitals', () => ofClause({ id: 'TooMany' }), '/clauses/0/id', 'clause.id_malformed'],
      ['an id that is a result', () => ofClause({ id: 'indeterminate' }), '/clauses/0/id', 'clause.id_reserved'],
      ['a pointer without a slash', () => ofClause({ pointer: 'quantity' }), ...malformedPointer],
      ['a stage outside the rule', () => ofClause({ stages: ['submission', 'payment'] }), ...foreignStage],
      ['an unknown key', () => ofClause({ event: {} }), '/clauses/0/event', 'document.unknown_key'],
    ]);

    it('refuses clauses that do not stand worst first', () => {
      const clauses = [clauseDocument({ effect: 'warn' }), another({ effect: 'refer' })];

      assert.deepEqual(ofRule({ clauses }), [['/clauses/1/effect', 'clause.order']]);
    });

    it('refuses two clauses of one name', () => {
      const clauses = [clauseDocument(), another({ id: 'too-many' })];

      assert.deepEqual(ofRule({ clauses }), [['/clauses/1/id', 'clause.duplicate_id']]);
    });

    it('refuses more clauses than there are letters', () => {
      const clauses = Array.from({ length: 27 }, (_, index) =>
        clauseDocument({ id: `clause-${index}`, when: { ...manyLeaf, name: `many-${index}` } }),
      );

      assert.deepEqual(ofRule({ clauses }), [['/clauses', 'clause.too_many']]);
    });
  });

  describe('of texts', () => {
    const at = '/clauses/0/message';
    const message = (zh: string, en: string) => ofClause({ message: { 'zh-CN': zh, en } });
    refuses([
      [
        'logic in a placeholder',
        () => message('{{#if x}}', '{{#if x}}').slice(0, 1),
        `${at}/zh-CN`,
        'placeholder.malformed',
      ],
      ['an open placeholder', () => message('数量 {{line.quantity', 'many'), `${at}/zh-CN`, 'placeholder.malformed'],
      ['placeholders in one language', () => message('{{line.quantity}}', 'many'), at, 'placeholder.languages_differ'],
    ]);

    it('refuses a placeholder that names no fact, or one that the rule cannot see', () => {
      assert.deepEqual(message('{{line.colour}}', '{{line.colour}}'), [
        [`${at}/zh-CN`, 'placeholder.fact_unknown'],
        [`${at}/en`, 'placeholder.fact_unknown'],
      ]);
      assert.deepEqual(message('{{item.seats}}', '{{item.seats}}')[0], [
        `${at}/zh-CN`,
        'placeholder.fact_out_of_scope',
      ]);
    });
  });

  describe('of tests', () => {
    const test = (overrides: Record<string, unknown>) =>
      ofRule({ tests: [{ says: 'a case', facts: {}, expect: 'pass', ...overrides }] });
    refuses([
      ['a rule without tests', () => ofRule({ tests: [] }), '/tests', 'document.empty_list'],
      ['an unknown fact', () => test({ facts: { 'line.x': 1 } }), '/tests/0/facts/line.x', 'test.fact_unknown'],
      ['a fact of another scope', () => test({ facts: { 'item.seats': 1 } }), ...hiddenTestFact],
      ['a value of the wrong type', () => test({ facts: { 'line.quantity': '1' } }), ...wrongTestValue],
      ['nothing where there is always something', () => test({ facts: { 'line.quantity': null } }), ...wrongTestValue],
      ['a base fact of the wrong type', () => ofRule({ given: { 'line.quantity': true } }), ...wrongGiven],
      ['an expectation no clause has', () => test({ expect: 'fails' }), '/tests/0/expect', 'test.expectation_unknown'],
      ['an unknown stage', () => test({ stage: 'delivery' }), '/tests/0/stage', 'document.not_one_of'],
      ['an unknown acquisition', () => test({ instance: { acquisition: 'theft' } }), ...unknownAcquisition],
      ['a scope the rule does not have', () => test({ instance: { scope: 'funding' } }), ...foreignScope],
    ]);
  });
});

function inForce(from: string | null, to: string | null): readonly ExpectedOffence[] {
  return ofRule({ inForce: { from, to, by: 'submit-date' } });
}

function basis(overrides: Record<string, unknown>): readonly ExpectedOffence[] {
  return ofRule({ legalBasis: [{ document: null, article: null, verified: false, ...overrides }] });
}

function waivable(overrides: Record<string, unknown>): readonly ExpectedOffence[] {
  return ofRule({ waivable: { by: 'finance', daysMax: 30, reasons: ['explained'], ...overrides } });
}

function appliesTo(overrides: Record<string, unknown>): readonly ExpectedOffence[] {
  return ofRule({ appliesTo: { ...anything, ...overrides } });
}

function another(overrides: Record<string, unknown>): Record<string, unknown> {
  return clauseDocument({ id: 'another', when: { ...manyLeaf, name: 'more' }, ...overrides });
}
