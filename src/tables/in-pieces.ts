/** The same items in pieces of as many as are wanted at once; the last one may be smaller. */
export async function* inPiecesOf<T>(size: number, source: AsyncIterable<readonly T[]>): AsyncGenerator<readonly T[]> {
  let waiting: T[] = [];
  for await (const items of source) {
    waiting.push(...items);
    while (waiting.length >= size) {
      yield waiting.slice(0, size);
      waiting = waiting.slice(size);
    }
  }
  if (waiting.length > 0) yield waiting;
}
