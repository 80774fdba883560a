import type { ErrorRequestHandler, Request, Response } from 'express';
import { kindOfDatabaseError, StoppedStep } from '../db/index.ts';
import {
  type FieldError,
  type FormPlace,
  type Language,
  messageOf,
  Refusal,
  type RefusalHints,
  type RefusalKind,
  type Text,
  text,
} from '../kernel/index.ts';
import { languageOf } from './language.ts';
import type { components } from './openapi.generated.ts';
import { contextOf } from './request-context.ts';
import { errorForLog } from './request-log.ts';

export type Problem = components['schemas']['Problem'];

interface Kind {
  readonly status: number;
  readonly title: Text;
}

/** The one place where kinds become statuses. */
const KINDS: Readonly<Record<RefusalKind, Kind>> = {
  invalid: { status: 400, title: text('请求不符合接口约定', 'The request is malformed') },
  unauthenticated: { status: 401, title: text('请先登录或提供有效的接口密钥', 'Sign in first') },
  forbidden: { status: 403, title: text('无权执行此操作', 'Not allowed') },
  not_found: { status: 404, title: text('未找到', 'Not found') },
  conflict: { status: 409, title: text('与现有状态冲突', 'What stands does not allow it') },
  stale: { status: 412, title: text('内容已被更新', 'Changed meanwhile') },
  too_large: { status: 413, title: text('请求内容过大', 'The body is too large') },
  unsupported: { status: 415, title: text('不支持的内容类型', 'The kind of body is not supported') },
  unprocessable: { status: 422, title: text('请求无法执行', 'The request cannot be carried out') },
  precondition_required: { status: 428, title: text('缺少 If-Match 请求头', 'If-Match is missing') },
  too_many: { status: 429, title: text('请求过于频繁', 'Too many attempts') },
  unavailable: { status: 503, title: text('系统暂时不可用', 'Not available now') },
};

const METHOD_NOT_ALLOWED: Kind = { status: 405, title: text('不支持的请求方法', 'The method is not allowed') };
const NOT_ACCEPTABLE: Kind = { status: 406, title: text('没有所要求的格式', 'There is no such format') };
const BUG: Kind = { status: 500, title: text('系统内部错误', 'Something went wrong in the gate') };

const RETRY_AFTER_S = 2;

export function statusOf(refusal: Refusal): number {
  return KINDS[refusal.kind].status;
}

/** The RFC 9457 body of a refusal; also for one order of a batch, which has no answer of its own. */
export function problemOf(
  refusal: Refusal,
  { language, requestId }: { language: Language; requestId?: string },
): Problem {
  const { choices } = refusal.hints;
  const bare = bodyOf(KINDS[refusal.kind], refusal.code, refusal.text, { language, requestId });
  const problem = choices === undefined ? bare : { ...bare, choices: choices.map(choiceOf) };
  if (refusal.errors.length === 0) return problem;
  const errors = refusal.errors.map((field) => ({
    pointer: field.pointer,
    message: messageOf(refusal, field, language),
    ...(field.code !== undefined && { code: field.code }),
    ...(field.place && placeIn(field.place, language)),
  }));
  return { ...problem, errors };
}

function placeIn({ row, column }: FormPlace, language: Language) {
  return { row: row[language], ...(column && { column: column[language] }) };
}

type Choice = NonNullable<Problem['choices']>[number];

function choiceOf({ role, grant }: NonNullable<RefusalHints['choices']>[number]): Choice {
  return { role, grant: 'region' in grant ? { region: grant.region } : { agencies: [...grant.agencies] } };
}

/** Points at the one place that a refusal is about; its message is the refusal's own text, in the caller's language. */
export function pointingAt(pointer: string): FieldError {
  return { pointer, message: '' };
}

interface Occurrence {
  readonly language: Language;
  readonly requestId?: string | undefined;
}

function bodyOf(kind: Kind, code: string, message: Text, { language, requestId }: Occurrence): Problem {
  return {
    type: `urn:genuine-gate:problem:${code}`,
    title: kind.title[language],
    status: kind.status,
    detail: message[language],
    ...(requestId !== undefined && { instance: `urn:request:${requestId}` }),
    code,
    text: message,
  };
}

/** Answers whatever a step or a handler threw. Express tells an error handler by its four parameters. */
export const answerProblems: ErrorRequestHandler = (error: unknown, req, res, _next) => {
  const problem = problemOfError(error, req);
  if (res.headersSent) {
    // Half an answer cannot be taken back; a closed connection at least does not look like a whole one.
    res.destroy();
    return;
  }
  if (problem.status === KINDS.unauthenticated.status) res.set('WWW-Authenticate', 'Bearer');
  if (problem.status === KINDS.unavailable.status) res.set('Retry-After', String(RETRY_AFTER_S));
  if (error instanceof Refusal && error.hints.retryAfterS !== undefined) {
    res.set('Retry-After', String(error.hints.retryAfterS));
  }
  send(res, problem, languageOf(req.get('accept-language')));
};

interface HasHeaders {
  get(name: string): string | undefined;
}

/** What a thrown error is to the caller of a request. An outage and a bug are logged here, once, and nowhere else. */
export function problemOfError(error: unknown, req: HasHeaders): Problem {
  const { id, logger } = contextOf(req);
  const occurrence = { language: languageOf(req.get('accept-language')), requestId: id };
  if (error instanceof Refusal) return problemOf(error, occurrence);
  if (error instanceof StoppedStep) return problemOf(unavailable(), occurrence);
  const line = { request: id, error: errorForLog(error) };
  if (kindOfDatabaseError(error) === 'other') {
    logger.error(line, 'a request ended in an error that nobody foresaw');
    return bodyOf(BUG, 'gate.error', UNEXPECTED, occurrence);
  }
  logger.warn(line, 'the database does not answer');
  return problemOf(unavailable(), occurrence);
}

const UNEXPECTED = text(
  '系统发生内部错误，请将 instance 提供给系统管理员。',
  'An internal error occurred. Please give the instance to the administrators.',
);

export function unavailable(): Refusal {
  const message = text('系统暂时不可用，请稍后重试。', 'The gate is not available now. Please try again later.');
  return new Refusal('unavailable', 'gate.unavailable', message);
}

/** 405 is not a kind of refusal: no domain ever says it. */
export function answerMethodNotAllowed(req: Request, res: Response, allowed: readonly string[]): void {
  const language = languageOf(req.get('accept-language'));
  const message = text(`此路径只支持 ${allowed.join('、')}。`, `This path takes ${allowed.join(', ')} only.`);
  res.set('Allow', allowed.join(', '));
  const occurrence = { language, requestId: contextOf(req).id };
  send(res, bodyOf(METHOD_NOT_ALLOWED, 'request.method_not_allowed', message, occurrence), language);
}

/** 406, before anything is read: what answers JSON alone was asked for as a table or a document. */
export function answerNotAcceptable(req: Request, res: Response): void {
  const language = languageOf(req.get('accept-language'));
  const message = text(
    '此接口只以 JSON（application/json）应答，没有 Accept 所要求的格式。',
    'This operation answers JSON (application/json) only, and not in a format that Accept names.',
  );
  const occurrence = { language, requestId: contextOf(req).id };
  send(res, bodyOf(NOT_ACCEPTABLE, 'request.not_acceptable', message, occurrence), language);
}

function send(res: Response, problem: Problem, language: Language): void {
  res.status(problem.status).set('Content-Language', language).vary('Accept-Language');
  res.type('application/problem+json').send(JSON.stringify(problem));
}
