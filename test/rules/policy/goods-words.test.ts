import assert from 'node:assert/strict';
import {
  BARE_ROLES,
  COUNTED_ROLES,
  LATER_BARE_ROLES,
  LINE_ROLES,
  STATED_ROLES,
  UNDONE_ROLES,
} from '../../../src/goods/index.ts';
import { parsePolicyDocument } from '../../../src/rules/policy/policy-document.ts';

const listsOf = (roles: readonly string[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(roles.map((role) => [role, [`${role} 1`]]));

const WORDS = {
  foldings: [['電', '电']],
  roles: listsOf(LINE_ROLES),
  kit: [['主板', 'motherboard']],
  bare: listsOf(BARE_ROLES),
  undone: listsOf(UNDONE_ROLES),
  counted: listsOf(COUNTED_ROLES),
  stated: { aside: ['不得'], pairs: [listsOf(STATED_ROLES)] },
};

function offencesIn(value: object) {
  const parameter = {
    ...{ name: 'policy.goods.words', levels: null, value, from: null, until: null },
    ...{ document: null, article: null, verified: false },
  };
  const result = parsePolicyDocument({ schema: 'gate-policy/1', jurisdiction: '000000', parameters: [parameter] });
  return 'offences' in result ? result.offences.map(({ pointer, code }) => [pointer, code]) : [];
}

describe('the words by which lines are read', () => {
  it('are taken as they are', () => {
    assert.deepEqual(offencesIn(WORDS), []);
  });

  it('are taken without the lists that older ones have not', () => {
    const before = listsOf(BARE_ROLES.filter((role) => !LATER_BARE_ROLES.includes(role)));
    const [younger = ''] = LATER_BARE_ROLES;

    const { undone: _undone, counted: _counted, stated: _stated, ...words } = WORDS;

    assert.deepEqual(offencesIn({ ...words, bare: before }), []);
    assert.deepEqual(offencesIn({ ...WORDS, bare: { ...before, [younger]: '裸机' } }), [
      [`/parameters/0/value/bare/${younger}`, 'document.not_list'],
    ]);
  });

  it('are refused where a list is missing, strange, or no list of words, with its place', () => {
    const place = '/parameters/0/value';
    const { machine: _machine, ...roles } = WORDS.roles;

    assert.deepEqual(offencesIn({ ...WORDS, roles }), [[`${place}/roles`, 'document.missing_key']]);
    assert.deepEqual(offencesIn({ ...WORDS, roles: { ...WORDS.roles, robot: ['r2'] } }), [
      [`${place}/roles/robot`, 'document.unknown_key'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, bare: { ...WORDS.bare, signs: '裸机' } }), [
      [`${place}/bare/signs`, 'document.not_list'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, undone: { ...WORDS.undone, moments: '出厂' } }), [
      [`${place}/undone/moments`, 'document.not_list'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, counted: { ...WORDS.counted, measures: '台' } }), [
      [`${place}/counted/measures`, 'document.not_list'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, stated: { aside: [], pairs: [{ things: ['硬盘'] }] } }), [
      [`${place}/stated/pairs/0`, 'document.missing_key'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, lessons: { heads: ['培训'] } }), [
      [`${place}/lessons`, 'document.missing_key'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, licences: '授权' }), [[`${place}/licences`, 'document.not_list']]);
    assert.deepEqual(offencesIn({ ...WORDS, stated: { aside: '不得', pairs: [] } }), [
      [`${place}/stated/aside`, 'document.not_list'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, kit: [['主板', '主板']] }), [[`${place}/kit/0/1`, 'document.duplicate']]);
    assert.deepEqual(offencesIn({ ...WORDS, foldings: [['電']] }), [[`${place}/foldings/0`, 'document.not_pair']]);
  });
});
