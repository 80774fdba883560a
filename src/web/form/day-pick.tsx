import CalendarOutlined from '@ant-design/icons/CalendarOutlined';
import type { ReactNode } from 'react';
import { today } from '../ui/time.ts';
import { readDay } from '../ui/typed-values.ts';
import { useWords } from '../words/use-words.ts';
import { DAY_WORDS } from './day-words.ts';

interface DayPickProps {
  /** What is typed into the field. */
  readonly value: string;
  readonly onDay: (day: string) => void;
  readonly children: ReactNode;
}

/**
 * A field for a day with a calendar at its end. The calendar is for the mouse: Tab goes past it, and no reader of the screen is
 * told of it, since all that it does can be typed. It is the browser's own, which old ones have as well.
 */
export function DayPick({ value, onDay, children }: DayPickProps): ReactNode {
  const words = useWords(DAY_WORDS);
  return (
    <span className="day-pick">
      {children}
      <span className="day-calendar" aria-hidden="true" title={words.choose}>
        <CalendarOutlined />
        <input
          type="date"
          tabIndex={-1}
          value={readDay(value, today()) ?? ''}
          onChange={({ target }) => target.value !== '' && onDay(target.value)}
        />
      </span>
    </span>
  );
}

/** How a day is written, for a field in which none is typed yet. */
export function useDayExample(): string {
  return useWords(DAY_WORDS).example(today());
}
