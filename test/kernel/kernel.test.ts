import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  canonicalJson,
  digestOf,
  type Grant,
  groupBy,
  newId,
  packageRoot,
  Refusal,
  reaches,
  regionsUpwards,
  text,
} from '../../src/kernel/index.ts';

describe('a region', () => {
  it('lies in its city, its province and the country, each named once', () => {
    assert.deepEqual(regionsUpwards('421022'), ['421022', '421000', '420000', '000000']);
    assert.deepEqual(regionsUpwards('421000'), ['421000', '420000', '000000']);
    assert.deepEqual(regionsUpwards('420000'), ['420000', '000000']);
    assert.deepEqual(regionsUpwards('000000'), ['000000']);
  });
});

describe('a grant', () => {
  const agency = { code: '11421022MB0000001A', region: '421022' };
  const GRANTS: readonly (readonly [grant: Grant, isReached: boolean])[] = [
    [{ agencies: [agency.code] }, true],
    [{ agencies: ['11421022MB0000002A', agency.code] }, true],
    [{ agencies: ['11421022MB0000002A'] }, false],
    [{ agencies: [] }, false],
    [{ region: '421022' }, true],
    [{ region: '421000' }, true],
    [{ region: '420000' }, true],
    [{ region: '000000' }, true],
    [{ region: '421023' }, false],
    [{ region: '420100' }, false],
    [{ region: '' }, false],
  ];

  for (const [grant, isReached] of GRANTS) {
    it(`of ${JSON.stringify(grant)} ${isReached ? 'reaches' : 'does not reach'} an agency of 421022`, () => {
      assert.equal(reaches(grant, agency), isReached);
    });
  }
});

describe('canonical JSON', () => {
  it('is one text for one value, whatever the order of its keys', () => {
    assert.equal(canonicalJson({ b: 1, a: ['正版', null, true] }), '{"a":["正版",null,true],"b":1}');
    assert.equal(canonicalJson({ a: undefined, b: -0 }), '{"b":0}');
  });

  for (const value of [undefined, () => 1, Number.NaN, Number.POSITIVE_INFINITY, 1n]) {
    it(`has no text for ${String(value)}`, () => assert.throws(() => canonicalJson(value)));
  }

  it('is hashed by its bytes', () => {
    const empty = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

    assert.equal(digestOf(''), empty);
    assert.equal(digestOf('正版'), digestOf(Buffer.from('正版', 'utf8')));
  });
});

describe('an id', () => {
  it('names its kind, is never the same twice, and sorts by the millisecond', () => {
    const ids = Array.from({ length: 5_000 }, () => newId('ord'));

    assert.ok(ids.every((id) => /^ord_[0-9a-f]{32}$/.test(id)));
    assert.equal(new Set(ids).size, ids.length);
    const milliseconds = ids.map((id) => id.slice(0, 'ord_'.length + 12));
    assert.deepEqual([...milliseconds].sort(), milliseconds);
  });
});

describe('a refusal', () => {
  it('carries its kind, its code and both languages', () => {
    const refusal = new Refusal('conflict', 'order.state', text('订单状态不允许', 'the state does not allow it'));

    assert.ok(refusal instanceof Error);
    assert.equal(refusal.message, 'the state does not allow it');
    assert.deepEqual([refusal.kind, refusal.code, refusal.errors], ['conflict', 'order.state', []]);
    assert.equal(refusal.text['zh-CN'], '订单状态不允许');
  });
});

describe('rows', () => {
  it('are grouped in their order', () => {
    const groups = groupBy(['ab', 'b', 'aa'], (row) => row.charAt(0));

    assert.deepEqual(
      [...groups],
      [
        ['a', ['ab', 'aa']],
        ['b', ['b']],
      ],
    );
  });
});

describe('the package', () => {
  it('is found from the sources', () => assert.ok(existsSync(join(packageRoot(), 'rules', 'facts.json'))));
});
