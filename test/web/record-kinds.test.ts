import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import { areaOf, PLACES } from '../../src/web/ui/navigation.ts';
import { placesNamed } from '../../src/web/ui/palette/find-places.ts';
import { RECORD_KINDS } from '../browser/record-kinds.ts';

const RECORDS = join(packageRoot(), 'src/web/records');

describe('kinds of records in the console', () => {
  const described = readdirSync(join(RECORDS, 'kinds')).map((file) => ({
    kind: file.replace(/\.tsx?$/, ''),
    text: readFileSync(join(RECORDS, 'kinds', file), 'utf8'),
  }));

  it('have a journey each, with a page where the description has one', () => {
    assert.deepEqual(
      described.map(({ kind, text }) => [kind, /^\s+page: \{/m.test(text)]),
      [...RECORD_KINDS].map(({ kind, hasPage }) => [kind, hasPage]).toSorted(),
    );
  });

  it('are narrowed by what an address may say', () => {
    const routes = readFileSync(join(RECORDS, 'index.ts'), 'utf8');
    const known = routes.slice(routes.indexOf('const FILTERS'), routes.indexOf('type RecordSearch'));
    for (const { kind, text } of described) {
      const filters = text.slice(text.indexOf('filters: ['), text.search(/^\s+(beside|says|page|isReport)/m));
      for (const [, name] of filters.matchAll(/\{ name: '(\w+)', as:/g)) {
        assert.ok(known.includes(`'${name}'`), `${kind}: ${name}`);
      }
    }
  });

  it('are places of their own, or stand beside one', () => {
    for (const { kind } of described) {
      const place = PLACES.find(({ to }) => to === `/${kind}`);
      assert.ok(place?.by, kind);
      const area = areaOf(`/${kind}/any`, PLACES);
      assert.equal(area?.name, place.beside ?? place.name, kind);
    }
  });

  it('are found by the words that people have for them', () => {
    for (const word of ['台账', '供应商', '许可', '授权', '设备', '产品', '报表', '规则']) {
      assert.ok(placesNamed(word, PLACES).length > 0, word);
    }
    assert.deepEqual(
      placesNamed('黑名单', PLACES).map(({ name }) => name),
      ['suppliers', 'debarments'],
    );
  });
});
