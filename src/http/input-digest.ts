import { canonicalJson, digestOf } from '../kernel/index.ts';

interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** What was asked for, whatever the order of its keys: two requests with one idempotency key are compared by this. */
export function inputDigestOf({ params, query, body }: Input): string {
  return digestOf(canonicalJson({ params, query, body: body ?? null }));
}
