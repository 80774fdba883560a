/** From so many percent on a line counts as nearly spent. */
const NEARLY_PERCENT = 90;
const ALL_PERCENT = 100;

/** Whether a line is used up or nearly so, by its used rate in percent; nothing where much of it is left. */
export function howSpent(rate: string): 'nearly' | 'all' | undefined {
  const percent = Number(rate);
  if (percent >= ALL_PERCENT) return 'all';
  return percent > NEARLY_PERCENT ? 'nearly' : undefined;
}
