import type { KeptAnswers } from './kept-answers.ts';

export interface StampedQuestion<Value> {
  /** By value, everything that the answer follows from besides what the stamp stands for. */
  readonly key: readonly unknown[];
  /** How the rows stand that it was worked out of: another text as soon as one of them is another. */
  readonly stamp: string;
  readonly compute: () => Promise<Value>;
}

/** An answer that was worked out before, while what it is of says of itself that it is the same still, whatever else is recorded. */
export async function recallWhile<Value>(
  kept: KeptAnswers,
  { key: asked, stamp, compute }: StampedQuestion<Value>,
): Promise<Value> {
  const key = JSON.stringify(asked);
  const known = kept.find(key);
  const isSame = known?.stamp === stamp;
  if (!isSame) kept.drop(key);
  const value = isSame ? (known.value as Value) : await compute();
  // Kept anew as well, so that those go first that nobody has asked for the longest.
  kept.keep(key, { value, size: 0, stamp });
  return value;
}
