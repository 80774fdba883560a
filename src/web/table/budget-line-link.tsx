import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getBudgetLine } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';

interface Props {
  readonly code: string;
  /** The day that the figures beside it are of, if that is not today. */
  readonly on?: string | undefined;
}

/** A budget line by its code, which leads to its balance for whoever may read it. */
export function BudgetLineLink({ code, on }: Props): ReactNode {
  const may = useMay();
  if (!may(getBudgetLine)) return <span className="code">{code}</span>;
  return (
    <Link className="code" to="/budget-lines/$code" params={{ code }} search={{ on }}>
      {code}
    </Link>
  );
}
