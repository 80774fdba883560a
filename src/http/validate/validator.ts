import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { FieldError, Language } from '../../kernel/index.ts';
import { type Contract, gateContract, type Operation, type Parameter, type Schema } from '../contract/contract.ts';
import { type Compile, schemaCompiler, type ValidationContext } from '../contract/schema-compiler.ts';
import { schemaMessages } from '../contract/schema-messages.ts';
import { once } from '../once.ts';

/** Parameters as they come: texts, or lists of texts where a name is repeated. */
export interface RawParameters {
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly path: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface Parameters {
  readonly query: Readonly<Record<string, unknown>>;
  readonly path: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}

/** Checks requests against the contract. Empty lists mean that all is well. */
export interface Validator {
  readonly checkParameters: (operation: Operation, raw: RawParameters, language: Language) => Parameters;
  readonly checkBody: (operation: Operation, body: unknown, language: Language) => readonly FieldError[];
  /** One order by itself, for the batch endpoint and the importer: the same messages as when it is sent alone. */
  readonly checkOrder: (body: unknown, language: Language) => readonly FieldError[];
  /** Compiles everything now, or the first callers would wait for it (0.6 s together). */
  readonly warmUp: () => void;
}

const ORDER: Schema = { $ref: '#/components/schemas/OrderSubmission' };

export function createValidator(contract: Contract): Validator {
  const compilers = {
    quick: once(() => schemaCompiler(contract, { allErrors: false, isOfRequests: true })),
    thorough: once(() => schemaCompiler(contract, { allErrors: true, isOfRequests: true })),
  };
  const check = validatorWith(compilers, contract.schemas);
  const bodies = new Map(
    contract.operations.map((operation) => [operation.id, check(operation.body?.schema ?? {}, operation)]),
  );
  const parameters = new Map(contract.operations.map(({ id, parameters: own }) => [id, check(parametersSchema(own))]));
  const order = check(ORDER);
  return {
    checkBody: (operation, body, language) => bodies.get(operation.id)?.find(body, language) ?? [],
    checkOrder: order.find,
    checkParameters: (operation, raw, language) => {
      const values = readParameters(operation.parameters, raw);
      return { ...values, errors: parameters.get(operation.id)?.find(values, language) ?? [] };
    },
    warmUp: () => {
      for (const each of [order, ...bodies.values(), ...parameters.values()]) each.compile();
    },
  };
}

/** The validator of this gate's contract, shared by the process: compiling it twice would cost memory and time. */
export const gateValidator = once(() => createValidator(gateContract()));

/** Checks one order by itself, with the messages that it would get if it were sent alone. */
export function validateOrderSubmission(body: unknown, language: Language): readonly FieldError[] {
  return gateValidator().checkOrder(body, language);
}

interface SchemaValidator {
  readonly find: (value: unknown, language: Language) => readonly FieldError[];
  readonly compile: () => void;
}

const NO_MASKS: ValidationContext = { takesMasked: false };

/** Above this many characters only the first fault is told: a megabyte of faults would cost more than it helps. */
const THOROUGH_LENGTH_MAX = 65_536;

function validatorWith(
  compilers: { quick: () => Compile; thorough: () => Compile },
  schemas: Schema,
): (schema: Schema, context?: ValidationContext) => SchemaValidator {
  const describe = schemaMessages(schemas);
  return (schema, context = NO_MASKS) => {
    const quick = once(() => compilers.quick()(schema));
    const thorough = once(() => compilers.thorough()(schema));
    return {
      compile: quick,
      find: (value, language) => {
        if (quick().call(context, value)) return [];
        const isSmall = JSON.stringify(value ?? null).length <= THOROUGH_LENGTH_MAX;
        return describe(errorsOf(isSmall ? thorough() : quick(), value, context), language);
      },
    };
  };
}

function errorsOf(
  validate: ValidateFunction,
  value: unknown,
  context: ValidationContext,
): NonNullable<ValidateFunction['errors']> {
  validate.call(context, value);
  return validate.errors ?? [];
}

/** One schema for all parameters, so that a pointer reads `/query/limit`. Headers that we do not know are not ours. */
function parametersSchema(parameters: readonly Parameter[]): Schema {
  return {
    type: 'object',
    properties: {
      query: placeSchema(parameters.filter((each) => each.in === 'query')),
      path: placeSchema(parameters.filter((each) => each.in === 'path')),
      headers: placeSchema(parameters.filter((each) => each.in === 'header')),
    },
  };
}

function placeSchema(parameters: readonly Parameter[]): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: parameters.filter((each) => each.required).map((each) => each.name),
    properties: Object.fromEntries(parameters.map((each) => [each.name, each.schema])),
  };
}

interface ReadParameters {
  readonly query: Record<string, unknown>;
  readonly path: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
}

/** Numbers and truth values are read from their texts; what is not one stays a text, and the schema refuses it. */
function readParameters(parameters: readonly Parameter[], raw: RawParameters): ReadParameters {
  const read: ReadParameters = { query: { ...raw.query }, path: { ...raw.path }, headers: {} };
  for (const parameter of parameters) {
    const { name } = parameter;
    if (parameter.in === 'header') {
      const value = raw.headers[name.toLowerCase()];
      if (value !== undefined) read.headers[name] = value;
      continue;
    }
    const values = read[parameter.in];
    const value =
      values[name] === undefined ? parameter.resolved.default : typed(values[name], parameter.resolved.type);
    if (value !== undefined) values[name] = value;
  }
  return read;
}

function typed(value: unknown, type: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'integer' && /^(0|[1-9]\d{0,15})$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
