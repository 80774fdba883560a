import type { ReactNode } from 'react';
import { useNamedRules, type Waived } from './use-named-rules.ts';

/** The rules that a waiver is of, one below the other. */
export function RuleNames({ of }: { readonly of: Waived }): ReactNode {
  const rules = useNamedRules(of);
  return (
    <ul className="plain-list">
      {rules.map(({ rule, title }) => (
        <li key={rule}>
          {title} <span className="code">{rule}</span>
        </li>
      ))}
    </ul>
  );
}
