import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { onBusy } from '../client/call.ts';
import { onWaiting, waitingSince } from '../client/waiting.ts';
import { useWords } from '../words/use-words.ts';
import { useSecondsSince, useSecondsUntil } from './session/use-seconds.ts';
import { serverNow } from './time.ts';
import { UI_WORDS } from './ui-words.ts';

/** A shorter wait is over before anybody has read of it. */
const TOLD_MS = 1_500;

/** What is done in fewer seconds needs no words. */
const WORKING_S = 3;

/**
 * Says while a busy gate is waited for, and for how long, and how long something is being done already, as a launch over all units
 * of a province: a form that seems to hang is sent by another way.
 */
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
  const worked = useSecondsSince(useSyncExternalStore(onWaiting, waitingSince));
  if (seconds === 0 && worked < WORKING_S) return null;
  return (
    <p className="notice top-bar" data-kind="warning" role="status">
      {seconds > 0 ? words.waiting(seconds) : words.working(worked)}
    </p>
  );
}
