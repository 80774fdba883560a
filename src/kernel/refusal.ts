import type { Text } from './text.ts';

export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'unprocessable'
  | 'stale'
  | 'precondition_required'
  | 'too_large'
  | 'unsupported'
  | 'unavailable';

/** Where in the request something is wrong; the pointer points into the body. */
export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

/**
 * Thrown when the caller asked for something that we will not do. `http/problem.ts` alone turns kinds into statuses;
 * a refusal leaves nothing behind, because it ends the transaction it was thrown in.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  /** Stable, for machines: `order.reference_used`. */
  readonly code: string;
  readonly text: Text;
  readonly errors: readonly FieldError[];

  constructor(kind: RefusalKind, code: string, message: Text, errors: readonly FieldError[] = []) {
    super(message.en);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.text = message;
    this.errors = errors;
  }
}
