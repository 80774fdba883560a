/** One figure of the gate that is read when somebody scrapes it, because another process may have changed it. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly read: () => Promise<number>;
}

/** Metrics are read at once for one scrape: what several of them show is read for all of them together. */
export function readTogether<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}
