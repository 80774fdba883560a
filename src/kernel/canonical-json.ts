import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** RFC 8785: one value, one text. What is hashed or signed goes through here and nowhere else. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a value without a JSON form cannot be recorded');
  return text;
}

export function sha256(bytes: string | Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** `sha256:` and lower-case hexadecimal, as digests are written in records and answers. */
export function digestOf(bytes: string | Uint8Array): string {
  return `sha256:${sha256(bytes).toString('hex')}`;
}
