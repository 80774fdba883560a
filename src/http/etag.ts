import { Refusal, text } from '../kernel/index.ts';
import { pointingAt } from './problem.ts';

/** The tag of a thing: the index of the last leaf about it, so a tag also says as of when it was read. */
export function etagOf(logIndex: number): string {
  return `"${logIndex}"`;
}

interface HasHeaders {
  get(name: string): string | undefined;
}

const TAG = /^"(\d{1,16})"$/;

/**
 * The log index that the caller last read, from `If-Match`. Refuses with 428 when it is absent and 400 when it is not one
 * of our tags; `*` and lists of tags are refused as well, since they would change what the caller has not seen.
 */
export function requireIfMatch(req: HasHeaders): number {
  const header = req.get('if-match');
  if (header === undefined) throw preconditionRequired();
  const digits = TAG.exec(header.trim())?.[1];
  if (digits === undefined) throw malformedTag();
  return Number(digits);
}

/** Refuses with 412 when the thing has changed since the caller read it. */
export function refuseStale(expected: number, current: number): void {
  if (expected === current) return;
  const message = text(
    '内容已被他人更新，请重新读取后再提交。',
    'It was changed meanwhile. Read it again, then repeat.',
  );
  throw new Refusal('stale', 'request.stale', message);
}

function preconditionRequired(): Refusal {
  const message = text(
    '请在请求头 If-Match 中提供最近一次读取到的 ETag。',
    'Send the ETag that you last read in the If-Match header.',
  );
  return new Refusal('precondition_required', 'request.precondition_required', message);
}

function malformedTag(): Refusal {
  const message = text(
    '请求头 If-Match 应为最近一次读取到的 ETag，形如 "4711"（含引号）。',
    'If-Match must be one ETag as it was answered, such as "4711" with its quotes.',
  );
  return new Refusal('invalid', 'request.if_match', message, [pointingAt('/headers/If-Match')]);
}
