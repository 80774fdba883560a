import assert from 'node:assert/strict';
import { gateContract, type Schema } from '../../src/http/contract/contract.ts';
import { schemaCompiler } from '../../src/http/contract/schema-compiler.ts';

interface Example {
  readonly name: string;
  readonly schema: Schema;
  readonly value: unknown;
}

const contract = gateContract();
const compile = schemaCompiler(contract, { allErrors: true });

describe('every example of the contract', () => {
  for (const { name, schema, value } of examplesIn(JSON.parse(contract.text))) {
    it(`follows its schema: ${name}`, () => {
      const validate = compile(schema);

      assert.equal(validate(value), true, JSON.stringify(validate.errors));
    });
  }
});

/** Whatever has a schema and examples beside it: bodies of requests and answers, wherever they stand. */
function examplesIn(document: unknown): readonly Example[] {
  const found: Example[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const node = value as Readonly<Record<string, unknown>>;
    if (isObject(node.schema) && isObject(node.examples)) {
      for (const [name, example] of Object.entries(node.examples)) {
        found.push({ name: `${path} ${name}`, schema: node.schema, value: exampleValue(document, example) });
      }
    }
    if (Array.isArray(node.examples) && node.type !== undefined) {
      for (const example of node.examples) found.push({ name: path, schema: node, value: example });
    }
    for (const [key, child] of Object.entries(node)) if (key !== 'examples') visit(child, `${path}/${key}`);
  };
  visit(document, '');
  return found;
}

function exampleValue(document: unknown, example: unknown): unknown {
  const node = example as { readonly $ref?: string; readonly value?: unknown };
  if (node.$ref === undefined) return node.value;
  const target = node.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((from, key) => (from as Record<string, unknown>)[key], document);
  return exampleValue(document, target);
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
