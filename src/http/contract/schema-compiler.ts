import { createRequire } from 'node:module';
import type { AnySchema, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { isCivilDate, isCreditCode, isStatedInstant, MASK } from '../../kernel/index.ts';
import type { Contract, Schema } from './contract.ts';
import { namesNoPaper, standsForNone } from './paper-names.ts';

export type { ErrorObject };

/** Compiles a schema that stands in the contract; it may refer to the contract's components. */
export type Compile = (schema: Schema) => ValidateFunction;

const require = createRequire(import.meta.url);
const CONTRACT = 'contract';

/** What JSON Schema cannot say, by the component it belongs to. The contract says it in words. */
const BEYOND_SCHEMA: Readonly<Record<string, Schema>> = {
  CreditCode: { format: 'credit-code' },
  Instant: { format: 'instant' },
  StatedInstant: { format: 'stated-instant' },
};

/** No two lines, and no two plan items, have one number. */
const UNIQUE_BY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  OrderSubmission: { lines: 'line', softwarePlan: 'item' },
};

export interface CompilerWish {
  /** Finds everything that is wrong, and pays for it; without, the first thing ends the search. */
  readonly allErrors: boolean;
  /**
   * Of what is sent to the gate: a word in place of a paper is refused at each field that is marked `x-paper`. What the gate
   * answers may hold one that was taken before.
   */
  readonly isOfRequests?: boolean;
}

export function schemaCompiler(contract: Contract, { allErrors, isOfRequests = false }: CompilerWish): Compile {
  // Read by whoever first has something to compare: the commands that only know the contract would wait for 80 files.
  const { Ajv2020 }: typeof import('ajv/dist/2020.js') = require('ajv/dist/2020.js');
  const addFormats: typeof import('ajv-formats') = require('ajv-formats');
  // What finds everything runs seldom: to polish its code takes a third of compiling it.
  const code = { optimize: !allErrors };
  const ajv = new Ajv2020({
    allErrors,
    code,
    passContext: true,
    strict: false,
    messages: false,
    logger: false,
    formats: OUR_FORMATS,
  });
  addFormats.default(ajv, { mode: 'full', formats: ['date', 'email'] });
  ajv.removeKeyword('uniqueItems').addKeyword({ keyword: 'uniqueItems', type: 'array', validate: uniqueItems });
  ajv.addKeyword({ keyword: 'uniqueBy', type: 'array', schemaType: 'string', validate: uniqueBy });
  if (isOfRequests)
    ajv.addKeyword({ keyword: 'x-paper', type: 'string', schemaType: ['boolean', 'string'], validate: isPaper });
  ajv.addSchema({ $id: CONTRACT, components: { schemas: components(contract.schemas) } });
  const compiled = new Map<string, ValidateFunction>();
  return (schema) => {
    // Hundreds of operations refuse by the same words, and compiling them takes as long each time.
    const text = JSON.stringify(schema);
    const known = compiled.get(text) ?? ajv.compile(prepared(schema) as AnySchema);
    compiled.set(text, known);
    return known;
  };
}

/** Days are checked by ajv's own `date`: it knows which days exist, and takes a tenth of the time of a Date. */
const OUR_FORMATS = {
  instant: isInstantText,
  'stated-instant': isStatedInstant,
  'credit-code': isCreditCode,
};

/** The pattern has checked the form; what is left is the day, as `2026-02-30` has the form of one. */
function isInstantText(value: string): boolean {
  return isCivilDate(value.slice(0, 10));
}

function components(schemas: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const own = withUniqueNumbers(name, prepared(objectOr(schema)));
      return [name, { ...own, ...BEYOND_SCHEMA[name] }];
    }),
  );
}

function withUniqueNumbers(name: string, schema: Schema): Schema {
  const keys = UNIQUE_BY[name];
  const { properties } = schema;
  if (!keys || !isObject(properties)) return schema;
  const lists = Object.entries(keys).map(([list, key]) => [list, { ...objectOr(properties[list]), uniqueBy: key }]);
  return { ...schema, properties: { ...properties, ...Object.fromEntries(lists) } };
}

/**
 * The same schema for ajv. References become absolute, and `anyOf: [S, null]` becomes "unless null, S": it means the same,
 * but what is then wrong inside S is reported as that, and not as "neither this nor null".
 */
function prepared(schema: Schema): Schema {
  const { anyOf, ...rest } = schema;
  const unlessNull = nullableIn(anyOf);
  const entries = Object.entries(unlessNull ? { ...rest, if: { type: 'null' }, else: unlessNull } : schema);
  return Object.fromEntries(entries.map(([keyword, value]) => [keyword, preparedValue(keyword, value)]));
}

function preparedValue(keyword: string, value: unknown): unknown {
  if (keyword === '$ref' && typeof value === 'string') return value.replace(/^#/, `${CONTRACT}#`);
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? prepared(item) : item));
  return isObject(value) ? prepared(value) : value;
}

function nullableIn(anyOf: unknown): Schema | undefined {
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return undefined;
  const [first, second]: readonly unknown[] = anyOf;
  return isObject(first) && isObject(second) && second.type === 'null' ? first : undefined;
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOr(value: unknown): Schema {
  return isObject(value) ? value : {};
}

/** ajv's way to let a keyword say where it failed: `errors` on the function. */
interface KeywordFunction {
  (key: string, items: readonly unknown[], schema: unknown, place?: { readonly instancePath: string }): boolean;
  errors?: Partial<ErrorObject>[];
}

const uniqueBy: KeywordFunction = (key, items, _schema, place) => {
  const seen = new Set<unknown>();
  const errors = items.flatMap((item, at) => {
    // What names no number has that of its place: a delivery, a contract and a payment find it by that.
    const value = isObject(item) ? (item[key] ?? at + 1) : undefined;
    if (value === undefined || !seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [{ keyword: 'uniqueBy', instancePath: `${place?.instancePath ?? ''}/${at}/${key}`, params: { value } }];
  });
  uniqueBy.errors = errors;
  return errors.length === 0;
};

/** What a validator is called with as `this`. */
export interface ValidationContext {
  /** `***` may stand for a text that was shown masked. */
  readonly takesMasked: boolean;
}

/** `x-paper` is true where a paper is named and `issuer` where it is said who issued it, which a kind of office may say. */
function isPaper(
  this: Partial<ValidationContext> | undefined,
  mark: unknown,
  written: string,
  _schema: unknown,
  place?: { readonly parentData?: unknown },
): boolean {
  if (written === MASK && this?.takesMasked) return true;
  if (mark === 'issuer') return !standsForNone(written);
  const { file, issuedOn } = objectOr(place?.parentData);
  return mark !== true || !namesNoPaper(written, { hasFile: isText(file), hasDay: isText(issuedOn) });
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** The library's own keeps texts as keys of an object, where `__proto__` is none: a gate forbids that, and answered 500. */
function uniqueItems(isAsked: boolean, items: readonly unknown[]): boolean {
  return !isAsked || new Set(items.map(comparable)).size === items.length;
}

/** Things without things inside, which is all that the contract wants to differ, by their members in one order. */
function comparable(item: unknown): unknown {
  return isObject(item) ? JSON.stringify(item, Object.keys(item).toSorted()) : item;
}
