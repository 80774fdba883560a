/** How often something was seen where it is, seen where it is not, and not seen. */
export interface Score {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
  /** The texts themselves, of what was seen where it is not, and of what was not seen. */
  readonly texts: { readonly wrong: readonly string[]; readonly missed: readonly string[] };
}

interface Question<T> {
  readonly is: (entry: T) => boolean;
  readonly isSeen: (entry: T) => boolean;
}

export function scoreOf<T extends { readonly text: string }>(
  entries: readonly T[],
  { is, isSeen }: Question<T>,
): Score {
  const seen = entries.filter(isSeen);
  const wrong = seen.filter((entry) => !is(entry)).map(({ text }) => text);
  const missed = entries.filter((entry) => is(entry) && !isSeen(entry)).map(({ text }) => text);
  return { right: seen.length - wrong.length, wrong: wrong.length, missed: missed.length, texts: { wrong, missed } };
}

/** Shares from 0 to 1; of nothing seen nothing is wrong. */
export function sharesOf({ right, wrong, missed }: Omit<Score, 'texts'>): Shares {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = right + missed === 0 ? 1 : right / (right + missed);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

interface Shares {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}
