import assert from 'node:assert/strict';
import { DAY_WORDS, NUMBER_WORDS, TEXT_ROLES } from '../../../src/goods/index.ts';
import { parsePolicyDocument } from '../../../src/rules/policy/policy-document.ts';

const WORDS = {
  foldings: [['電', '电']],
  roles: Object.fromEntries(TEXT_ROLES.map((role) => [role, [`${role} 1`]])),
  systems: [{ name: 'Windows', written: ['win'] }],
  processors: [{ name: '飞腾', written: ['phytium'], architectures: ['arm64'], runsNot: ['Windows'] }],
};

function offencesIn(value: object) {
  const parameter = {
    ...{ name: 'policy.texts.words', levels: null, value, from: null, until: null },
    ...{ document: null, article: null, verified: false },
  };
  const result = parsePolicyDocument({ schema: 'gate-policy/1', jurisdiction: '000000', parameters: [parameter] });
  return 'offences' in result ? result.offences.map(({ pointer, code }) => [pointer, code]) : [];
}

describe('the words by which texts are held against fields', () => {
  it('are taken as they are', () => {
    assert.deepEqual(offencesIn(WORDS), []);
    assert.deepEqual(offencesIn({ ...WORDS, admissions: [{ aside: ['不得'], all: [['先用后补']] }] }), []);
    const admission = {
      admits: 'system',
      within: 'sentence',
      denied: true,
      otherSystem: true,
      aside: [],
      all: [['刷成']],
    };
    assert.deepEqual(offencesIn({ ...WORDS, denials: ['严禁'], admissions: [admission] }), []);
  });

  it('are refused where a list is missing, strange, or no list of words, with its place', () => {
    const place = '/parameters/0/value';
    const { beside: _beside, ...roles } = WORDS.roles;
    const [processor] = WORDS.processors;

    assert.deepEqual(offencesIn({ ...WORDS, roles }), [[`${place}/roles`, 'document.missing_key']]);
    assert.deepEqual(offencesIn({ ...WORDS, systems: [{ name: 'Windows', writen: ['win'], written: ['win'] }] }), [
      [`${place}/systems/0/writen`, 'document.unknown_key'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, systems: [{ name: 'Windows', written: 'win' }] }), [
      [`${place}/systems/0/written`, 'document.not_list'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, processors: [{ ...processor, runsNot: [7] }] }), [
      [`${place}/processors/0/runsNot/0`, 'document.not_text'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, admissions: [{ aside: [], all: [['拆分'], '招标'] }] }), [
      [`${place}/admissions/0/all/1`, 'document.not_list'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, terms: { prices: ['单价'] } }), [
      ...[0, 1, 2, 3].map(() => [`${place}/terms`, 'document.missing_key']),
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, families: [{ name: 'Mac', written: ['imac'], processors: 'Apple' }] }), [
      [`${place}/families/0/processors`, 'document.not_list'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, numbers: { about: ['约'] } }), [
      ...NUMBER_WORDS.slice(1).map(() => [`${place}/numbers`, 'document.missing_key']),
    ]);
    const days = Object.fromEntries([...DAY_WORDS, 'signing'].map((list) => [list, []]));
    assert.deepEqual(
      offencesIn({ ...WORDS, days: { ...days, occasions: [{ written: ['春节'], days: ['02-17'] }] } }),
      [],
    );
    assert.deepEqual(offencesIn({ ...WORDS, days }), [[`${place}/days`, 'document.missing_key']]);
    assert.deepEqual(offencesIn({ ...WORDS, days: { ...days, before: '前', occasions: [] } }), [
      [`${place}/days/before`, 'document.not_list'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, days: { ...days, occasions: [{ written: ['春节'] }] } }), [
      [`${place}/days/occasions/0`, 'document.missing_key'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, platforms: [{ architecture: 'sw64', runsNot: 'Windows' }] }), [
      [`${place}/platforms/0/runsNot`, 'document.not_list'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, admissions: [{ all: [] }] }), [
      [`${place}/admissions/0`, 'document.missing_key'],
    ]);
    const odd = { admits: 'crime', within: 'page', denied: 1, otherSystem: 'yes', aside: [], all: [['刷成']] };
    assert.deepEqual(offencesIn({ ...WORDS, denials: '严禁', admissions: [odd] }), [
      [`${place}/admissions/0/admits`, 'document.not_one_of'],
      [`${place}/admissions/0/within`, 'document.not_one_of'],
      [`${place}/admissions/0/denied`, 'document.not_boolean'],
      [`${place}/admissions/0/otherSystem`, 'document.not_boolean'],
      [`${place}/denials`, 'document.not_list'],
    ]);
    assert.deepEqual(offencesIn({ ...WORDS, foldings: [['電']] }), [[`${place}/foldings/0`, 'document.not_pair']]);
  });

  it('have patterns of classes that are there', () => {
    const place = '/parameters/0/value/compositions';
    const classes = [{ name: 'voucher', written: ['购物卡'] }];
    const pattern = { admits: 'payment', within: 'sentence', aside: [], all: ['voucher'] };
    assert.deepEqual(offencesIn({ ...WORDS, compositions: { classes, patterns: [pattern] } }), []);
    assert.deepEqual(offencesIn({ ...WORDS, compositions: { classes } }), [[place, 'document.missing_key']]);
    const odd = { admits: 'crime', within: 'page', aside: ['treasury'], all: ['vouchers'] };
    assert.deepEqual(offencesIn({ ...WORDS, compositions: { classes, patterns: [odd] } }), [
      [`${place}/patterns/0/admits`, 'document.not_one_of'],
      [`${place}/patterns/0/within`, 'document.not_one_of'],
      [`${place}/patterns/0/aside/0`, 'document.not_one_of'],
      [`${place}/patterns/0/all/0`, 'document.not_one_of'],
    ]);
    assert.deepEqual(
      offencesIn({ ...WORDS, compositions: { classes: [{ name: 7, written: '油卡' }], patterns: [] } }),
      [
        [`${place}/classes/0/name`, 'document.not_text'],
        [`${place}/classes/0/written`, 'document.not_list'],
      ],
    );
  });
});
