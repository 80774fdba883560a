import assert from 'node:assert/strict';
import { goodsKinds } from '../../src/goods/index.ts';
import { gateContract, type Schema } from '../../src/http/contract/contract.ts';
import { packUnderTest } from '../rules/pack-under-test.ts';

describe('the kinds of goods', () => {
  const kinds = [...goodsKinds.values()];
  const valuesOf = (fact: string) => packUnderTest().catalogue.find(fact)?.values ?? [];

  it('are those of the contract and of the facts, each under its own name', () => {
    assert.deepEqual(
      [...goodsKinds.keys()],
      kinds.map(({ name }) => name),
    );
    assert.deepEqual(new Set(goodsKinds.keys()), new Set(schema('Goods').enum));
    assert.deepEqual(new Set(goodsKinds.keys()), new Set(valuesOf('line.goods')));
  });

  it('keep their details in objects that a line of the contract has', () => {
    const fields = Object.keys(schema('OrderLine').properties ?? {});

    const unknown = kinds.flatMap(({ block }) => block ?? []).filter((block) => !fields.includes(block));

    assert.deepEqual(unknown, []);
  });

  it('have between them the categories that facts know, none of them twice, and caps for no others', () => {
    const categories = kinds.flatMap((kind) => Object.keys(kind.categories));
    const uncalled = kinds.flatMap(({ caps, categories: own }) => Object.keys(caps).filter((name) => !(name in own)));

    assert.deepEqual(new Set([...categories, 'not-stated']), new Set(valuesOf('line.category')));
    assert.equal(new Set(categories).size, categories.length);
    assert.deepEqual(uncalled, []);
  });
});

function schema(name: string): Schema & { readonly enum?: readonly string[]; readonly properties?: object } {
  return (gateContract().schemas as Readonly<Record<string, Schema>>)[name] ?? {};
}
