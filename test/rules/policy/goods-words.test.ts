import assert from 'node:assert/strict';
import { BARE_ROLES, LINE_ROLES } from '../../../src/goods/index.ts';
import { parsePolicyDocument } from '../../../src/rules/policy/policy-document.ts';

const listsOf = (roles: readonly string[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(roles.map((role) => [role, [`${role} 1`]]));

const WORDS = {
  foldings: [['電', '电']],
  roles: listsOf(LINE_ROLES),
  kit: [['主板', 'motherboard']],
  bare: listsOf(BARE_ROLES),
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
    assert.deepEqual(offencesIn({ ...WORDS, kit: [['主板', '主板']] }), [[`${place}/kit/0/1`, 'document.duplicate']]);
    assert.deepEqual(offencesIn({ ...WORDS, foldings: [['電']] }), [[`${place}/foldings/0`, 'document.not_pair']]);
  });
});
