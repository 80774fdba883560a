import assert from 'node:assert/strict';
import { canonicalJson, civilDate, digestOf, Refusal } from '../../../src/kernel/index.ts';
import {
  canonicalContent,
  contentDigest,
  contentOfPack,
  loadPack,
  manifestOf,
  policyFor,
  type RuleSetContent,
  ruleSetFromContent,
  ruleSetFromStored,
} from '../../../src/rules/index.ts';
import { SMALL_PACK, withPackFolder } from './pack-folder.ts';

const pack = withPackFolder(SMALL_PACK, loadPack);
const header = { number: 1, parent: null, inForceFrom: civilDate('2026-01-01'), changeNote: 'the first set' };
const content = contentOfPack(pack, header);

describe('a rule set', () => {
  it('has the digest of its manifest, which names every rule by the digest of its bytes', () => {
    const ruleSet = ruleSetFromContent(content);
    const [first] = ruleSet.manifest.rules;

    assert.equal(ruleSet.digest, digestOf(canonicalJson(manifestOf(content))));
    assert.match(ruleSet.digest, /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual([first?.id, first?.revision], ['BUD-90', 1]);
    assert.equal(`sha256:${first?.sha256}`, digestOf(canonicalJson(content.rules[0])));
  });

  it('has another digest when anything in it or about it changes', () => {
    const [first, ...rest] = content.rules;
    assert.ok(first);
    const variants: readonly RuleSetContent[] = [
      content,
      { ...content, number: 2 },
      { ...content, parent: `sha256:${'0'.repeat(64)}` },
      { ...content, inForceFrom: '2026-01-02' },
      { ...content, changeNote: 'another note' },
      { ...content, rules: rest },
      { ...content, rules: [{ ...first, revision: 2 }, ...rest] },
      { ...content, rules: [{ ...first, title: { ...first.title, en: 'Too many by far' } }, ...rest] },
      { ...content, policy: { ...content.policy, parameters: [] } },
      { ...content, facts: { ...content.facts, facts: content.facts.facts.slice(1) } },
    ];

    assert.equal(new Set(variants.map(contentDigest)).size, variants.length);
  });

  it('has the same digest however the keys of its documents are ordered', () => {
    const reversed = JSON.parse(JSON.stringify(content), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );

    assert.equal(ruleSetFromContent(reversed).digest, contentDigest(content));
  });

  it('keeps the digest of its pack, whatever its number', () => {
    const second = ruleSetFromContent({ ...content, number: 2, changeNote: 'the same again' });

    assert.equal(second.packDigest, ruleSetFromContent(content).packDigest);
    assert.notEqual(second.digest, ruleSetFromContent(content).digest);
  });

  it('comes back from its stored bytes, parsed once for each digest', () => {
    const ruleSet = ruleSetFromContent(content);

    const stored = ruleSetFromStored(ruleSet.digest, canonicalContent(ruleSet));

    assert.equal(stored, ruleSet);
    assert.equal(ruleSetFromContent(structuredClone(content)), ruleSet);
    assert.equal(contentDigest(JSON.parse(canonicalContent(ruleSet))), ruleSet.digest);
  });

  it('is not taken from bytes that are not what the digest names', () => {
    const other = contentDigest({ ...content, number: 77 });

    assert.throws(() => ruleSetFromStored(other, canonicalJson(content)), TypeError);
  });

  it('is refused when a stored rule does not follow the profile', () => {
    const [first, ...rest] = content.rules;
    const broken = { ...content, rules: [{ ...first, owner: 'nobody' }, ...rest] };

    assert.throws(
      () => ruleSetFromContent(broken),
      (error) => error instanceof Refusal && error.errors.some(({ pointer }) => pointer === '/rules/0/owner'),
    );
  });

  it('is refused without a number, a day or a note', () => {
    for (const changed of [{ number: 0 }, { inForceFrom: '2026-02-30' }, { changeNote: '' }, { schema: 'other' }]) {
      assert.throws(() => ruleSetFromContent({ ...content, ...changed }), Refusal, JSON.stringify(changed));
    }
    assert.throws(() => ruleSetFromContent(null), Refusal);
  });

  it('finds its rules and clauses by name, and resolves its parameters', () => {
    const ruleSet = ruleSetFromContent(content);

    assert.equal(ruleSet.findRule('HW-91')?.id, 'HW-91');
    assert.equal(ruleSet.findRule('HW-99'), undefined);
    assert.equal(ruleSet.findClause('HW-91', 'too-many')?.effect, 'reject');
    assert.equal(ruleSet.findClause('HW-91', 'too-few'), undefined);
    const question = { region: '421022', level: 'county', on: civilDate('2026-05-01') };
    assert.deepEqual(policyFor(ruleSet, question).facts, { 'policy.plan.bufferPercent': 0 });
  });

  it('cannot be changed in memory', () => {
    const ruleSet = ruleSetFromContent(content);

    assert.ok(Object.isFrozen(ruleSet));
    assert.ok(Object.isFrozen(ruleSet.rules[0]?.clauses[0]?.when));
    assert.ok(Object.isFrozen(ruleSet.content.policy.parameters[0]?.parameters[0]));
  });
});
