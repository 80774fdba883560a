/** A day, a time or a number: a browser would break `2026-11-28` at its hyphens, and nobody reads it so. */
export function isFigure(shown: unknown): boolean {
  return typeof shown === 'number' || (typeof shown === 'string' && /^[\d\s.,:%/–—-]{1,32}$/.test(shown));
}
