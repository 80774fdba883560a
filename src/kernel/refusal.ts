import type { Grant, Role } from './actor.ts';
import type { Language, Text } from './text.ts';

export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'unprocessable'
  | 'stale'
  | 'precondition_required'
  | 'too_many'
  | 'too_large'
  | 'unsupported'
  | 'unavailable';

/** Where in the request something is wrong; the pointer points into the body. */
export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

/** The same before anybody knows in which language it is read. An empty message stands for the text of the refusal. */
export interface RefusedField {
  readonly pointer: string;
  /** Stable, where one refusal covers many kinds of faults. */
  readonly code?: string;
  /** What the row and the column of a place in a form are called. */
  readonly place?: FormPlace | undefined;
  readonly message: Text | string;
}

/** Where a cell stands for people. A cell of a list has its title for a row, and no column. */
export interface FormPlace {
  readonly row: Text;
  readonly column?: Text;
}

/** What the caller reads about one place that a refusal points at. */
export function messageOf({ text }: Refusal, { message }: RefusedField, language: Language): string {
  if (typeof message !== 'string') return message[language];
  return message || text[language];
}

/** What a refused caller can do about it. */
export interface RefusalHints {
  /** Seconds after which the same request may be taken. */
  readonly retryAfterS?: number;
  /** What there is to choose from, where a choice is missing or wrong. */
  readonly choices?: readonly { readonly role: Role; readonly grant: Grant }[];
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
  readonly errors: readonly RefusedField[];
  readonly hints: RefusalHints;

  constructor(
    kind: RefusalKind,
    code: string,
    message: Text,
    errors: readonly RefusedField[] = [],
    hints: RefusalHints = {},
  ) {
    super(message.en);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.text = message;
    this.errors = errors;
    this.hints = hints;
  }
}
