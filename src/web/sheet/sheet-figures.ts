import type { Schemas } from '../client/operation.ts';
import { writeTypedCell } from './typed-cell.ts';

/** What the gate counted, by cell, as it is typed. */
export function figuresOf(prefill: readonly Schemas['Prefill'][]): ReadonlyMap<string, string> {
  const known = prefill.filter(({ value }) => value !== null);
  return new Map(known.map(({ cell, value }) => [cell, writeTypedCell(value)]));
}
