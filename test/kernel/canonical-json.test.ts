import assert from 'node:assert/strict';
import canonicalize from 'canonicalize';
import { assert as holds, jsonValue, property } from 'fast-check';
import { canonicalJson } from '../../src/kernel/index.ts';

describe('canonical JSON', () => {
  it('writes any JSON value as the reference library does', () => {
    void holds(
      property(jsonValue({ noUnicodeString: false }), (value) => {
        assert.equal(canonicalJson(value), canonicalize(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('writes long lists as it writes short ones', () => {
    const mixed = [0, -0, 1.5, 'text', '"', '\u0001', '汉字', true, null, [], {}, ['a', ['b']], '\\ud800', '😀'];

    assert.equal(canonicalJson(mixed), `[${mixed.map((value) => canonicalJson(value)).join(',')}]`);
    assert.equal(canonicalJson([...mixed, { b: 1, a: 2 }]), canonicalize([...mixed, { b: 1, a: 2 }]));
  });

  it('sorts keys as text, also those that look like numbers', () => {
    assert.equal(canonicalJson({ b: 1, 10: 2, 9: 3, a: undefined }), '{"10":2,"9":3,"b":1}');
  });

  for (const [name, value] of [
    ['undefined', undefined],
    ['a function', () => 1],
    ['an infinite number', Number.POSITIVE_INFINITY],
    ['half a character', '\ud800'],
    ['half a character in a long list', [...'12345678', '\udfff']],
    ['a hole in a long list', Object.assign([...'12345678'], { length: 9 })],
    ['infinity in a long list', [...'12345678', Number.NEGATIVE_INFINITY]],
    ['half a character in a key', { '\ud800': 1 }],
  ] as const) {
    it(`refuses ${name}, which has no JSON form`, () => {
      assert.throws(() => canonicalJson(value), TypeError);
    });
  }
});
