import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import { FIELD_NAMES_ZH, nameOfField } from '../../src/web/two-people/field-names.ts';
import { awaitedSigners } from '../../src/web/words/awaited-signers.ts';
import { shortTitleOf } from '../../src/web/words/operation-title.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: { readonly [name: string]: Schema };
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const contract = JSON.parse(readFileSync(join(packageRoot(), 'openapi/bundle.json'), 'utf8'));

function resolved(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const steps = schema.$ref.split('/').slice(1);
  return resolved(steps.reduce((found, step) => found[step.replaceAll('~1', '/')], contract));
}

function fieldsOf(of: Schema, above: readonly Schema[] = []): readonly string[] {
  const schema = resolved(of);
  if (above.includes(schema)) return [];
  const { properties = {}, items, allOf = [], anyOf = [], oneOf = [] } = schema;
  const within = [...allOf, ...anyOf, ...oneOf, ...(items ? [items] : []), ...Object.values(properties)];
  return [...Object.keys(properties), ...within.flatMap((one) => fieldsOf(one, [...above, schema]))];
}

describe('what a proposal is called', () => {
  it('has a Chinese name for every field that can be proposed', () => {
    const operations = Object.values(contract.paths as object).flatMap((path) => Object.values(path as object));
    const forTwo = operations.filter((operation) => operation['x-access']?.secondPerson);
    const fields = forTwo.flatMap(({ requestBody, parameters = [] }) => [
      ...parameters.map(resolved).flatMap((one: { in: string; name: string }) => (one.in === 'header' ? [] : one.name)),
      ...Object.values((requestBody?.content ?? {}) as object).flatMap(({ schema }) => fieldsOf(schema)),
    ]);

    assert.ok(fields.length > 100);
    assert.deepEqual(
      [...new Set(fields)].filter((field) => FIELD_NAMES_ZH[field] === undefined),
      [],
    );
  });

  it('reads as words in English', () => {
    assert.equal(nameOfField('documentNumber', 'en'), 'Document number');
  });

  it('is the act itself, without who signs it and where it is recorded', () => {
    assert.equal(shortTitleOf('createWaiver', 'zh-CN'), '豁免审核问题');
    assert.equal(shortTitleOf('changeSupplier', 'zh-CN'), '变更供应商');
    assert.equal(shortTitleOf('changeSupplier', 'en'), 'Change a supplier');
  });

  it('names each bureau that must sign once, with how many of it', () => {
    const signature = { person: 'per_1', name: '温如玉', role: 'finance', at: '2026-06-01T01:00:00.000Z' } as const;
    const missing = { roles: ['finance' as const], signature: null };

    assert.deepEqual(awaitedSigners([missing, missing]), [{ able: ['finance'], count: 2 }]);
    assert.deepEqual(awaitedSigners([{ roles: ['finance'], signature }, missing]), [{ able: ['finance'], count: 1 }]);
  });
});
