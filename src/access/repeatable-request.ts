import { idempotencyKeyOf } from '../http/idempotency-key.ts';
import { inputDigestOf } from '../http/input-digest.ts';
import type { Actor } from '../kernel/index.ts';
import type { RepeatableRequest } from './recall-answer.ts';

interface HasInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  get(name: string): string | undefined;
}

/** A request as it is known again when it comes a second time with its `Idempotency-Key`. */
export function repeatableRequestOf(operation: string, req: HasInput, actor: Actor): RepeatableRequest {
  const { params, query, body } = req;
  return { operation, actor, key: idempotencyKeyOf(req), inputDigest: inputDigestOf({ params, query, body }) };
}
