import type { ReactNode } from 'react';
import { useNamedRules, type Waived } from './use-named-rules.ts';

/** The rules of a waiver within a sentence, each by its title and its number. */
export function NamedRules({ of }: { readonly of: Waived }): ReactNode {
  const rules = useNamedRules(of);
  return rules.map(({ rule, title }, index) => (
    <span key={rule}>
      {index > 0 && ' · '}
      {title} <span className="code">{rule}</span>
    </span>
  ));
}
