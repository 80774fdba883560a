/** More texts than the offices of a city write in a month; a fuller memory starts anew. */
const REMEMBERED_MAX = 2_000;

/** Reads a text once: the same few names and goods stand in every order of a batch. */
export function remembering<Asked extends readonly unknown[], Read>(
  read: (...asked: Asked) => Read,
  keyOf: (...asked: Asked) => string,
): (...asked: Asked) => Read {
  const known = new Map<string, Read>();
  return (...asked) => {
    const key = keyOf(...asked);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED_MAX) known.clear();
    const made = read(...asked);
    known.set(key, made);
    return made;
  };
}
