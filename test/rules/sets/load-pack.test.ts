import assert from 'node:assert/strict';
import { Refusal } from '../../../src/kernel/index.ts';
import { loadPack, packDigest } from '../../../src/rules/index.ts';
import { catalogueDocument, factDocument, ruleDocument } from '../given.ts';
import { bufferParameter, type PackFiles, policyFile, SMALL_PACK, withPackFolder } from './pack-folder.ts';

function offencesOf(files: PackFiles): readonly string[] {
  try {
    withPackFolder(files, loadPack);
  } catch (error) {
    assert.ok(error instanceof Refusal);
    assert.equal(error.code, 'rule_set.invalid');
    for (const { message } of error.errors) assert.match(String(message), /[一-鿿].* \/ [A-Za-z"]/);
    return error.text.en.replace('The rule set does not follow the profile: ', '').split('; ');
  }
  return [];
}

const parameters = 'policy/parameters-000000.json';
const bothFiles = `${parameters}+policy/q.json`;

describe('a rule pack', () => {
  it('is read whole: facts, policy, and the rules of every folder, sorted by id', () => {
    const pack = withPackFolder(SMALL_PACK, loadPack);

    assert.deepEqual(
      pack.rules.map((rule) => rule.id),
      ['BUD-90', 'HW-91'],
    );
    assert.equal(pack.facts.facts.length, catalogueDocument.facts.length);
    assert.deepEqual(
      pack.policy.parameters.map(({ jurisdiction }) => jurisdiction),
      ['000000'],
    );
  });

  it('takes a new folder of rules without a change of code', () => {
    const pack = withPackFolder({ ...SMALL_PACK, 'printers/PRT-01.json': ruleDocument({ id: 'PRT-01' }) }, loadPack);

    assert.equal(pack.rules.length, 3);
  });

  it('is the same pack however its jurisdictions are spread over files', () => {
    const extra = { ...bufferParameter, name: 'policy.cap.desktop', value: 500_000 };
    const files = { ...SMALL_PACK, 'policy/parameters-000000.json': policyFile('000000', extra, bufferParameter) };
    const before = { ...SMALL_PACK, 'policy/a-caps.json': policyFile('000000', extra) };
    const after = { ...SMALL_PACK, 'policy/q-caps.json': policyFile('000000', extra) };

    const digests = [files, before, after].map((pack) => packDigest(withPackFolder(pack, loadPack)));

    assert.equal(new Set(digests).size, 1);
  });

  const cases: readonly (readonly [string, PackFiles, string])[] = [
    ['a rule outside the profile', broken(), 'computers/HW-91.json#/owner (document.not_one_of)'],
    ['a fact outside the profile', brokenFact(), 'facts.json#/facts/0/type (document.not_one_of)'],
    ['a file not named after its rule', misnamed(), 'common/BUD-90.json#/id (pack.file_name)'],
    ['the same rule twice', twice(), 'computers/HW-91.json# (pack.duplicate_rule)'],
    ['a file that is no JSON', { 'common/BUD-90.json': '{' }, 'common/BUD-90.json (pack.not_json)'],
    [
      'an unknown policy schema',
      { 'policy/needs.json': { schema: 'x' } },
      'policy/needs.json#/schema (document.wrong_schema)',
    ],
    ['a bad parameter', badParameter(), 'policy/parameters-000000.json#/parameters/0/value (policy.value_wrong_type)'],
    ['one parameter twice over two files', overlap(), `${bothFiles}#/parameters/1 (policy.overlap)`],
    ['a fact without its parameter', orphan(), 'facts.json#/facts/14 (pack.policy_fact)'],
    ['nothing where the fact is never nothing', nothing(), `${parameters}#/parameters/0/value (pack.policy_nothing)`],
  ];
  for (const [says, files, offence] of cases) {
    it(`is refused with ${says}, and names the file`, () => {
      assert.deepEqual(offencesOf({ ...SMALL_PACK, ...files }).slice(0, 1), [offence]);
    });
  }

  it('is refused without its catalogue decoding or its needs', () => {
    const { 'policy/needs.json': _needs, 'policy/catalogue-decoding.json': _decoding, ...rest } = SMALL_PACK;

    assert.deepEqual(offencesOf(rest), ['policy (pack.missing)', 'policy (pack.missing)']);
  });

  it('is told everything that is wrong with it at once', () => {
    assert.equal(offencesOf({ ...SMALL_PACK, ...broken(), ...badParameter(), ...brokenFact() }).length > 1, true);
  });
});

function broken(): PackFiles {
  return { 'computers/HW-91.json': ruleDocument({ owner: 'nobody' }) };
}

function brokenFact(): PackFiles {
  return { 'facts.json': { schema: 'gate-facts/1', facts: [factDocument({ type: 'number' })] } };
}

function misnamed(): PackFiles {
  return { 'common/BUD-90.json': ruleDocument({ id: 'BUD-91' }) };
}

function twice(): PackFiles {
  return { 'computers/HW-91.json': ruleDocument(), 'alike/HW-91.json': ruleDocument() };
}

function badParameter(): PackFiles {
  return { 'policy/parameters-000000.json': policyFile('000000', { ...bufferParameter, value: 'none' }) };
}

function overlap(): PackFiles {
  return { 'policy/q.json': policyFile('000000', bufferParameter) };
}

function orphan(): PackFiles {
  const fact = factDocument({ name: 'policy.plan.humour', scope: 'order', standing: 'policy' });
  return { 'facts.json': { schema: 'gate-facts/1', facts: [...catalogueDocument.facts, fact] } };
}

function nothing(): PackFiles {
  return { 'policy/parameters-000000.json': policyFile('000000', { ...bufferParameter, value: null }) };
}
