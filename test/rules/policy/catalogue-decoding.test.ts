import assert from 'node:assert/strict';
import { decodeCatalogue, needsOf } from '../../../src/rules/index.ts';
import { parseCatalogueDecoding } from '../../../src/rules/policy/catalogue-decoding.ts';
import { parseNeedsPerCategory } from '../../../src/rules/policy/needs-per-category.ts';

function code(text: string, category: string, overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return { code: text, match: 'exact', category, softwareCategories: null, verified: true, ...overrides };
}

function software(text: string, softwareCategories: readonly string[] | null): Record<string, unknown> {
  return code(text, 'software', { match: 'prefix', softwareCategories });
}

const table2022 = [
  code('A02010105', 'desktop'),
  code('A02010105', 'all-in-one'),
  code('A02010108', 'laptop'),
  software('A080603', null),
  software('A08060301', ['operating-system', 'office']),
];

function decodingDocument(...codes: readonly unknown[]): unknown {
  return { schema: 'gate-catalogue/1', editions: [{ edition: '2022', document: null, codes }] };
}

const parsed = parseCatalogueDecoding(decodingDocument(...table2022));
assert.ok('decoding' in parsed);
const { decoding } = parsed;

function decode(text: string, edition = '2022') {
  return decodeCatalogue(decoding, { edition, code: text });
}

const prefix = ['/editions/0/codes/0/match', 'decoding.prefix'] as const;
const fuzzy = ['/editions/0/codes/0/match', 'document.not_one_of'] as const;

describe('decoding the procurement catalogue', () => {
  it('gives every category that a code may stand for', () => {
    assert.deepEqual(decode('A02010105'), {
      item: 'A02010105',
      categories: ['desktop', 'all-in-one'],
      softwareCategories: null,
    });
  });

  it('matches hardware exactly: neither a longer nor a shorter code', () => {
    assert.equal(decode('A0201010800'), 'unknown-code');
    assert.equal(decode('A020101'), 'unknown-code');
  });

  it('matches software by the longest prefix', () => {
    assert.deepEqual(decode('A0806030105'), {
      item: 'A08060301',
      categories: ['software'],
      softwareCategories: ['operating-system', 'office'],
    });
    assert.deepEqual(decode('A08060399'), { item: 'A080603', categories: ['software'], softwareCategories: null });
  });

  it('knows no code of another edition', () => {
    assert.equal(decode('A02010105', '2013'), 'unknown-code');
    assert.equal(decode('A02010105', 'not-stated'), 'unknown-code');
  });

  const cases: readonly (readonly [string, unknown, string, string])[] = [
    ['a malformed code', code('X1', 'desktop'), '/editions/0/codes/0/code', 'decoding.code_malformed'],
    ['hardware by prefix', code('A02', 'desktop', { match: 'prefix' }), ...prefix],
    ['an unknown way to match', code('A02', 'desktop', { match: 'fuzzy' }), ...fuzzy],
  ];
  for (const [says, row, pointer, offence] of cases) {
    it(`refuses ${says}`, () => {
      const result = parseCatalogueDecoding(decodingDocument(row));

      assert.ok('offences' in result);
      assert.deepEqual(
        result.offences.map((found) => [found.pointer, found.code]),
        [[pointer, offence]],
      );
    });
  }

  it('refuses a code and category listed twice', () => {
    const result = parseCatalogueDecoding(decodingDocument(code('A02', 'desktop'), code('A02', 'desktop')));

    assert.ok('offences' in result);
    assert.deepEqual(
      result.offences.map((found) => found.code),
      ['decoding.duplicate'],
    );
  });
});

describe('needs per category', () => {
  const row = (category: string, overrides: Record<string, unknown> = {}) => ({
    category,
    kind: 'client',
    office: ['device', 'virtual-desktop'],
    antivirusClient: ['device'],
    antivirusServer: [],
    operatingSystem: 'preinstalled',
    ...overrides,
  });
  const needsDocument = (...categories: readonly unknown[]) => ({ schema: 'gate-needs/1', document: null, categories });

  it('are found by category, and undefined for one that is not listed', () => {
    const result = parseNeedsPerCategory(needsDocument(row('desktop'), row('laptop', { kind: 'client' })));
    assert.ok('needs' in result);

    assert.deepEqual(needsOf(result.needs, 'laptop')?.office, ['device', 'virtual-desktop']);
    assert.equal(needsOf(result.needs, 'printer'), undefined);
  });

  it('are refused with an unknown unit, kind or key, or a category twice', () => {
    const codesOf = (...rows: readonly unknown[]) => {
      const result = parseNeedsPerCategory(needsDocument(...rows));
      return 'offences' in result ? result.offences.map(({ pointer, code: found }) => `${pointer} ${found}`) : [];
    };

    assert.deepEqual(codesOf(row('desktop', { office: ['room'] })), ['/categories/0/office/0 document.not_one_of']);
    assert.deepEqual(codesOf(row('desktop', { kind: 'toy' })), ['/categories/0/kind document.not_one_of']);
    assert.deepEqual(codesOf(row('desktop', { printer: [] })), ['/categories/0/printer document.unknown_key']);
    assert.deepEqual(codesOf(row('desktop'), row('desktop')), ['/categories/1 document.duplicate']);
  });
});
