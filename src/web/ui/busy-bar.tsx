import { type ReactNode, useEffect, useState } from 'react';
import { onBusy } from '../client/call.ts';
import { useWords } from '../words/use-words.ts';
import { useSecondsUntil } from './session/use-seconds-until.ts';
import { serverNow } from './time.ts';
import { UI_WORDS } from './ui-words.ts';

/** A shorter wait is over before anybody has read of it. */
const TOLD_MS = 1_500;

/** Says while a busy gate is waited for, and for how long: a form that seems to hang is sent by another way. */
export function BusyBar(): ReactNode {
  const words = useWords(UI_WORDS);
  const [until, setUntil] = useState<number>();
  const seconds = useSecondsUntil(until);
  useEffect(
    () =>
      onBusy((waitMs) => {
        if (waitMs >= TOLD_MS) setUntil(serverNow() + waitMs);
      }),
    [],
  );
  if (seconds === 0) return null;
  return (
    <p className="notice top-bar" data-kind="warning" role="status">
      {words.waiting(seconds)}
    </p>
  );
}
