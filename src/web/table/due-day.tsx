import type { ReactNode } from 'react';
import { daysUntil } from '../ui/time.ts';

/** A day, and how many are left beside it; a day that is over stands alone. */
export function DueDay({ day, left }: { readonly day: string; readonly left: (days: number) => string }): ReactNode {
  const days = daysUntil(day);
  return (
    <>
      <span className="unbroken">{day}</span> {days >= 0 && <span className="secondary unbroken">{left(days)}</span>}
    </>
  );
}
