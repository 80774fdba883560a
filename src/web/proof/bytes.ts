export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Undefined for bytes that are no UTF-8. */
export function textIn(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Undefined for what is no base64, or base64 that is not written in the one way of RFC 4648, 4. */
export function bytesIn(base64: string): Uint8Array | undefined {
  try {
    const binary = atob(base64);
    if (base64 === '' || btoa(binary) !== base64) return undefined;
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The same of base64url without padding (RFC 4648, 5). */
export function bytesInUrl(base64url: string): Uint8Array | undefined {
  if (!/^[\w-]+$/.test(base64url)) return undefined;
  const base64 = base64url.replace(/-/g, '+').replace(/_/g, '/');
  return bytesIn(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** The members of a JSON object; none for anything else. */
export function membersIn(json: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
