/** What a number counts; null where its title says it. */
export type FactUnit = 'fen' | 'percent' | 'days' | 'months' | 'years' | 'seats' | 'devices' | null;

const UNITS: readonly Exclude<FactUnit, 'fen' | null>[] = ['percent', 'days', 'months', 'years', 'seats', 'devices'];

/** By the name, since units stand last in names here: `policy.splitting.windowDays` are days. */
export function unitOf({ name, type }: { readonly name: string; readonly type: string }): FactUnit {
  if (type === 'fen') return 'fen';
  if (type !== 'integer') return null;
  return UNITS.find((unit) => name.endsWith(`.${unit}`) || name.endsWith(capitalized(unit))) ?? null;
}

function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
