import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { civilDate, Refusal } from '../../../src/kernel/index.ts';
import {
  contentOfPack,
  demandOf,
  loadPack,
  openPack,
  packDigest,
  ruleSetFromContent,
  valueWords,
} from '../../../src/rules/index.ts';
import { catalogueDocument, factDocument } from '../given.ts';
import { type PackFiles, SMALL_PACK, withPackFolder } from '../sets/pack-folder.ts';

const WORD = { 'zh-CN': '台式机', en: 'desktop' };

/** A small pack with a fact of two values and one that is a list. */
function packWith(words: unknown): PackFiles {
  const facts = [
    ...catalogueDocument.facts,
    factDocument({ name: 'line.finish', type: 'enum', values: ['matt', 'gloss'], scope: 'line' }),
    factDocument({ name: 'line.parts', type: 'string[]', scope: 'line' }),
  ];
  return { ...SMALL_PACK, 'facts.json': { schema: 'gate-facts/1', facts }, 'words.json': words };
}

function wordsWith(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const enums = catalogueDocument.facts.flatMap(({ name, values }) =>
    Array.isArray(values) ? [[name, Object.fromEntries(values.map((value) => [value, WORD]))]] : [],
  );
  const facts = { ...Object.fromEntries(enums), 'line.finish': { matt: WORD, gloss: WORD }, ...changes };
  return { schema: 'gate-words/1', facts };
}

function offencesOf(words: unknown): readonly string[] {
  try {
    withPackFolder(packWith(words), loadPack);
  } catch (error) {
    assert.ok(error instanceof Refusal);
    return error.text.en.replace('The rule set does not follow the profile: ', '').split('; ');
  }
  return [];
}

describe('words of the values of facts', () => {
  after(() => void openPack());

  it('are no part of the pack: a changed word leaves the digest and the content of a rule set as they are', () => {
    const changed = wordsWith({ 'line.finish': { matt: WORD, gloss: { 'zh-CN': '亮面', en: 'glossy' } } });

    const [before, after] = [wordsWith(), changed].map((words) => withPackFolder(packWith(words), openPack));

    assert.ok(before && after);
    assert.equal(valueWords('line.finish', 'gloss').en, 'glossy');
    assert.equal(packDigest(before), packDigest(after));
    const header = { number: 1, parent: null, inForceFrom: civilDate('2026-01-01'), changeNote: 'words' };
    const [first, second] = [before, after].map((pack) => ruleSetFromContent(contentOfPack(pack, header)).digest);
    assert.equal(first, second);
  });

  it('are those of the folder that a process works on, and the shipped ones where it has none', () => {
    withPackFolder(packWith(wordsWith()), openPack);
    assert.equal(valueWords('line.finish', 'matt').en, 'desktop');

    withPackFolder(SMALL_PACK, openPack);
    assert.equal(valueWords('line.finish', 'matt').en, 'matt');
    assert.equal(valueWords('line.goods', 'software').en, 'software');
  });

  it('of what rules demand are there for every shipped rule, in both languages, and are no title that names an offence', () => {
    const { rules } = openPack();
    const { demands } = JSON.parse(readFileSync('rules/words.json', 'utf8'));

    assert.deepEqual(Object.keys(demands).sort(), rules.map(({ id }) => id).toSorted());
    for (const { id, title } of rules) {
      const demand = demandOf({ id, title });
      assert.deepEqual(demand, demands[id]);
      assert.ok(demand['zh-CN'] !== title['zh-CN'] && demand.en !== title.en, id);
      assert.match(demand['zh-CN'], /\p{Script=Han}/u);
      assert.doesNotMatch(demand.en, /\p{Script=Han}/u);
    }
  });

  it('of a rule that has none say that its offence was not found, and those of a rule that was taken out harm nothing', () => {
    const title = { 'zh-CN': '外观不符', en: 'Wrong finish' };

    assert.deepEqual(demandOf({ id: 'LOC-01', title }), { 'zh-CN': '未发现：外观不符', en: 'Not found: Wrong finish' });
    assert.deepEqual(offencesOf({ ...wordsWith(), demands: { 'LOC-01': WORD } }), []);
    assert.deepEqual(offencesOf({ ...wordsWith(), demands: { 'LOC-01': { en: 'x' } } }).length, 1);
  });

  it('may be given to members of a list, whatever they are', () => {
    assert.deepEqual(offencesOf(wordsWith({ 'line.parts': { lid: WORD } })), []);
  });

  it('of kinds of evidence are those that the contract lists, no more and no fewer', () => {
    const { facts } = JSON.parse(readFileSync('rules/words.json', 'utf8'));
    const { components } = JSON.parse(readFileSync('openapi/bundle.json', 'utf8'));

    assert.deepEqual(
      Object.keys(facts['line.os.evidenceKinds']).sort(),
      components.schemas.EvidenceKind.enum.toSorted(),
    );
  });

  const cases: readonly (readonly [string, unknown, string])[] = [
    ['an unknown fact', wordsWith({ 'line.colour': {} }), '/facts/line.colour (document.unknown_key)'],
    [
      'a fact without values',
      wordsWith({ 'line.quantity': { '1': WORD } }),
      '/facts/line.quantity (document.unknown_key)',
    ],
    ['a fact that it leaves out', wordsWith({ 'line.finish': undefined }), '/facts (document.missing_key)'],
    ['a missing value', wordsWith({ 'line.finish': { matt: WORD } }), '/facts/line.finish (document.missing_key)'],
    [
      'a value too many',
      wordsWith({ 'line.finish': { matt: WORD, gloss: WORD, silk: WORD } }),
      '/facts/line.finish/silk (document.unknown_key)',
    ],
    [
      'a missing language',
      wordsWith({ 'line.finish': { matt: WORD, gloss: { 'zh-CN': '亮面' } } }),
      '/facts/line.finish/gloss (text.language_missing)',
    ],
    [
      'an empty word of a list',
      wordsWith({ 'line.parts': { lid: { 'zh-CN': '盖', en: ' ' } } }),
      '/facts/line.parts/lid/en (document.not_text)',
    ],
    ['no words where a list has them', wordsWith({ 'line.parts': 'lid' }), '/facts/line.parts (document.not_object)'],
    ['another schema', { ...wordsWith(), schema: 'gate-words/2' }, '/schema (document.wrong_schema)'],
    ['a list for an object', [], ' (document.not_object)'],
  ];
  for (const [says, words, offence] of cases) {
    it(`are refused with ${says}, and the place is named`, () => {
      assert.deepEqual(offencesOf(words), [`words.json#${offence}`]);
    });
  }

  it('are refused when they are no JSON', () => {
    assert.deepEqual(offencesOf('{'), ['words.json (pack.not_json)']);
  });
});
