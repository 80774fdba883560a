import type { DeriveInput } from './derive-input.ts';

/**
 * Derives a value of an input once, however many facts ask for it. The same input gives the same value, so nobody can tell
 * the difference but the clock: a plan is looked at a dozen times, and comparing names of products is what costs. Deriving
 * is never interrupted, so the last input is enough to remember; a WeakMap of all of them cost more than it saved.
 */
export function oncePerInput<T>(derive: (input: DeriveInput) => T): (input: DeriveInput) => T {
  let last: { readonly input: DeriveInput; readonly value: T } | undefined;
  return (input) => {
    if (last?.input !== input) last = { input, value: derive(input) };
    return last.value;
  };
}
