import assert from 'node:assert/strict';
import { parsePolicyDocument } from '../../../src/rules/policy/policy-document.ts';

const PRODUCT = { name: 'Windows', kind: 'operating-system', names: ['windows', 'win'] };
const RELEASE = { name: '11', written: ['11'], endedOn: '2030-01-01', goesOnFor: ['LTSC'] };
const WORDS = {
  foldings: [['統', '统']],
  products: [
    { ...PRODUCT, called: 'Windows', beside: ['pc'], releases: [RELEASE], updates: [{ ...RELEASE, isLine: true }] },
  ],
  editions: [{ name: '家庭版', written: ['home'], isFor: 'home' }],
  fillers: ['正版'],
  units: ['位'],
  signs: [{ sign: 'trial', written: ['试用'] }],
};

function parsed(value: object) {
  const parameter = {
    ...{ name: 'policy.products.words', levels: null, value, from: null, until: null },
    ...{ document: null, article: null, verified: false },
  };
  return parsePolicyDocument({ schema: 'gate-policy/1', jurisdiction: '000000', parameters: [parameter] });
}

describe('the words by which products are read', () => {
  it('are taken as they are', () => {
    assert.ok('policy' in parsed(WORDS));
  });

  const REFUSED: readonly (readonly [says: string, value: object, pointer: string, code: string])[] = [
    ['a list more', { ...WORDS, colours: [] }, '/colours', 'document.unknown_key'],
    ['a folding of one word', { ...WORDS, foldings: [['統']] }, '/foldings/0', 'document.not_pair'],
    ['a product of no kind', withProduct({ kind: 'game' }), '/products/0/kind', 'document.not_one_of'],
    ['a product without names', withProduct({ names: 'win' }), '/products/0/names', 'document.not_list'],
    ['a name twice', withProduct({ names: ['win', 'win'] }), '/products/0/names/1', 'document.duplicate'],
    [
      'a release without a day',
      withRelease({ endedOn: '2030-02-30' }),
      '/products/0/releases/0/endedOn',
      'document.not_date',
    ],
    [
      'an update that is perhaps a line',
      withProduct({ updates: [{ name: 'a', written: ['a'], isLine: 'perhaps' }] }),
      '/products/0/updates/0/isLine',
      'document.not_boolean',
    ],
    [
      'an edition for nobody',
      { ...WORDS, editions: [{ name: 'a', written: ['a'], isFor: 'dogs' }] },
      '/editions/0/isFor',
      'document.not_one_of',
    ],
    [
      'a sign of nothing',
      { ...WORDS, signs: [{ sign: 'moon', written: ['月'] }] },
      '/signs/0/sign',
      'document.not_one_of',
    ],
  ];

  for (const [says, value, pointer, code] of REFUSED) {
    it(`are refused with ${says}`, () => {
      const result = parsed(value);

      assert.ok('offences' in result);
      assert.deepEqual(
        result.offences.map((offence) => [offence.pointer, offence.code]),
        [[`/parameters/0/value${pointer}`, code]],
      );
    });
  }

  it('are refused without one of their lists', () => {
    const { units: _units, ...rest } = WORDS;
    const result = parsed(rest);

    assert.ok('offences' in result);
    assert.equal(result.offences[0]?.code, 'document.missing_key');
  });

  function withProduct(changes: object): object {
    return { ...WORDS, products: [{ ...PRODUCT, ...changes }] };
  }

  function withRelease(changes: object): object {
    return withProduct({ releases: [{ ...RELEASE, ...changes }] });
  }
});
