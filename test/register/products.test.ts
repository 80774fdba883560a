import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../src/db/index.ts';
import { allProjections } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { factsOfProducts } from '../../src/register/index.ts';
import { event, gateForEachTest, given } from '../agencies/agency-examples.ts';
import { findAfter } from '../orders/history/history-support.ts';
import { forEachEngine } from '../support/databases.ts';

function wps(different: object = {}): object {
  return { category: 'office', name: 'WPS Office', aliases: ['金山WPS'], ...different };
}

describe('products', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);

    it('give everything that is left out its meaning, also inside', async () => {
      const editions = [{ name: 'Professional', unitEligible: true }];
      const created = await given(here.gate, '/v1/products', wps({ editions, versions: [{ version: '2023' }] }));

      assert.deepEqual(created.editions, [{ name: 'Professional', unitEligible: true, rank: null }]);
      assert.deepEqual(created.versions, [{ version: '2023', releasedOn: null, supportEndsOn: null }]);
      assert.deepEqual([created.domestic, created.volumeIsUpgradeOnly, created.rights], [null, false, []]);
    });

    it('end a version on a day of its own for each family of editions, and once for each edition', async () => {
      const editions = ['Pro', 'Enterprise'].map((name) => ({ name, unitEligible: true }));
      const version = (own: readonly string[] | undefined, supportEndsOn: string | null = null) => ({
        ...{ version: '22H2', releasedOn: null, supportEndsOn },
        ...(own && { editions: own }),
      });
      const post = (name: string, ...versions: readonly object[]) =>
        here.gate.installer.post('/v1/products', wps({ name, aliases: [], editions, versions }));

      const families = [version(['Pro'], '2024-10-08'), version(['Enterprise'], '2025-10-14')];
      const made = await post('系统甲', ...families);
      const unknown = await post('系统乙', version(['Supreme']));
      const twice = await post('系统丙', version(['Pro']), version(undefined));
      const cell = `"${JSON.stringify(families).replaceAll('"', '""')}"`;
      const file = `category,name,editions,versions\nother,系统丁,"${JSON.stringify(editions).replaceAll('"', '""')}",${cell}`;
      const imported = await here.gate.installer.send('post', '/v1/products/import', {
        ...{ bytes: file, headers: { 'content-type': 'text/csv' } },
      });

      assert.deepEqual([made.status, made.body.versions], [201, families]);
      for (const { status, body } of [unknown, twice]) {
        assert.deepEqual([status, body.code, body.errors[0].pointer], [422, 'product.version_edition', '/versions']);
      }
      assert.deepEqual(
        imported.body.rows.map(({ status }: { status: string }) => status),
        ['created'],
      );
    });

    it('have a name or alias once in a category, however it is written', async () => {
      await given(here.gate, '/v1/products', wps());

      const named = await here.gate.installer.post('/v1/products', wps({ name: 'ｗｐｓ  office', aliases: [] }));
      const aliased = await here.gate.installer.post('/v1/products', wps({ name: 'Kingsoft', aliases: ['金山wps'] }));
      const other = await here.gate.installer.post('/v1/products', wps({ category: 'other' }));

      assert.deepEqual([named.status, aliased.status, other.status], [409, 409, 201]);
      assert.deepEqual([named.body.errors[0].pointer, aliased.body.errors[0].pointer], ['/name', '/aliases']);
      assert.equal(named.body.code, 'product.exists');
    });

    it('are found by any part of a name, an alias or the publisher’s name, Chinese or English, however it is written', async () => {
      const made = await given(here.gate, '/v1/products', wps({ publisher: '北京金山办公软件股份有限公司' }));
      await given(here.gate, '/v1/products', {
        category: 'office',
        name: '永中Office',
        publisher: '永中软件股份有限公司（Yozosoft）',
      });
      await given(here.gate, '/v1/products', { category: 'other', name: '无发布者' });
      const found = async (query: string): Promise<readonly string[]> => {
        const { body } = await here.gate.installer.get(`/v1/products?${query}`);
        return body.items.map(({ id }: { id: string }) => id);
      };

      assert.deepEqual(await found(`search=${encodeURIComponent('金山')}`), [made.id]);
      assert.deepEqual(await found(`search=${encodeURIComponent('ｗＰＳ  off')}`), [made.id]);
      assert.deepEqual((await found('search=office')).length, 2);
      assert.deepEqual(await found(`publisher=${encodeURIComponent('金山办公')}`), [made.id]);
      assert.deepEqual((await found(`search=${encodeURIComponent('永中软件')}`)).length, 1);
      assert.deepEqual((await found('search=YOZOsoft')).length, 1);
      assert.deepEqual(await found(`search=${encodeURIComponent('股份有限')}&category=other`), []);
      assert.deepEqual(await found('search=%25'), []);
    });

    it('are listed by who publishes them, page by page', async () => {
      const names = ['甲公司', '乙公司', '甲公司'];
      for (const [index, publisher] of names.entries()) {
        await given(here.gate, '/v1/products', { category: 'other', name: `软件${index}`, publisher });
      }

      const first = await here.gate.installer.get('/v1/publishers?limit=1');
      const second = await here.gate.installer.get(`/v1/publishers?limit=1&after=${first.body.next}`);

      const all = [...first.body.items, ...second.body.items];
      assert.deepEqual(Object.fromEntries(all.map((one) => [one.name, one.products])), { 甲公司: 2, 乙公司: 1 });
      assert.equal(second.body.next, null);
    });

    it('are found by the names they have, and no longer by those they had', async () => {
      const { id, tag } = await given(here.gate, '/v1/products', wps());

      await here.gate.installer.post(`/v1/products/${id}/events`, event({ aliases: ['金山办公'] }), {
        'if-match': tag,
      });
      const free = await here.gate.installer.post('/v1/products', wps({ name: '金山WPS', aliases: [] }));

      assert.equal(free.status, 201);
      const found = await inSnapshot(here.gate.db, (tx) => factsOfProducts(tx, ['金山办公']));
      assert.deepEqual(
        found.map((product) => product.id),
        [id],
      );
    });

    it('are imported with lists of objects as JSON, and a clash inside the file is refused', async () => {
      const heading = 'category,name,aliases,domestic,editions';
      const cell = '"[{""name"":""Professional"",""unitEligible"":true,""rank"":2}]"';
      const file = [
        heading,
        `office,WPS Office,金山WPS,true,${cell}`,
        'office,金山WPS,,,',
        'office,Yozo,,maybe,not json',
        'office,Yozo,,,"[{""name"":""a\\ud800"",""unitEligible"":true}]"',
        'office,Yozo,,,"[{""name"":""a"",""name"":""b"",""unitEligible"":true}]"',
      ].join('\n');

      const { body } = await here.gate.installer.send('post', '/v1/products/import', {
        bytes: file,
        headers: { 'content-type': 'text/csv' },
      });

      assert.deepEqual(
        body.rows.map(({ status }: { status: string }) => status),
        ['created', 'refused', 'refused', 'refused', 'refused'],
      );
      assert.deepEqual(
        body.rows[2].errors.map(({ column }: { column: string }) => column),
        ['domestic', 'editions'],
      );
      assert.deepEqual(
        [body.rows[3], body.rows[4]].map(({ errors }) => errors[0].column),
        ['editions', 'editions'],
      );
    });

    it('are verified by their names too: one that was given to another product, taken away or made up', async () => {
      const { id } = await given(here.gate, '/v1/products', wps());
      const other = await given(here.gate, '/v1/products', { category: 'office', name: '永中Office' });
      const verify = async (tx: Tx) => verifyLog(tx, { projections: await allProjections() });
      const foundAfter = async (change: (tx: Tx) => Promise<unknown>) => {
        const { differences } = await findAfter(here.gate, change, verify);
        return differences.map(({ table, key, kind, field }) => [table, key, kind, field ?? ''].join(' ').trim());
      };
      const alias = { category: 'office', name_key: '金山wps' };

      assert.deepEqual(await foundAfter(async () => undefined), []);
      assert.deepEqual(await foundAfter((tx) => tx('product_names').where(alias).update({ product_id: other.id })), [
        'product_names office/金山wps differs productId',
      ]);
      assert.deepEqual(await foundAfter((tx) => tx('product_names').where(alias).delete()), [
        'product_names office/金山wps no-row',
      ]);
      assert.deepEqual(
        await foundAfter((tx) => tx('product_names').insert({ ...alias, name_key: 'windows', product_id: id })),
        ['product_names office/windows no-leaf'],
      );
    });
  });
});
