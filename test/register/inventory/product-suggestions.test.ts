import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  type NamedProduct,
  type PublishedNames,
  suggester,
} from '../../../src/register/inventory/product-suggestions.ts';
import { size } from '../../support/long.ts';

const { parameters } = JSON.parse(readFileSync('rules/policy/known-products.json', 'utf8')) as {
  readonly parameters: readonly { readonly value: readonly PublishedNames[] }[];
};
const KNOWN = parameters[0]?.value ?? [];

const posted = (id: string, name: string, different: Partial<NamedProduct> = {}): NamedProduct => ({
  ...{ id, category: 'office', publisher: null, name, aliases: [], editions: [], versions: [] },
  ...different,
});
const WPS = posted('pro_wps', 'WPS Office', { editions: [{ name: 'Professional' }], versions: [{ version: '2023' }] });
const FINANCE = posted('pro_fin', '荆楚财务软件V3', { category: 'other' });

/** Each is held against all others. */
const KNOWN_BETWEEN = size({ test: 6, long: 1 });

describe('products that a name of software may mean', () => {
  for (const [name, ...wanted] of [
    ['Microsoft Office Professional Plus 2019 - zh-cn', 'Microsoft Office/Professional Plus/2019'],
    ['Microsoft Windows 11 Pro', 'Windows/Pro/11'],
    ['Microsoft Windows 11 专业版', 'Windows/专业版/11'],
    ['WPS Office 2023 (12.8.2.1)', 'WPS Office/-/2023'],
    ['统信UOS 20 专业版', 'UnionTech UOS Desktop/专业版/20'],
    ['荆楚财务软件专业版', '荆楚财务软件V3/-/-'],
    ['WPS Office for Microsoft Windows', 'WPS Office/-/-'],
    ['LibreOffice 7.3', 'LibreOffice/-/-'],
    ['金山WPS 365 教育版', 'WPS 365/-/-'],
  ] as const) {
    it(`are, for ${name}, ${wanted.join(' and ')} first`, () => {
      const found = suggester([WPS, FINANCE], KNOWN)(name);

      const told = found.map(({ product, edition, version }) => `${product}/${edition ?? '-'}/${version ?? '-'}`);
      assert.deepEqual(told.slice(0, wanted.length), wanted);
    });
  }

  for (const name of [
    ...['Acme Office Professional 2023', 'Total Commander', 'QuickHeal Total Security', 'AnyDesk'],
    ...['Microsoft Edge', 'Microsoft Visio 2019', 'Update for 办公软件', 'Desktop 终端安全'],
  ]) {
    it(`are none for ${name}`, () => {
      assert.deepEqual(suggester([WPS, FINANCE], KNOWN)(name), []);
    });
  }

  it('never are another publisher’s, whatever words the names share', () => {
    const suggest = suggester([WPS], KNOWN);
    const publisherOf = new Map(KNOWN.map(({ name, publisher }) => [name, publisher]));

    for (const { name, aliases, publisher, editions } of KNOWN.filter((_, at) => at % KNOWN_BETWEEN === 0)) {
      for (const each of [name, ...aliases]) {
        for (const whole of [each, ...editions.map((edition) => `${each} ${edition.name} 2019`)]) {
          const owners = suggest(whole).map(({ product }) => publisherOf.get(product));
          assert.ok(
            owners.every((owner) => owner === publisher),
            `${whole}: ${owners.join(', ')}`,
          );
        }
      }
    }
  });

  it('name the product of the register where it has one of the names that the policy knows', () => {
    const [found] = suggester(
      [posted('pro_win', 'Microsoft Windows', { category: 'operating-system' })],
      KNOWN,
    )('Win11');
    const [onlyKnown] = suggester([], KNOWN)('Win11');

    assert.deepEqual([found?.productId, found?.product], ['pro_win', 'Microsoft Windows']);
    assert.deepEqual([onlyKnown?.productId, onlyKnown?.product], [null, 'Windows']);
  });
});
