import type { ReactNode } from 'react';

/** Why the gate did not accept what was sent; nothing where it did. */
export function Refusal({ text }: { readonly text: string }): ReactNode {
  if (text === '') return null;
  return (
    <p className="notice" data-kind="refusal" role="alert">
      {text}
    </p>
  );
}
