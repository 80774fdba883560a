const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const MADE = ['id', 'logIndex'];

/** What a trial answered, without what only it had: an instant or a name of its own that nobody asked for will be another. */
export function lastingOf(answer: unknown, request: unknown): unknown {
  return without(answer, JSON.stringify(request ?? null));
}

function without(value: unknown, asked: string): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, asked));
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(
    ([name, one]) => isLasting(name, one) || asked.includes(JSON.stringify(one)),
  );
  return Object.fromEntries(kept.map(([name, one]) => [name, without(one, asked)]));
}

function isLasting(name: string, value: unknown): boolean {
  return !MADE.includes(name) && !(typeof value === 'string' && INSTANT.test(value));
}
