import type { Tx } from '../db/index.ts';
import { type Actor, type Instant, instant } from '../kernel/index.ts';

import type { Governed } from './governed.ts';
import { findLeafAsOf, readHead } from './log-repository.ts';

/** A time and the uptime of the machine at which it was right. */
export interface AcceptedClock {
  readonly clock: Instant;
  /** In seconds. */
  readonly uptime: number;
  /** The log's time when somebody said so; absent where the gate itself believes it. */
  readonly at?: Instant;
}

/** Somebody at the machine said that its clock is right. */
const CLOCK_ACCEPTED = 'gate.clock_accepted';
const SUBJECT = 'gate/clock';

export interface ClockStatement extends AcceptedClock {
  readonly by: Pick<Actor, 'keyId' | 'personId'>;
  readonly reason: string;
}

/** A reason may name a person. */
export function recordClock(entry: Governed, { by, clock, uptime, reason }: ClockStatement): number {
  const body = { clock, uptime: Math.floor(uptime) };
  return entry.append({ type: CLOCK_ACCEPTED, subject: SUBJECT, by, body, sealed: { '/reason': reason } }).logIndex;
}

/** What was said last about the clock of the machine. */
export async function findAcceptedClock(tx: Tx): Promise<AcceptedClock | undefined> {
  const { frontier } = await readHead(tx);
  const leaf = await findLeafAsOf(tx, SUBJECT, frontier.size);
  if (!leaf) return undefined;
  const { at, clock, uptime }: Readonly<Record<string, unknown>> = JSON.parse(leaf.bytes);
  return { clock: instant(String(clock)), uptime: Number(uptime), at: instant(String(at)) };
}
