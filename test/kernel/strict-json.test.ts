import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEPTH_MAX, parseStrictJson, Refusal } from '../../src/kernel/index.ts';

describe('strict JSON', () => {
  it('reads what JSON.parse reads, when every key stands once', () => {
    fc.assert(
      // The key that strict JSON refuses is tested below.
      fc.property(fc.json({ maxDepth: 6 }), (source) => {
        fc.pre(!/__proto__|\\u00[01]|\\[bf]/.test(source));
        assert.deepEqual(parseStrictJson(source), JSON.parse(source));
      }),
    );
  });

  it('says of XML that it is XML, and where inventories of agents go', () => {
    assert.throws(() => parseStrictJson('\n<?xml version="1.0"?><REQUEST/>'), {
      code: 'request.json',
      message: /is XML .* gate import scans/,
    });
  });

  const refused: readonly [string, string, { readonly code: string; readonly pointer: string }][] = [
    ['nothing at all', '', { code: 'request.json', pointer: '' }],
    ['half an object', '{"a":', { code: 'request.json', pointer: '' }],
    ['a trailing comma', '{"a":1,}', { code: 'request.json', pointer: '' }],
    ['a text without an end', '{"a":"b', { code: 'request.json', pointer: '' }],
    ['two values', '{} {}', { code: 'request.json', pointer: '' }],
    ['brackets that close nothing', ']}]', { code: 'request.json', pointer: '' }],
    ['a number that is none', '{"a":NaN}', { code: 'request.json', pointer: '' }],
    ['a raw control character', '{"a":"\u0001"}', { code: 'request.json', pointer: '' }],
    ['a key twice', '{"a":1,"b":[{"c":1,"c":2}]}', { code: 'request.duplicate_key', pointer: '/b/0/c' }],
    ['a key twice in two spellings', '{"ab":1,"\\u0061b":2}', { code: 'request.duplicate_key', pointer: '/ab' }],
    ['a key twice, quoted inside', '{"a\\"b":1,"a\\"b":2}', { code: 'request.duplicate_key', pointer: '/a"b' }],
    ['a key twice, with a slash', '{"a/b~":1,"a/b~":2}', { code: 'request.duplicate_key', pointer: '/a~1b~0' }],
    ['__proto__', '{"lines":[0,{"__proto__":{}}]}', { code: 'request.forbidden_key', pointer: '/lines/1/__proto__' }],
    ['__proto__, escaped', '{"\\u005f_proto__":1}', { code: 'request.forbidden_key', pointer: '/__proto__' }],
    [
      'constructor.prototype',
      '{"constructor":{"prototype":{"isAdmin":true}}}',
      { code: 'request.forbidden_key', pointer: '/constructor/prototype' },
    ],
    ['U+0000 in a text', '{"a":["N\\u0000"]}', { code: 'request.control_character', pointer: '/a/0' }],
    ['U+0000 in a key', '{"b":1,"a\\u0000":2}', { code: 'request.control_character', pointer: '/b' }],
    ['a bell', '{"a":"\\b"}', { code: 'request.control_character', pointer: '/a' }],
    ['half a surrogate pair', '{"a":["\\ud83d"]}', { code: 'request.surrogate', pointer: '/a/0' }],
    ['a surrogate pair the wrong way round', '{"a":"\\udc00\\ud83d"}', { code: 'request.surrogate', pointer: '/a' }],
  ];

  for (const [what, source, { code, pointer }] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => parseStrictJson(source),
        (error) => error instanceof Refusal && error.code === code && error.errors[0]?.pointer === pointer,
      );
    });
  }

  it('takes the same key in two objects, a whole surrogate pair, and a constructor without a prototype', () => {
    const source = '{"a":{"k":1},"b":{"k":"\\ud83d\\ude00"},"constructor":{"name":"prototype"},"prototype":1}';

    assert.deepEqual(parseStrictJson(source), JSON.parse(source));
  });

  it(`takes ${DEPTH_MAX} levels and refuses one more, before a parser sees them`, () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

    assert.ok(Array.isArray(parseStrictJson(nested(DEPTH_MAX))));
    assert.throws(() => parseStrictJson(nested(DEPTH_MAX + 1)), { code: 'request.depth' });
    assert.throws(() => parseStrictJson('['.repeat(4_000_000)), { code: 'request.depth' });
  });

  it('takes tabs and ends of lines', () => {
    assert.deepEqual(parseStrictJson('{"a":"1\\t2\\r\\n3"}'), { a: '1\t2\r\n3' });
  });

  it('tells the place of a mistake and nothing of the text', () => {
    assert.doesNotMatch(refusalOf('["at position 3", x]').text.en, /character 4/);
    const refusal = refusalOf('{"name": "王建国",\n "a": 1,}');

    assert.match(refusal.text.en, /line 2, character 9/);
    assert.equal(JSON.stringify(refusal).includes('王'), false);
  });
});

function refusalOf(source: string): Refusal {
  try {
    parseStrictJson(source);
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new assert.AssertionError({ message: `was taken: ${source}` });
}
