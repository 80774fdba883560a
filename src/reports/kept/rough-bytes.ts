/** So many of a list are looked at; the others are taken to be alike. */
const LOOKED_AT = 64;
const WORD = 8;
const HEADER = 16;

/**
 * How much memory a value takes, roughly: of a list of rows some are looked at, all over it. Exact it need not be; a report of
 * a hundred thousand short rows is told from one of forty thousand long ones.
 */
export function roughBytes(value: unknown): number {
  if (typeof value === 'string') return HEADER + 2 * value.length;
  if (typeof value !== 'object' || value === null) return WORD;
  if (ArrayBuffer.isView(value)) return HEADER + value.byteLength;
  if (value instanceof Map) return HEADER + bytesOfList([...value.entries()]);
  if (value instanceof Set) return HEADER + bytesOfList([...value]);
  return HEADER + bytesOfList(Array.isArray(value) ? value : Object.values(value));
}

function bytesOfList(list: readonly unknown[]): number {
  const every = Math.max(1, Math.floor(list.length / LOOKED_AT));
  let [bytes, looked] = [0, 0];
  for (let at = 0; at < list.length; at += every) {
    bytes += WORD + roughBytes(list[at]);
    looked += 1;
  }
  return looked === 0 ? 0 : Math.ceil((bytes / looked) * list.length);
}
