import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { shownTo } from '../../src/orders/order-body.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly properties?: { readonly [name: string]: Schema };
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

const { components } = JSON.parse(readFileSync('openapi/bundle.json', 'utf8')) as {
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
};

function resolved(schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const found = components.schemas[schema.$ref.split('/').at(-1) ?? ''];
    assert.ok(found, schema.$ref);
    return resolved(found);
  }
  const choice = schema.anyOf?.find(({ type }) => type !== 'null');
  return choice === undefined ? schema : resolved(choice);
}

/** Anything may stand in it: it has no values of its own, no shape of a code, a day or an amount. */
function isFree({ type, enum: values, const: only, pattern, format }: Schema): boolean {
  const isText = type === 'string' || (Array.isArray(type) && type.includes('string'));
  return isText && values === undefined && only === undefined && format === undefined && (pattern ?? '\\S') === '\\S';
}

/** A value with every member that the contract knows, whose free texts say where they stand. */
function fullOf(asked: Schema, at: string, goods: string): unknown {
  const schema = resolved(asked);
  if (schema.properties !== undefined) {
    const members = Object.entries(schema.properties).map(([name, one]) => [name, fullOf(one, `${at}/${name}`, goods)]);
    const full = Object.fromEntries(members);
    if (at !== '/lines/*') return full;
    const own = (kind: string): unknown => (kind === goods ? full[kind] : null);
    return { ...full, goods, computer: own('computer'), software: own('software') };
  }
  if (schema.items !== undefined) return [fullOf(schema.items, `${at}/*`, goods)];
  return isFree(schema) ? `text of ${at}` : null;
}

function placesOf(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/text of (\/[^"]*)/g)].map(([, place = '']) => place);
}

/** Numbers and codes by which plans, budgets, registers and published lists know a thing: no words of an officer. */
const SHOWN: readonly string[] = [
  ...['/reference', '/planFilingNumber', '/lines/*/replaces/*', '/exemption/specialOsEntitlementId'],
  ...['/lines/*/funding/*/budgetLine', '/softwarePlan/*/funding/*/budgetLine'],
  ...['/softwarePlan/*/entitlementId', '/softwarePlan/*/replacesEntitlements/*'],
  '/lines/*/computer/cpu/securityRating/level',
  '/lines/*/computer/cpu/securityRating/announcement',
  '/lines/*/computer/operatingSystem/securityRating/level',
  '/lines/*/computer/operatingSystem/securityRating/announcement',
];

describe('the texts of a classified order', () => {
  const outsider = { role: 'finance', grant: { kind: 'region', region: '000000' } } as unknown as Actor;
  const schema = components.schemas.OrderSubmission;

  for (const goods of ['computer', 'software', 'other']) {
    it(`are hidden from others wherever the contract has room for words (${goods})`, () => {
      assert.ok(schema);
      const body = fullOf(schema, '', goods) as OrderSubmission;
      assert.ok(placesOf(body).includes('/lines/*/description'));

      const shown = shownTo(outsider, { isClassified: true }, body);

      assert.deepEqual(
        placesOf(shown).filter((place) => !SHOWN.includes(place)),
        [],
      );
    });
  }
});
