import assert from 'node:assert/strict';
import type { Response } from 'supertest';

/** What one answer says is wrong, without the words. */
export interface RefusedAnswer {
  readonly status: number;
  readonly code: string;
  readonly pointers: readonly string[];
}

export function refusedIn({ status, body, headers }: Response): RefusedAnswer {
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/);
  const errors: readonly { readonly pointer: string }[] = body.errors ?? [];
  return { status, code: body.code, pointers: errors.map(({ pointer }) => pointer) };
}
