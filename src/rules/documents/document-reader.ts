import { isCivilDay } from '../policy/civil-day.ts';
import { below, type Report } from './offence.ts';

/** Small checks shared by every document we read. Each reports what is wrong and returns undefined, so that the caller goes on. */

export type Fields = Readonly<Record<string, unknown>>;

/** Long enough for any text we would print on one page, short enough that a document stays a document. */
export const TEXT_LENGTH_MAX = 2_000;

/** More than any list of ours has; a list beyond it is a mistake or an attack. */
export const LIST_LENGTH_MAX = 2_000;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readFields(value: unknown, pointer: string, report: Report): Fields | undefined {
  if (isFields(value)) return value;
  report(pointer, 'document.not_object');
  return undefined;
}

export interface Keys {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
}

/** Reads an object and says which keys it lacks and which it must not have. */
export function readObject(value: unknown, pointer: string, keys: Keys, report: Report): Fields | undefined {
  const fields = readFields(value, pointer, report);
  if (!fields) return undefined;
  const known = new Set([...keys.required, ...(keys.optional ?? [])]);
  for (const key of Object.keys(fields)) if (!known.has(key)) report(below(pointer, key), 'document.unknown_key', key);
  for (const key of keys.required) if (!Object.hasOwn(fields, key)) report(pointer, 'document.missing_key', key);
  return fields;
}

export function readList(value: unknown, pointer: string, report: Report): readonly unknown[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) report(pointer, 'document.not_list');
  else if (value.length > LIST_LENGTH_MAX) report(pointer, 'document.too_long', String(LIST_LENGTH_MAX));
  else return value;
  return undefined;
}

/** Reads every entry of a list by itself. */
export function readEntries(
  value: unknown,
  pointer: string,
  report: Report,
  read: (entry: unknown, pointer: string, report: Report) => void,
): void {
  for (const [index, entry] of (readList(value, pointer, report) ?? []).entries()) {
    read(entry, below(pointer, index), report);
  }
}

export function readString(value: unknown, pointer: string, report: Report): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.trim() === '') {
    report(pointer, 'document.not_text');
    return undefined;
  }
  if (value.length > TEXT_LENGTH_MAX) report(pointer, 'document.too_long', String(TEXT_LENGTH_MAX));
  return value;
}

export function readNullableString(value: unknown, pointer: string, report: Report): string | null | undefined {
  return value === null ? null : readString(value, pointer, report);
}

export function readBoolean(value: unknown, pointer: string, report: Report): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value !== undefined) report(pointer, 'document.not_boolean');
  return undefined;
}

export function readDay(value: unknown, pointer: string, report: Report): string | undefined {
  if (typeof value === 'string' && isCivilDay(value)) return value;
  if (value !== undefined) report(pointer, 'document.not_date');
  return undefined;
}

export function readNullableDay(value: unknown, pointer: string, report: Report): string | null | undefined {
  return value === null ? null : readDay(value, pointer, report);
}

export function readOneOf<T extends string>(
  value: unknown,
  pointer: string,
  members: readonly T[],
  report: Report,
): T | undefined {
  const found = members.find((member) => member === value);
  if (found === undefined && value !== undefined) report(pointer, 'document.not_one_of', members.join(', '));
  return found;
}

/** A list that is not empty, of members of a set, each once. */
export function readSet<T extends string>(
  value: unknown,
  pointer: string,
  members: readonly T[],
  report: Report,
): readonly T[] {
  const list = readList(value, pointer, report);
  if (!list) return [];
  if (list.length === 0) report(pointer, 'document.empty_list');
  const seen = new Set<T>();
  for (const [index, entry] of list.entries()) {
    const member = readOneOf(entry, below(pointer, index), members, report);
    if (member === undefined) continue;
    if (seen.has(member)) report(below(pointer, index), 'document.duplicate', member);
    seen.add(member);
  }
  return [...seen];
}

/** A list of different texts that are not empty. */
export function readStrings(value: unknown, pointer: string, report: Report): readonly string[] {
  const list = readList(value, pointer, report);
  if (!list) return [];
  const seen = new Set<string>();
  for (const [index, entry] of list.entries()) {
    const text = readString(entry, below(pointer, index), report);
    if (text === undefined) continue;
    if (seen.has(text)) report(below(pointer, index), 'document.duplicate', text);
    seen.add(text);
  }
  return [...seen];
}

/** Both languages, neither of them empty. */
export function readText(value: unknown, pointer: string, report: Report): Fields | undefined {
  const fields = readFields(value, pointer, report);
  if (!fields) return undefined;
  for (const key of Object.keys(fields)) {
    if (key !== 'zh-CN' && key !== 'en') report(below(pointer, key), 'document.unknown_key', key);
  }
  for (const language of ['zh-CN', 'en']) {
    if (Object.hasOwn(fields, language)) readString(fields[language], below(pointer, language), report);
    else report(pointer, 'text.language_missing', language);
  }
  return fields;
}
