import assert from 'node:assert/strict';
import { valueWords } from '../../../src/rules/index.ts';
import { packUnderTest } from '../pack-under-test.ts';

const HAN = /\p{Script=Han}/u;
/** What everybody writes in Latin letters, and an English word that looks like a code. */
const NAMES = ['windows', 'linux', 'macos', 'dos'];
const HYPHENATED = ['all-in-one'];

describe('what the values of facts are called', () => {
  const facts = packUnderTest().catalogue.facts.filter(({ values }) => values);

  it('is said in both languages, of every value that the shipped rules know', () => {
    assert.ok(facts.length > 40);
    for (const { name, values = [] } of facts) {
      for (const value of values ?? []) {
        const { 'zh-CN': zh, en } = valueWords(name, value);
        assert.ok(HAN.test(zh) || NAMES.includes(value), `${name} ${value}: ${zh}`);
        assert.ok(
          !HAN.test(en) && (!/^[a-z]+(-[a-z]+)+$/.test(en) || HYPHENATED.includes(en)),
          `${name} ${value}: ${en}`,
        );
      }
    }
  });

  it('differs for values that differ, so that a changed rule never reads as it did', () => {
    for (const { name, values } of facts) {
      for (const language of ['zh-CN', 'en'] as const) {
        const told = (values ?? []).map((value) => valueWords(name, value)[language]);
        assert.equal(new Set(told).size, told.length, `${name}: ${told.join(', ')}`);
      }
    }
  });

  it('is told of lists, of yes and no, and of what is not there; a value of a later rule set stands as it is', () => {
    assert.equal(valueWords('line.os.evidenceKinds', ['coa', 'invoice'])['zh-CN'], '正版标签（COA）、发票');
    assert.equal(valueWords('item.onFreeList', true)['zh-CN'], '是');
    assert.deepEqual([valueWords('line.goods', null).en, valueWords('line.os.evidenceKinds', []).en], ['—', '—']);
    assert.equal(valueWords('line.goods', 'furniture')['zh-CN'], 'furniture');
    assert.equal(valueWords('line.brand', 'other').en, 'other');
  });
});
