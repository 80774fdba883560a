import type { ReactNode } from 'react';
import { daysUntil } from '../ui/time.ts';

/** A day, and how many are left beside it; a day that is over stands alone. */
export function DueDay({ day, left }: { readonly day: string; readonly left: (days: number) => string }): ReactNode {
  const days = daysUntil(day);
  return (
    <>
      {day} {days >= 0 && <span className="secondary">{left(days)}</span>}
    </>
  );
}
