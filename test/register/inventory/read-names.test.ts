import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { nameReader } from '../../../src/facts/index.ts';
import { civilDate } from '../../../src/kernel/index.ts';
import {
  type NamedProduct,
  nameSuggester,
  type PublishedNames,
  suggester,
} from '../../../src/register/inventory/product-suggestions.ts';
import { gateForEachTest } from '../../agencies/agency-examples.ts';
import { csv } from '../../budget/finance-sheet.ts';
import { vocabulary } from '../../judgement/corpus.ts';
import { onOneEngine } from '../../support/databases.ts';
import { BUREAU, importFile, installed, ledger, softwareCounts, withProducts } from './inventory-office.ts';

const { parameters } = JSON.parse(readFileSync('rules/policy/known-products.json', 'utf8')) as {
  readonly parameters: readonly { readonly value: readonly PublishedNames[] }[];
};
const KNOWN = parameters[0]?.value ?? [];
const WINDOWS: NamedProduct = {
  ...{ id: 'pro_windows', category: 'operating-system', publisher: null, name: 'Windows', aliases: [] },
  ...{ editions: [{ name: 'Pro' }], versions: [{ version: '11 25H2' }] },
};

const words = vocabulary();
const on = civilDate('2026-12-01');
const suggest = nameSuggester([WINDOWS], KNOWN, nameReader({ words, on }));
const readAs = (name: string, category: Parameters<typeof suggest>[1] = null) => {
  const { readAs: read } = suggest(name, category);
  return read && [read.product, read.edition, read.version, read.standing, ...read.notUnderstood];
};
const firstOf = (name: string) => {
  const [first] = suggest(name, null).suggestions;
  return first && [first.productId, first.edition, first.version];
};

describe('names of software in files', () => {
  it('are read as those of orders are, whatever the file says of their kind', () => {
    const wanted = ['Windows', '专业版', '11 25H2', 'buyable'];
    assert.deepEqual(readAs('Windows11专业版 25H2（正版）'), wanted);
    assert.deepEqual(readAs('Windows11专业版 25H2（正版）', 'operating-system'), wanted);
    assert.equal(readAs('Windows11专业版 25H2', 'office'), null);
    assert.equal(readAs('荆楚财务软件'), null);
  });

  it('keep the words that nothing explains, and what stands against them', () => {
    assert.deepEqual(readAs('Windows 11 专业版 甲处'), ['Windows', '专业版', '11', 'buyable', '甲', '处']);
    assert.equal(readAs('Windows 11 专业版 试用版')?.[3], 'trial');
    assert.equal(readAs('Windows 11 家庭版')?.[3], 'home-edition');
  });

  it('propose first what is read in them, but nothing where a word is left', () => {
    assert.deepEqual(firstOf('win 11 专业版 25H2 64位'), ['pro_windows', '专业版', '11 25H2']);
    const byLikeness = suggester([WINDOWS], KNOWN);
    for (const name of ['WPS Office for Microsoft Windows', 'Realtek driver for Windows 10'])
      assert.deepEqual(suggest(name, null).suggestions, byLikeness(name));
  });

  it('are read by nobody where the policy has no words', () => {
    const unread = nameSuggester([WINDOWS], KNOWN, nameReader({ words: undefined, on }));
    assert.equal(unread('Windows11专业版', null).readAs, null);
  });

  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    it('are told as what they were taken for, tried and imported, and change no installation', async () => {
      await withProducts(here.gate);
      await importFile(here.gate.installer, 'detail-ledger', ledger());
      const before = await installed(here.gate);
      const log = csv([
        ['日期', '操作', '资产编号', '软件名称', '软件版本'],
        ['2026-05-01', '安装', 'A-1', '金山WPS 2019专业版（正版）', ''],
      ]);

      const tried = await importFile(
        here.gate.installer,
        'maintenance-ledger',
        log,
        `agencyCode=${BUREAU}&dryRun=true`,
      );
      const real = await importFile(here.gate.installer, 'maintenance-ledger', log);

      for (const { body } of [tried, real]) {
        const [{ readAs: read, suggestions }] = body.unknownNames;
        assert.deepEqual([read.product, read.version, read.notUnderstood], ['WPS Office', '2019', []]);
        assert.equal(suggestions[0].product, 'WPS Office');
      }
      assert.deepEqual(softwareCounts(real), [0, 0, 0]);
      assert.deepEqual(await installed(here.gate), before);
    });
  });
});
