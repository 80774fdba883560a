import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { RequestHandler, Response } from 'express';
import { routeOf } from '../request-context.ts';
import type { Contract, Operation } from './contract.ts';
import { schemaCompiler } from './schema-compiler.ts';

/**
 * Compares every answer with the contract and tells what does not fit: for tests, where it must fail loudly. A bug's 500
 * is in no contract and is not compared.
 */
export function validateResponses(contract: Contract, onFault: (fault: string) => void): RequestHandler {
  const validators = validatorsOf(contract);
  return (req, res, next) => {
    const { operation } = routeOf(req);
    const check = (body: unknown): void => {
      const fault = faultIn({ operation, res, body, validators });
      if (fault !== undefined) onFault(`${operation.id} ${res.statusCode}: ${fault}`);
    };
    const [send, json] = [res.send.bind(res), res.json.bind(res)];
    res.send = (body?: unknown) => {
      check(body);
      return send(body);
    };
    res.json = (body?: unknown) => {
      if (!res.get('content-type')) res.type('json');
      check(JSON.stringify(body));
      // Which may send the text by the other one.
      res.send = send;
      return json(body);
    };
    next();
  };
}

type Validators = (operation: Operation, status: number, mediaType: string) => ValidateFunction | undefined;

const validatorsByContract = new WeakMap<Contract, Validators>();

/** Compiled once, however many gates of one process are held against a contract. */
function validatorsOf(contract: Contract): Validators {
  const validators = validatorsByContract.get(contract) ?? responseValidators(contract);
  validatorsByContract.set(contract, validators);
  return validators;
}

function responseValidators(contract: Contract): Validators {
  const compile = schemaCompiler(contract, { allErrors: true });
  const known = new Map<string, ValidateFunction | undefined>();
  return (operation, status, mediaType) => {
    const key = `${operation.id} ${status} ${mediaType}`;
    if (!known.has(key)) {
      const schema = operation.responses.get(status)?.schemas.get(mediaType);
      known.set(key, schema && compile(schema));
    }
    return known.get(key);
  };
}

interface Answer {
  readonly operation: Operation;
  readonly res: Response;
  readonly body: unknown;
  readonly validators: Validators;
}

function faultIn({ operation, res, body, validators }: Answer): string | undefined {
  if (res.statusCode === 500 || isObjectToSerialize(body)) return undefined;
  const declared = operation.responses.get(res.statusCode);
  if (!declared) return 'the contract does not know this status here';
  const missing = declared.headers.find((header) => !res.get(header));
  if (missing !== undefined) return `the header ${missing} is missing`;
  const mediaType = (res.get('content-type') ?? '').split(';')[0] ?? '';
  const validate = validators(operation, res.statusCode, mediaType);
  if (!validate) return `the contract does not know ${mediaType || 'an answer without a type'} here`;
  // Of a file only the kind is in the contract.
  if (Buffer.isBuffer(body) && !mediaType.endsWith('json')) return undefined;
  if (validate(mediaType.endsWith('json') ? JSON.parse(String(body)) : body)) return undefined;
  return JSON.stringify(validate.errors, [
    'instancePath',
    'keyword',
    'params',
    'missingProperty',
    'additionalProperty',
    'type',
    'pattern',
    'format',
  ]);
}

/** Express sends an object by calling `json`, which comes back here with its text. */
function isObjectToSerialize(body: unknown): boolean {
  return typeof body === 'object' && body !== null && !Buffer.isBuffer(body);
}
