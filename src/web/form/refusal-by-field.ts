import { GateProblem } from '../client/gate-problem.ts';

interface RefusalByField {
  /** What the gate says of each field, by its name. */
  readonly told: { readonly [field: string]: string };
  /** What is told beside the button: the refusal with the places that are no fields. */
  readonly rest: Error | null;
}

/** A refusal taken apart: what is of a field stands at the field, and only the rest is listed. */
export function refusalByField(
  refusal: Error | null,
  fieldOf: (pointer: string) => string | undefined,
): RefusalByField {
  if (!(refusal instanceof GateProblem)) return { told: {}, rest: refusal };
  const told: Record<string, string> = {};
  const others = refusal.errors.filter(({ pointer, message }) => {
    const field = fieldOf(pointer);
    if (field === undefined) return true;
    // A place without a word of its own is what the whole refusal is about.
    told[field] ??= message === '' ? refusal.message : message;
    return false;
  });
  return { told, rest: new GateProblem({ ...refusal.problem, errors: others }, refusal.retryAfter) };
}
