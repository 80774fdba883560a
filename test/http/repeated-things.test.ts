import assert from 'node:assert/strict';
import { gateContract, type Schema } from '../../src/http/contract/contract.ts';
import { oneGate } from './one-gate.ts';

// Tests run with `--disable-proto=throw`, as a gate does.

describe('a list that holds one thing twice', () => {
  const here = oneGate();

  const lists: readonly [string, string, string, object][] = [
    ['event types', '/v1/webhook-endpoints', '/types', {}],
    ['scopes', '/v1/api-keys', '/scopes', { label: 'k', owner: 'per_1', role: 'machine' }],
    ['keys of a platform', '/v1/platforms', '/callbackKeys', {}],
    ['stages', '/v1/backtests', '/stages', {}],
  ];
  const toldOf = (answer: { body: { errors: { pointer: string; message: string }[] } }, pointer: string) =>
    answer.body.errors.filter((error) => error.pointer === pointer).map(({ message }) => message);

  for (const [what, path, pointer, rest] of lists) {
    for (const item of ['__proto__', 'constructor', 'order.decided']) {
      it(`is refused, also when ${item} stands twice among the ${what}`, async () => {
        const body = { ...rest, [pointer.slice(1)]: [item, item] };

        const answer = await here.gate.installer.post(path, body, { 'accept-language': 'en' });

        assert.equal(answer.status, 400, JSON.stringify(answer.body));
        assert.deepEqual(toldOf(answer, pointer), ['must not hold one thing twice']);
      });
    }
  }

  it('is refused of rules to set aside, in whatever order their members stand, and of nothing else', async () => {
    const post = (second: object) =>
      here.officer.post(
        '/v1/waivers',
        { rules: [{ rule: 'OS-04', revision: 1, clause: 'thin' }, second] },
        { 'accept-language': 'en' },
      );

    const same = await post({ clause: 'thin', revision: 1, rule: 'OS-04' });
    const other = await post({ clause: 'thin', revision: 2, rule: 'OS-04' });

    assert.deepEqual(toldOf(same, '/rules'), ['must not hold one thing twice']);
    assert.deepEqual(toldOf(other, '/rules'), []);
  });

  it('is a list of texts, or of things without things inside: more the gate does not compare', () => {
    const different = listsOfDifferentThings(gateContract().schemas);

    const inside = different.flatMap(({ items }) => {
      const { type, properties = {} } = targetOf(items);
      return type === 'object' ? Object.values(properties as Schema).map((each) => targetOf(each).type) : [type];
    });
    assert.ok(different.length > 0);
    assert.deepEqual([...new Set(inside.flat())].toSorted(), ['integer', 'string']);
  });
});

function listsOfDifferentThings(node: unknown): readonly Schema[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'uniqueItems' in node ? [node as Schema] : [];
  return [...own, ...Object.values(node).flatMap(listsOfDifferentThings)];
}

function targetOf(items: unknown): Schema {
  const schema = items as Schema;
  const { $ref } = schema;
  return typeof $ref === 'string' ? (gateContract().schemas[$ref.replace(/.*\//, '')] as Schema) : schema;
}
