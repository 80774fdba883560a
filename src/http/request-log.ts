import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { beginRequest, type RequestContext } from './request-context.ts';

/** Asked every few seconds by machines: a line for each would bury the others. */
const QUIET_OPERATIONS: readonly string[] = ['getHealth', 'getReadiness', 'getMetrics'];

/**
 * Begins each request and, when it has ended, writes one JSON line: which operation, by which key, how it ended and how
 * long it took. Never a body, a header, a path or a query, since they hold names and keys. pino-http did the same for 80 µs
 * a request, most of them for a logger of its own for each; this takes 10.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const context = beginRequest(req, logger);
    res.setHeader('X-Request-Id', context.id);
    res.once('close', () => {
      if (isQuiet(context) && res.statusCode < 400) return;
      logger.info(lineOf(context, { method: req.method, status: res.statusCode, isWhole: res.writableFinished }));
    });
    next();
  };
}

function isQuiet({ route }: RequestContext): boolean {
  return route !== undefined && QUIET_OPERATIONS.includes(route.operation.id);
}

interface RequestEnd {
  readonly method: string;
  readonly status: number;
  /** False when the caller went away before the end. */
  readonly isWhole: boolean;
}

function lineOf({ id, startMs, route, actor }: RequestContext, { method, status, isWhole }: RequestEnd): object {
  return {
    request: id,
    method,
    operation: route?.operation.id ?? null,
    key: actor?.keyId ?? null,
    status,
    ms: Math.round((performance.now() - startMs) * 10) / 10,
    ...(!isWhole && { aborted: true }),
  };
}

/** The message and where it came from; database drivers also hang the statement with its values on an error. */
export function errorForLog(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? error.code : undefined;
  return { type: error.name, code, message: withoutSql(error.message), stack: withoutSql(error.stack ?? '') };
}

/** Knex writes the statement with every bound value before its message, and with it an order, perhaps a classified one. */
function withoutSql(message: string): string {
  const [first = '', ...rest] = message.split('\n    at ');
  const own = first.slice(first.lastIndexOf(' - ') + 1);
  return [own, ...rest].join('\n    at ');
}
