import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getBudgetLine } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';

/** A budget line by its code, which leads to its balance for whoever may read it. */
export function BudgetLineLink({ code }: { readonly code: string }): ReactNode {
  const may = useMay();
  if (!may(getBudgetLine)) return <span className="code">{code}</span>;
  return (
    <Link className="code" to="/budget-lines/$code" params={{ code }}>
      {code}
    </Link>
  );
}
