import { useEffect, useState } from 'react';
import { serverNow } from '../time.ts';

/** Whole seconds until a moment by the clock of the gate, counted down; nought where it is over or there is none. */
export function useSecondsUntil(until: number | undefined): number {
  const [now, setNow] = useState(() => serverNow());
  useEffect(() => {
    if (until === undefined) return undefined;
    setNow(serverNow());
    const ticking = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(ticking);
  }, [until]);
  return until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1_000));
}
