import type { Facts, FactValue } from '../../rules/index.ts';

/** A fact that the system lacks is absent from the record, never a key with `undefined`: that is how rules see it missing. */
export function presentFacts(record: Readonly<Record<string, FactValue | undefined>>): Facts {
  const facts: Record<string, FactValue> = {};
  for (const [name, value] of Object.entries(record)) if (value !== undefined) facts[name] = value;
  return facts;
}
