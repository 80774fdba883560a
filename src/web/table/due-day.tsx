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

interface DueCellProps {
  readonly day: string;
  /** As the gate says it; by the clock of this machine days might be left. */
  readonly isLate: boolean;
  /** Whether it is still waited for; of what is over nobody counts days. */
  readonly isOpen?: boolean;
  readonly words: { readonly left: (days: number) => string; readonly late: string };
}

/** A day by which something is owed: how many are left while it is, or that it is late. */
export function DueCell({ day, isLate, isOpen = true, words }: DueCellProps): ReactNode {
  if (isOpen && !isLate) return <DueDay day={day} left={words.left} />;
  return (
    <>
      <span className="unbroken">{day}</span> {isLate && <strong className="field-error">{words.late}</strong>}
    </>
  );
}
