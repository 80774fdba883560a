import { useEffect, useState } from 'react';
import { serverNow } from '../time.ts';

/** Whole seconds until a moment by the clock of the gate, counted down; nought where it is over or there is none. */
export function useSecondsUntil(until: number | undefined): number {
  const now = useNow(until);
  return until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1_000));
}

/** Whole seconds since a moment, counted up; nought where there is none. */
export function useSecondsSince(since: number | undefined): number {
  const now = useNow(since);
  return since === undefined ? 0 : Math.max(0, Math.floor((now - since) / 1_000));
}

/** Now by the clock of the gate, which ticks as long as a moment is counted from or to. */
function useNow(moment: number | undefined): number {
  const [now, setNow] = useState(() => serverNow());
  useEffect(() => {
    if (moment === undefined) return undefined;
    setNow(serverNow());
    const ticking = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(ticking);
  }, [moment]);
  return now;
}
