import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../kernel/index.ts';
import { once } from '../once.ts';
import type { OperationId } from '../operation.ts';

/** A JSON Schema, or any other object of the document that we pass on without looking into it. */
export type Schema = { readonly [keyword: string]: unknown };

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
  /** The schema itself, where `schema` only refers to it. */
  readonly resolved: Schema;
}

export interface Operation {
  readonly id: OperationId;
  /** In capitals, as requests carry it. */
  readonly method: string;
  /** As the contract writes it: `/v1/orders/{id}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: BodyContract | undefined;
  /** By status; a response without JSON has no schema. */
  readonly responses: ReadonlyMap<number, ResponseContract>;
  /** Who may call it, as `access` reads it. */
  readonly access: unknown;
  /**
   * What reads so much that orders go first (`x-weight`): `long` always, `lines` when the order that is sent has a hundred lines,
   * `page` when somebody else is free to read it.
   */
  readonly weight: (typeof WEIGHTS)[number] | undefined;
  /** Whether a text of its body may be masked, as it was shown (`x-takes-masked`); elsewhere a mask names no paper. */
  readonly takesMasked: boolean;
  /** Who signs it, as `access` reads it, where it needs a second person. */
  readonly secondPerson: unknown;
}

export interface BodyContract {
  readonly isRequired: boolean;
  /** The first of them: JSON, or a file. */
  readonly mediaType: string;
  readonly mediaTypes: readonly string[];
  /** Of the first. */
  readonly schema: Schema;
}

export interface ResponseContract {
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly headers: readonly string[];
}

export interface Contract {
  /** The document in one piece, as it is served. */
  readonly text: string;
  readonly operations: readonly Operation[];
  readonly schemas: Schema;
}

const BUNDLE = 'openapi/bundle.json';

/**
 * The bundled contract of this package, read once for the process. A document that does not have the shape we rely on
 * stops the start.
 */
export const gateContract = once(() => readContract(readFileSync(join(packageRoot(), BUNDLE), 'utf8')));

export function readContract(text: string): Contract {
  const document = objectIn(JSON.parse(text), 'the document');
  const resolve = resolverIn(document);
  const operations = Object.entries(objectIn(document.paths, 'paths')).flatMap(([path, item]) =>
    Object.entries(objectIn(item, path))
      .filter(([, operation]) => isObject(operation) && typeof operation.operationId === 'string')
      .map(([method, operation]) => operationOf({ path, method, operation: objectIn(operation, path), resolve })),
  );
  const components = objectIn(document.components, 'components');
  return { text, operations, schemas: objectIn(components.schemas, 'components.schemas') };
}

type Resolve = (value: unknown, what: string) => Schema;

/** The bundle refers only inside itself: `#/components/parameters/limit`. */
function resolverIn(document: Schema): Resolve {
  return (value, what) => {
    const target = objectIn(value, what);
    if (typeof target.$ref !== 'string') return target;
    const found = target.$ref.slice(2).split('/').reduce<unknown>(stepInto, document);
    return objectIn(found, target.$ref);
  };
}

function stepInto(from: unknown, token: string): unknown {
  return objectIn(from, token)[token.replaceAll('~1', '/').replaceAll('~0', '~')];
}

interface OperationSource {
  readonly path: string;
  readonly method: string;
  readonly operation: Schema;
  readonly resolve: Resolve;
}

function operationOf({ path, method, operation, resolve }: OperationSource): Operation {
  const id = operation.operationId as OperationId;
  return {
    id,
    method: method.toUpperCase(),
    path,
    parameters: listIn(operation.parameters).map((parameter) => parameterOf(resolve(parameter, id), resolve)),
    body: operation.requestBody === undefined ? undefined : bodyOf(resolve(operation.requestBody, id), id),
    responses: new Map(
      Object.entries(objectIn(operation.responses, id)).map(([status, response]) => [
        Number(status),
        responseOf(resolve(response, id), id),
      ]),
    ),
    access: operation['x-access'],
    weight: weightOf(operation['x-weight'], id),
    takesMasked: operation['x-takes-masked'] === true,
    secondPerson: operation['x-second-person'],
  };
}

const WEIGHTS = ['long', 'lines', 'page'] as const;

function weightOf(weight: unknown, id: string): Operation['weight'] {
  const known = WEIGHTS.find((one) => one === weight);
  if (known !== undefined || weight === undefined) return known;
  throw new TypeError(`the weight of ${id} cannot be read: ${JSON.stringify(weight)}`);
}

function parameterOf(parameter: Schema, resolve: Resolve): Parameter {
  const { name, in: place, required } = parameter;
  if (typeof name !== 'string' || (place !== 'query' && place !== 'path' && place !== 'header')) {
    throw new TypeError(`a parameter of the contract cannot be read: ${JSON.stringify(parameter)}`);
  }
  const resolved = resolve(parameter.schema, name);
  return { name, in: place, required: required === true, schema: objectIn(parameter.schema, name), resolved };
}

function bodyOf(body: Schema, id: string): Operation['body'] {
  const contents = Object.entries(objectIn(body.content, id));
  const [content] = contents;
  if (!content) throw new TypeError(`${id} has a body without a media type`);
  const [mediaType, media] = content;
  return {
    isRequired: body.required === true,
    mediaType,
    mediaTypes: contents.map(([type]) => type),
    schema: objectIn(objectIn(media, id).schema, id),
  };
}

function responseOf(response: Schema, id: string): ResponseContract {
  const content = isObject(response.content) ? Object.entries(response.content) : [];
  return {
    schemas: new Map(content.map(([mediaType, media]) => [mediaType, objectIn(objectIn(media, id).schema, id)])),
    headers: isObject(response.headers) ? Object.keys(response.headers) : [],
  };
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectIn(value: unknown, what: string): Schema {
  if (!isObject(value)) throw new TypeError(`the contract has no object at ${what}`);
  return value;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
