/** Shorter names are too near to what others use: HOST to HOME, PORT to POST. */
const LENGTH_MIN = 8;
/** From here on two slips are still a slip; of a shorter name two letters make another word, as GATE_URL and BASE_URL. */
const LENGTH_OF_TWO_SLIPS = 10;

/**
 * Whether a variable that is none of ours was probably meant to be: a letter or two off, or in small letters. Those that
 * only begin alike are left alone: a cluster sets `DATABASE_SERVICE_HOST` by itself.
 */
export function isMisspelt(name: string, known: readonly string[]): boolean {
  const written = name.toUpperCase();
  return known.some((each) => {
    const slipsMax = each.length >= LENGTH_OF_TWO_SLIPS ? 2 : 1;
    return each.length >= LENGTH_MIN && slipsBetween(written, each, slipsMax) <= slipsMax;
  });
}

/** How many letters are missing, too many or others (Levenshtein); one more than `max` when it is more. */
function slipsBetween(one: string, other: string, max: number): number {
  if (Math.abs(one.length - other.length) > max) return max + 1;
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const now = [row + 1];
    for (const [column, wanted] of [...other].entries()) {
      const replaced = (before[column] ?? 0) + (letter === wanted ? 0 : 1);
      now.push(Math.min(replaced, (before[column + 1] ?? 0) + 1, (now[column] ?? 0) + 1));
    }
    before = now;
  }
  return before[other.length] ?? max + 1;
}
