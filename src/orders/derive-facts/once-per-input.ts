import type { DeriveInput } from './derive-input.ts';

/**
 * Derives a value of an input once, however many facts ask for it. The same input gives the same value, so nobody can tell
 * the difference but the clock: a plan is looked at a dozen times, and comparing names of products is what costs.
 */
export function oncePerInput<T>(derive: (input: DeriveInput) => T): (input: DeriveInput) => T {
  const derived = new WeakMap<DeriveInput, { readonly value: T }>();
  return (input) => {
    const known = derived.get(input);
    if (known) return known.value;
    const value = derive(input);
    derived.set(input, { value });
    return value;
  };
}
