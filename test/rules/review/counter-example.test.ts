import assert from 'node:assert/strict';
import type { Clause, RuleDocument } from '../../../src/rules/documents/rule-document.ts';
import { packChanges, withTriedParameter } from '../../../src/rules/index.ts';
import { findCounterExample } from '../../../src/rules/review/counter-example.ts';
import { mutantsOf } from '../../../src/rules/review/mutation-score.ts';
import { ruleChanges } from '../../../src/rules/review/rule-changes.ts';
import { coverageOf } from '../../../src/rules/review/rule-coverage.ts';
import { packUnderTest } from '../pack-under-test.ts';

const pack = packUnderTest();
const { catalogue, rules, findRule } = pack;

function ruleNamed(id: string): RuleDocument {
  const rule = findRule(id);
  assert.ok(rule);
  return rule;
}

function withClause(rule: RuleDocument, id: string, change: (clause: Clause) => Clause): RuleDocument {
  return { ...rule, clauses: rule.clauses.map((clause) => (clause.id === id ? change(clause) : clause)) };
}

const office = ruleNamed('HW-02');

describe('a witness of a change', () => {
  it('is none for a rule that is the same, or has another wording', () => {
    const reworded = withClause(office, 'over-maximum', (clause) => ({
      ...clause,
      message: { 'zh-CN': '超价', en: 'too dear' },
    }));

    assert.equal(findCounterExample(office, office, catalogue), undefined);
    assert.equal(findCounterExample(office, reworded, catalogue), undefined);
  });

  it('stands at the boundary that moved', () => {
    const stricter = withClause(office, 'over-maximum', (clause) => ({
      ...clause,
      when: {
        all: [
          {
            name: 'above-maximum',
            fact: 'item.unitPriceFen',
            operator: 'fen.atLeast',
            value: { fact: 'policy.cap.officeMax' },
          },
        ],
      },
    }));

    const witness = findCounterExample(office, stricter, catalogue);

    assert.ok(witness);
    const { facts } = witness.test;
    assert.equal(facts['item.unitPriceFen'], facts['policy.cap.officeMax'] ?? office.given['policy.cap.officeMax']);
    assert.equal(witness.after, 'over-maximum');
    assert.notEqual(witness.before, 'over-maximum');
  });

  it('is the smallest case on which a clause does something else, where nothing but its effect changed', () => {
    const credit = ruleNamed('SUP-03');
    const stricter = withClause(credit, 'stale', (clause) => ({ ...clause, effect: 'refer' }));
    const changed = packChanges(pack.content, {
      ...pack.content,
      rules: pack.content.rules.map((rule) => (rule.id === 'SUP-03' ? stricter : rule)),
    }).changed;

    const witness = changed[0]?.counterExample;

    assert.deepEqual([changed.length, witness?.before, witness?.after, witness?.changes], [1, 'stale', 'stale', 0]);
    assert.deepEqual([witness?.effectBefore, witness?.effectAfter], ['warn', 'refer']);
  });

  it('becomes a test that the later version passes and the earlier one does not', async () => {
    const looser = withClause(office, 'over-standard', (clause) => ({ ...clause, effect: 'warn', id: 'hint' }));
    const witness = findCounterExample(office, looser, catalogue);
    assert.ok(witness);

    const later = await coverageOf({ ...looser, tests: [witness.test] }, catalogue);
    const earlier = await coverageOf({ ...office, tests: [witness.test] }, catalogue);

    assert.deepEqual(later.failures, []);
    assert.equal(earlier.failures.length, 2);
  });

  it('is found also where nothing of the conditions changed: for a stage, a day, a category', () => {
    const anywhere: RuleDocument = { ...office, stages: [...office.stages, 'payment'] };
    const sooner: RuleDocument = { ...office, inForce: { ...office.inForce, from: '2013-01-01' as never } };
    const wider: RuleDocument = { ...office, appliesTo: { ...office.appliesTo, categories: ['office', 'other'] } };

    assert.equal(findCounterExample(office, anywhere, catalogue)?.test.stage, 'payment');
    assert.ok((findCounterExample(office, sooner, catalogue)?.test.on ?? '') < '2013-05-28');
    assert.equal(findCounterExample(office, wider, catalogue)?.test.instance?.category, 'other');
  });

  it('is found for nearly every small change of nearly every rule', () => {
    const found = { witnessed: 0, all: 0 };
    for (const rule of rules.filter((_rule, index) => index % 6 === 0)) {
      for (const { rule: mutant } of mutantsOf(rule, catalogue)) {
        if (JSON.stringify(mutant) === JSON.stringify(rule)) continue;
        found.all++;
        if (findCounterExample(rule, mutant, catalogue)) found.witnessed++;
      }
    }

    assert.ok(found.all > 100, `${found.all} changes`);
    assert.ok(found.witnessed / found.all > 0.95, `${found.witnessed} of ${found.all} witnessed`);
  });
});

describe('what is told of a change', () => {
  const catalogues = { was: catalogue, is: catalogue };

  it('is nothing for the same rule, and nothing for its tests', () => {
    assert.deepEqual(ruleChanges(office, { ...office, tests: [], revision: 2 }, catalogues), []);
  });

  it('names the condition, the effect and the place', () => {
    const changed = withClause(office, 'over-standard', (clause) => ({
      ...clause,
      effect: 'reject',
      when: { name: 'above', fact: 'item.unitPriceFen', operator: 'fen.greaterThan', value: 48_000 },
    }));

    const changes = ruleChanges(office, changed, catalogues);

    assert.deepEqual(
      changes.map(({ pointer }) => pointer),
      ['/clauses/1/when', '/clauses/1/effect'],
    );
    assert.match(changes[0]?.sentence.en ?? '', /it is: the price of a seat is above 480\.00 yuan/);
    assert.match(changes[0]?.sentence['zh-CN'] ?? '', /许可单价高于 480\.00 元/);
    assert.match(changes[1]?.sentence.en ?? '', /was referred to a person, is rejected/);
  });

  it('says in words what is other about titles, owners, legal bases and waivers', () => {
    const [basis] = office.legalBasis;
    assert.ok(basis);
    const changed: RuleDocument = {
      ...office,
      ...{ title: { 'zh-CN': '新名', en: 'new name' }, owner: 'legalization-office', waivable: null },
      legalBasis: [{ ...basis, article: '第三条', verified: !basis.verified }],
    };

    const sentences = ruleChanges({ ...office, owner: 'finance' }, changed, catalogues).map(({ sentence }) => sentence);

    assert.equal(sentences.length, 4);
    for (const { 'zh-CN': chinese, en } of sentences) {
      assert.doesNotMatch(chinese + en, /[{}[\]]|":|undefined/);
      assert.match(chinese, /由“.+”改为“.+”。$/);
    }
    const told = sentences.map(({ en }) => en).join(' ');
    assert.match(told, /was "the finance bureau" and is "the software legalization office"/);
    assert.match(told, /The legal basis was ".+" and is ".*article 第三条.*"/);
    assert.match(told, /Whether it can be waived was "by .+ at most \d+ days.*" and is "never"/);
  });

  it('names clauses that are gone, new, or stand in another order', () => {
    const turned: RuleDocument = { ...office, clauses: office.clauses.toReversed() };
    const shorter: RuleDocument = { ...office, clauses: office.clauses.slice(1) };

    assert.match(
      ruleChanges(office, turned, catalogues)[0]?.sentence.en ?? '',
      /stand in the order over-standard-approved, over-standard, over-maximum/,
    );
    assert.match(ruleChanges(office, shorter, catalogues)[0]?.sentence.en ?? '', /"over-maximum" is gone/);
    assert.match(ruleChanges(shorter, office, catalogues)[0]?.sentence.en ?? '', /"over-maximum" is new/);
  });
});

describe('a witness of another value of a parameter', () => {
  const witnessesOf = (name: string, value: unknown) => {
    const tried = withTriedParameter(pack, { name, jurisdiction: '421000', levels: null, value });
    return packChanges(pack.content, tried.content).parameters.flatMap(({ counterExamples }) => counterExamples);
  };

  it('is a price above the lower cap, for each rule that compares prices with it', () => {
    const [witness, rent, withSystem, ...others] = witnessesOf('policy.cap.desktop', 480_000);

    assert.deepEqual(others, []);
    assert.ok(witness);
    assert.deepEqual([witness.rule, witness.before, witness.after], ['HW-01', 'pass', 'over-cap']);
    assert.deepEqual([rent?.rule, rent?.after], ['HW-10', 'rent-over-cap']);
    assert.deepEqual([withSystem?.rule, withSystem?.after], ['OS-14', 'over-cap-with-system']);
    const { facts, instance } = witness.test;
    assert.deepEqual([facts['line.capFen'], instance?.category], [480_000, 'desktop']);
    assert.ok(Number(facts['line.unitPriceFen'] ?? 499_900) > 480_000);
  });

  it('is tried for its levels alone, and the others keep what the set says', () => {
    const name = 'policy.cap.desktop';
    const levels = ['city', 'county'] as const;
    const entriesOf = (base: typeof pack, tried: readonly ('city' | 'county')[] | null) => {
      const { content } = withTriedParameter(base, { name, jurisdiction: '000000', levels: tried, value: 480_000 });
      const national = content.policy.parameters.find(({ jurisdiction }) => jurisdiction === '000000');
      const entries = national?.parameters.filter((entry) => entry.name === name) ?? [];
      return entries.map((entry) => [entry.levels?.toSorted() ?? null, entry.value, entry.from]);
    };
    const divided = withTriedParameter(pack, { name, jurisdiction: '000000', levels, value: 490_000 });
    const others = [['central', 'province', 'township'], 500_000, '2016-07-01'];

    assert.deepEqual(new Set(entriesOf(pack, levels)), new Set([others, [levels, 480_000, null]]));
    assert.deepEqual(
      new Set(entriesOf(divided, ['city'])),
      new Set([others, [['county'], 490_000, null], [['city'], 480_000, null]]),
    );
    assert.deepEqual(entriesOf(divided, null), [[null, 480_000, null]]);
  });

  it('is what was refused before, for a higher cap, and nothing for the same one', () => {
    const [witness] = witnessesOf('policy.cap.desktop', 600_000);
    assert.deepEqual([witness?.before, witness?.after], ['over-cap', 'pass']);
    assert.deepEqual(witnessesOf('policy.cap.desktop', 500_000), []);
  });

  it('reads a parameter by its own name where rules do, and is none where orders are derived by it', () => {
    const [office] = witnessesOf('policy.cap.officeMax', 100);
    assert.equal(office?.rule, 'HW-02');
    assert.equal(office?.test.facts['policy.cap.officeMax'], 100);
    assert.deepEqual(witnessesOf('policy.edition.home', ['Home']), []);
  });
});
