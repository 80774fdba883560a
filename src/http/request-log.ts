import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { findActor } from './actor-of.ts';
import { giveRequestId } from './request-id.ts';
import { findRoute } from './routed.ts';

/** Asked every few seconds by machines: a line for each would bury the others. */
const QUIET_OPERATIONS = ['getHealth', 'getReadiness', 'getMetrics'];

/**
 * One JSON line for each request: which operation, by which key, how it ended and how long it took. Never a body, a
 * header or a query, since they hold names and keys.
 */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: giveRequestId,
    quietReqLogger: true,
    wrapSerializers: false,
    serializers: { req: () => undefined, res: (res: { statusCode: number }) => res.statusCode, err: errorForLog },
    customProps: (req) => {
      const route = findRoute(req);
      return { method: req.method, operation: route?.operation.id ?? null, key: findActor(req)?.keyId ?? null };
    },
    customLogLevel: (req, res) => {
      const id = findRoute(req)?.operation.id;
      if (id !== undefined && QUIET_OPERATIONS.includes(id)) return 'silent';
      return res.statusCode >= 500 ? 'warn' : 'info';
    },
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'answered',
  });
}

/** The message and where it came from; database drivers also hang the statement with its values on an error. */
function errorForLog(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? error.code : undefined;
  return { type: error.name, code, message: error.message, stack: error.stack };
}
