import type { Request, RequestHandler } from 'express';
import { type FieldError, hasPlainCharacters, type Language, Refusal, text } from '../../kernel/index.ts';
import { languageOf } from '../language.ts';
import { contextOf, routeOf } from '../request-context.ts';
import type { RawParameters, Validator } from './validator.ts';

/** Refuses with 400 what the contract does not allow; what passes has the contract's types. */
export function validateRequest(validator: Validator): RequestHandler {
  return (req, _res, next) => {
    const { operation, params } = routeOf(req);
    const language = languageOf(req.get('accept-language'));
    const raw: RawParameters = { query: queryOf(req), path: params, headers: req.headers };
    const { path, query, errors } = validator.checkParameters(operation, raw, language);
    const faults = [...errors, ...unreadable(raw, language)];
    if (faults.length > 0) throw malformed(faults);
    if (req.body !== undefined && !Buffer.isBuffer(req.body)) {
      const inBody = validator.checkBody(operation, req.body, language);
      if (inBody.length > 0) throw malformed(inBody);
    }
    // Express reads the query anew at each use, so it is replaced by what was checked.
    Object.defineProperty(req, 'query', { value: query });
    contextOf(req).path = path;
    next();
  };
}

/** Bodies and files are looked at where they are read. */
function unreadable({ query, path }: RawParameters, language: Language): readonly FieldError[] {
  return Object.entries({ query, path }).flatMap(([place, values]) =>
    Object.entries(values)
      .filter(([, value]) => ![value].flat().every(hasPlainCharacters))
      .map(([name]) => ({ pointer: `/${place}/${name}`, message: CONTROL_CHARACTER[language] })),
  );
}

const CONTROL_CHARACTER = text('不应含有控制字符', 'must not hold control characters');

export function malformed(errors: readonly FieldError[]): Refusal {
  const message = text(
    '请求内容不符合接口约定，请按所列位置更正。',
    'The request does not follow the contract. Please correct the places listed.',
  );
  return new Refusal('invalid', 'request.invalid', message, errors);
}

/** A name that is repeated becomes a list, which no parameter of ours is, so it is refused. */
function queryOf(req: Request): Record<string, string | readonly string[]> {
  const query: Record<string, string | readonly string[]> = {};
  const start = req.url.indexOf('?');
  if (start < 0) return query;
  const pairs = new URLSearchParams(req.url.slice(start + 1));
  for (const name of new Set(pairs.keys())) {
    const values = pairs.getAll(name);
    const [only] = values;
    Object.defineProperty(query, name, {
      value: values.length === 1 && only !== undefined ? only : values,
      enumerable: true,
    });
  }
  return query;
}
