import { Refusal, text } from '../kernel/index.ts';
import { pointingAt } from './problem.ts';

/** A value of a sort key. Cursors carry nothing else, so a forged one can only ask for another page of the same list. */
export type SortKey = string | number | null;

export type KeyKind = 'string' | 'number' | 'null';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

const LIMIT_DEFAULT = 50;

export interface PageQuery {
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
}

export function limitOf(query: PageQuery): number {
  return query.limit ?? LIMIT_DEFAULT;
}

/**
 * The sort keys after which the page starts, or undefined for the first page. `shape` names the type of each key of the
 * list; a cursor of another list does not fit and is refused with 400.
 */
export function cursorOf(query: PageQuery, shape: readonly KeyKind[]): readonly SortKey[] | undefined {
  if (query.after === undefined) return undefined;
  const keys = decode(query.after);
  const fits = keys !== undefined && keys.length === shape.length && keys.every((key, at) => kindOf(key) === shape[at]);
  if (!fits) throw malformedCursor();
  return keys;
}

/** The same of a list whose keys are texts and numbers, as `readPageInOrder` takes it. */
export function placeIn(
  query: PageQuery,
  shape: readonly Exclude<KeyKind, 'null'>[],
): readonly (string | number)[] | undefined {
  return cursorOf(query, shape)?.map((key) => key ?? '');
}

/** The only key of a list that sorts by one text. */
export function textCursorOf(query: PageQuery): string | undefined {
  const [key] = cursorOf(query, ['string']) ?? [];
  return typeof key === 'string' ? key : undefined;
}

/**
 * Cuts a page out of rows that were asked for with one more than `limit`: the extra row only says that there is a next
 * page. `keyOf` gives the sort keys of a row, as `cursorOf` will return them.
 */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly SortKey[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items, next: null };
  return { items, next: cursorAt(keyOf(last)) };
}

/** A page that ends where it was read to, which may be before it is full. */
export function pageEnding<T>(items: readonly T[], next: readonly SortKey[] | null): Page<T> {
  return { items, next: next && cursorAt(next) };
}

/** A cursor as callers get it, which `cursorOf` reads again. */
export function cursorAt(keys: readonly SortKey[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

function decode(after: string): readonly SortKey[] | undefined {
  try {
    const keys: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    return Array.isArray(keys) && keys.every(isSortKey) ? keys : undefined;
  } catch {
    return undefined;
  }
}

function isSortKey(key: unknown): key is SortKey {
  // No list has a text with U+0000, and the database would be asked for what it cannot keep.
  if (typeof key === 'string') return !key.includes('\0');
  return key === null || (typeof key === 'number' && Number.isFinite(key));
}

function kindOf(key: SortKey): string {
  return key === null ? 'null' : typeof key;
}

function malformedCursor(): Refusal {
  const message = text(
    '参数 after 无效，请原样使用上一页返回的 next。',
    'The parameter after must be the next of the page before, unchanged.',
  );
  return new Refusal('invalid', 'request.cursor', message, [pointingAt('/query/after')]);
}
