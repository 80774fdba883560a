import assert from 'node:assert/strict';
import { civilDate, fen } from '../../../src/kernel/index.ts';
import { coversDay, parseFactCatalogue } from '../../../src/rules/index.ts';
import { parsePolicyDocument } from '../../../src/rules/policy/policy-document.ts';
import { policyResolver } from '../../../src/rules/policy/policy-parameters.ts';
import { factDocument } from '../given.ts';

type Entry = Readonly<Record<string, unknown>>;

function parameter(name: string, value: unknown, overrides: Entry = {}): Entry {
  return {
    name,
    levels: null,
    value,
    from: null,
    until: null,
    document: null,
    article: null,
    verified: false,
    ...overrides,
  };
}

function policyDocument(jurisdiction: string, ...parameters: readonly Entry[]): Entry {
  return { schema: 'gate-policy/1', jurisdiction, parameters };
}

function parsed(document: Entry) {
  const result = parsePolicyDocument(document);
  if ('offences' in result) throw new TypeError(JSON.stringify(result.offences));
  return result.policy;
}

const facts = parseFactCatalogue({
  schema: 'gate-facts/1',
  facts: ['policy.cap.office', 'policy.plan.bufferPercent'].map((name) =>
    factDocument({ name, scope: 'order', standing: 'policy', type: name.includes('cap') ? 'fen' : 'integer' }),
  ),
});
assert.ok('catalogue' in facts);
const { catalogue } = facts;

const policyFor = policyResolver(
  [
    policyDocument(
      '000000',
      parameter('policy.cap.office', 60_000, { from: '2013-05-28', until: '2026-03-31' }),
      parameter('policy.cap.office', 70_000, { from: '2026-04-01' }),
      parameter('policy.cap.desktop', 500_000),
      parameter('policy.cap.server', null),
      parameter('policy.software.minLifeYears', 6, { levels: ['central'] }),
      parameter('policy.edition.home', ['home', '家庭']),
      parameter('policy.plan.bufferPercent', 0),
    ),
    policyDocument(
      '420000',
      parameter('policy.threshold.openTender', 400_000_000, { levels: ['province'] }),
      parameter('policy.threshold.openTender', 200_000_000, { levels: ['city', 'county', 'township'] }),
      parameter('policy.edition.home', ['core']),
    ),
    policyDocument('421000', parameter('policy.cap.desktop', 450_000, { from: '2026-01-01' })),
    policyDocument('421022', parameter('policy.plan.bufferPercent', 5)),
  ].map(parsed),
  catalogue,
);

function at(region: string, level: string, on = '2026-03-15') {
  return policyFor({ region, level, on: civilDate(on) });
}

describe('policy parameters', () => {
  it('inherit upwards: county, city, province, nation', () => {
    assert.equal(at('421022', 'county').facts['policy.plan.bufferPercent'], 5);
    assert.equal(at('421000', 'city').facts['policy.plan.bufferPercent'], 0);
    assert.equal(at('421022', 'county').deviceCap('desktop'), fen(450_000));
    assert.equal(at('420100', 'city').deviceCap('desktop'), fen(500_000));
  });

  it('bind by the level of the agency', () => {
    assert.equal(at('420000', 'province').fen('policy.threshold.openTender'), fen(400_000_000));
    assert.equal(at('421022', 'county').fen('policy.threshold.openTender'), fen(200_000_000));
    assert.equal(at('110000', 'central').integer('policy.software.minLifeYears'), 6);
    assert.equal(at('421022', 'county').integer('policy.software.minLifeYears'), undefined);
  });

  it('hold on their first and on their last day', () => {
    const capOn = (day: string) => at('421022', 'county', day).facts['policy.cap.office'];

    assert.deepEqual(['2013-05-27', '2013-05-28', '2026-03-31', '2026-04-01'].map(capOn), [
      undefined,
      60_000,
      60_000,
      70_000,
    ]);
  });

  it('fall back to the parent on a day that the nearer entry does not cover', () => {
    assert.equal(at('421000', 'city', '2025-12-31').deviceCap('desktop'), fen(500_000));
  });

  it('replace a list of the parent and never merge with it', () => {
    assert.deepEqual(at('421022', 'county').editionNames.home, ['core']);
    assert.deepEqual(at('510000', 'province').editionNames.home, ['home', '家庭']);
  });

  it('tell "none here" from absent', () => {
    const policy = at('421022', 'county');

    assert.equal(policy.deviceCap('server'), null);
    assert.equal(policy.deviceCap('laptop'), undefined);
    assert.equal(policy.deviceCap('other'), null);
    assert.equal(policy.ratedCpus, undefined);
  });

  it('give as facts only what the catalogue describes', () => {
    assert.deepEqual(Object.keys(at('421022', 'county').facts).toSorted(), [
      'policy.cap.office',
      'policy.plan.bufferPercent',
    ]);
  });

  it('answer the same question with the same answer', () => {
    assert.equal(at('421022', 'county'), at('421022', 'county'));
    assert.notEqual(at('421022', 'county'), at('421022', 'city'));
  });

  it('cover a day with both of their ends', () => {
    const entry = { from: '2026-01-01', until: '2026-01-31' };

    assert.equal(coversDay(entry, civilDate('2025-12-31')), false);
    assert.equal(coversDay(entry, civilDate('2026-01-01')), true);
    assert.equal(coversDay(entry, civilDate('2026-01-31')), true);
    assert.equal(coversDay(entry, civilDate('2026-02-01')), false);
    assert.equal(coversDay({ from: null, until: null }, civilDate('2026-02-01')), true);
  });
});

const reversed = ['/parameters/0/until', 'policy.dates_reversed'] as const;
const noProduct = ['/parameters/0/value/0/product', 'document.not_text'] as const;
const colour = ['/parameters/0/value/0/colour', 'document.unknown_key'] as const;
const families = ['/parameters/0/value/0/versions/0/editions', 'document.not_list'] as const;
const platforms = ['/parameters/0/value/0/runsOn', 'document.not_list'] as const;
const rank = ['/parameters/0/value/0/editions/0/rank', 'document.not_integer'] as const;
const target = ['/parameters/0/value/0/rights/0', 'document.missing_key'] as const;

describe('a policy document', () => {
  const office = (overrides: Entry = {}) => parameter('policy.cap.office', 60_000, overrides);
  const banned = { product: 'Windows', version: '8', from: '2014-05-16', until: null };
  const product = {
    category: 'office',
    publisher: 'Kingsoft',
    name: 'WPS Office',
    aliases: [],
    osFamily: null,
    domestic: true,
    volumeIsUpgradeOnly: false,
    verified: false,
    editions: [{ name: 'Professional', unitEligible: true, rank: 2 }],
    versions: [{ version: '2023', releasedOn: null, supportEndsOn: null, verified: false }],
    rights: [{ kind: 'downgrade', fromVersion: '2023', toVersion: '2019' }],
  };
  const value = '/parameters/0/value';
  const cases: readonly (readonly [string, Entry, string, string])[] = [
    ['a malformed jurisdiction', policyDocument('4210'), '/jurisdiction', 'policy.jurisdiction_malformed'],
    ['an unknown name', one(parameter('policy.cap.offcie', 1)), '/parameters/0/name', 'policy.name_unknown'],
    ['an unknown level', one(office({ levels: ['village'] })), '/parameters/0/levels/0', 'document.not_one_of'],
    ['a negative amount', one(parameter('policy.cap.office', -1)), value, 'policy.value_wrong_type'],
    ['an amount in yuan', one(parameter('policy.cap.office', 600.5)), value, 'policy.value_wrong_type'],
    ['a text for a claim', one(parameter('policy.plan.reuseFirst', 'yes')), value, 'policy.value_wrong_type'],
    ['a text for a list', one(parameter('policy.edition.home', 'home')), value, 'document.not_list'],
    ['reversed dates', one(office({ from: '2026-02-01', until: '2026-01-01' })), ...reversed],
    [
      'a banned system without a product',
      one(parameter('policy.os.banned', [{ ...banned, product: null }])),
      ...noProduct,
    ],
    [
      'a version for an edition that is no list',
      one(
        parameter('policy.products.known', [{ ...product, versions: [{ ...product.versions[0], editions: 'Pro' }] }]),
      ),
      ...families,
    ],
    ['a product with an unknown key', one(parameter('policy.products.known', [{ ...product, colour: 1 }])), ...colour],
    [
      'a product whose platforms are no list',
      one(parameter('policy.products.known', [{ ...product, runsOn: 'linux-x64' }])),
      ...platforms,
    ],
    ['a rank that is no number', one(parameter('policy.products.known', [withRank('2')])), ...rank],
    ['a right without a target', one(parameter('policy.products.known', [withoutTarget()])), ...target],
    ['two entries for one day and level', overlapping({ from: '2026-01-31' }), '/parameters/1', 'policy.overlap'],
    ['an entry for all beside one for some', overlapping({ levels: ['city'] }), '/parameters/1', 'policy.overlap'],
  ];

  for (const [says, document, pointer, code] of cases) {
    it(`is refused with ${says}`, () => {
      const result = parsePolicyDocument(document);

      assert.ok('offences' in result);
      assert.deepEqual(
        result.offences.map((offence) => [offence.pointer, offence.code]),
        [[pointer, code]],
      );
    });
  }

  it('may have one entry after another, and different entries for different levels', () => {
    const after = overlapping({ from: '2026-02-01' });
    const levels = policyDocument('000000', office({ levels: ['city'] }), office({ levels: ['county'] }));

    assert.ok('policy' in parsePolicyDocument(after));
    assert.ok('policy' in parsePolicyDocument(levels));
    assert.ok('policy' in parsePolicyDocument(one(parameter('policy.products.known', [product]))));
  });

  function overlapping(second: Entry): Entry {
    return policyDocument('000000', office({ until: '2026-01-31' }), office({ from: '2026-01-01', ...second }));
  }

  function withRank(rankValue: unknown): Entry {
    return { ...product, editions: [{ name: 'Professional', unitEligible: true, rank: rankValue }] };
  }

  function withoutTarget(): Entry {
    return { ...product, rights: [{ kind: 'downgrade', fromVersion: '2023' }] };
  }
});

function one(entry: Entry): Entry {
  return policyDocument('000000', entry);
}
