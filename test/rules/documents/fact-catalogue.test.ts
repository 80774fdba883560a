import assert from 'node:assert/strict';
import { civilDate } from '../../../src/kernel/index.ts';
import { isAcceptable, isOfType, parseFactCatalogue } from '../../../src/rules/index.ts';
import { isCivilDay } from '../../../src/rules/policy/civil-day.ts';
import { catalogue, catalogueDocument, factDocument } from '../given.ts';

describe('the fact catalogue', () => {
  it('finds a fact by its name and nothing by another', () => {
    assert.equal(catalogue.find('line.quantity')?.type, 'integer');
    assert.equal(catalogue.find('line.colour'), undefined);
    assert.equal(catalogue.has('line.quantity'), true);
    assert.equal(catalogue.has('line.colour'), false);
  });

  it('is frozen, and does not share anything with the document it was read from', () => {
    assert.equal(Object.isFrozen(catalogue.document.facts[0]), true);
    assert.equal(Object.isFrozen(catalogueDocument.facts[0]), false);
  });

  const offences: readonly (readonly [string, unknown, string, string])[] = [
    ['a document that is no object', [], '', 'document.not_object'],
    ['another schema', { ...catalogueDocument, schema: 'gate-facts/2' }, '/schema', 'document.wrong_schema'],
    ['a missing list', { schema: 'gate-facts/1' }, '', 'document.missing_key'],
    ['a key that does not belong', withFact({ unit: 'fen' }), '/facts/0/unit', 'document.unknown_key'],
    ['a name without a dot', withFact({ name: 'quantity' }), '/facts/0/name', 'fact.name_malformed'],
    ['an unknown type', withFact({ type: 'number' }), '/facts/0/type', 'document.not_one_of'],
    ['an unknown scope', withFact({ scope: 'parcel' }), '/facts/0/scope', 'document.not_one_of'],
    ['an enum without values', withFact({ type: 'enum' }), '/facts/0', 'fact.values_wanted'],
    ['values that belong to no enum', withFact({ values: ['a'] }), '/facts/0/values', 'fact.values_unwanted'],
    ['a value listed twice', withFact({ type: 'enum', values: ['a', 'a'] }), '/facts/0/values/1', 'document.duplicate'],
    ['a title in one language', withFact({ title: { en: 'x' } }), '/facts/0/title', 'text.language_missing'],
    ['nobody to supply it', withFact({ mayBeMissing: true }), '/facts/0/suppliedBy', 'fact.supplier_wanted'],
    ['a policy fact of a line', withFact({ name: 'policy.cap.office' }), '/facts/0', 'fact.policy_scope'],
  ];
  for (const [says, document, pointer, code] of offences) {
    it(`refuses ${says}`, () => {
      const result = parseFactCatalogue(document);

      assert.ok('offences' in result);
      assert.deepEqual(
        result.offences.map((offence) => [offence.pointer, offence.code]),
        [[pointer, code]],
      );
    });
  }

  it('refuses a fact that is listed twice, and says which', () => {
    const result = parseFactCatalogue({ schema: 'gate-facts/1', facts: [factDocument({}), factDocument({})] });

    assert.ok('offences' in result);
    assert.deepEqual(
      result.offences.map((offence) => offence.pointer),
      ['/facts/1/name'],
    );
    assert.match(result.offences[0]?.message.en ?? '', /line\.quantity/);
    assert.match(result.offences[0]?.message['zh-CN'] ?? '', /line\.quantity/);
  });
});

function withFact(overrides: Record<string, unknown>): unknown {
  return { schema: 'gate-facts/1', facts: [factDocument(overrides)] };
}

describe('a value of a fact', () => {
  it('is never coerced into its type', () => {
    assert.equal(isOfType('10', { type: 'integer' }), false);
    assert.equal(isOfType(1.5, { type: 'fen' }), false);
    assert.equal(isOfType(2 ** 53, { type: 'fen' }), false);
    assert.equal(isOfType(0, { type: 'boolean' }), false);
    assert.equal(isOfType('other', { type: 'enum', values: ['none'] }), false);
    assert.equal(isOfType(['a', 1], { type: 'string[]' }), false);
    assert.equal(isOfType('2026-02-30', { type: 'date' }), false);
  });

  it('may be nothing only where the catalogue says so', () => {
    const total = catalogue.find('order.totalFen');
    const limit = catalogue.find('order.limitFen');
    assert.ok(total && limit);

    assert.equal(isAcceptable(null, total), true);
    assert.equal(isAcceptable(null, limit), false);
    assert.equal(isAcceptable(undefined, limit), false);
  });

  it('is a day exactly when the kernel takes it for one', () => {
    const days = ['2024-02-29', '2000-02-29', '2026-12-31', '2026-04-30', '0001-01-01'];
    const others = ['2026-02-29', '1900-02-29', '2026-04-31', '2026-00-10', '2026-13-01', '2026-01-00', '2026-1-1', ''];
    for (const day of days) assert.deepEqual([day, isCivilDay(day), civilDate(day)], [day, true, day]);
    for (const day of others) {
      assert.equal(isCivilDay(day), false, day);
      assert.throws(() => civilDate(day), RangeError, day);
    }
  });
});
