import { type RefObject, useEffect, useRef } from 'react';

/**
 * After each attempt leads to the first field that is wrong, or brings what the gate says into sight. An attempt is what
 * changes by sending alone: whoever corrects a field is not led away from it.
 */
export function useFirstFault(attempt: number, refusal: Error | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks at the form after an attempt, whatever came of it.
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]');
    first?.scrollIntoView({ block: 'center' });
    first?.focus();
  }, [attempt, refusal]);
  return form;
}
