import { uptime } from 'node:os';
import type { Tx } from '../db/index.ts';
import { type Clock, type Instant, msBetween, Refusal, type Text, text } from '../kernel/index.ts';
import type { Head } from './log-repository.ts';
import { type AcceptedClock, findAcceptedClock } from './record-clock.ts';

/** Seconds since the machine was switched on: nobody sets them, and they go on while it sleeps. */
export type Uptime = () => number;

export const systemUptime: Uptime = uptime;

/** For a clock that no machine has: it runs as its own uptime does. */
export function uptimeOf(clock: Clock): Uptime {
  return () => Date.parse(clock()) / 1_000;
}

/** Doubts a wall clock that was set while the gate runs, because the log's time never goes back. */
export interface ClockGuard {
  /** Refuses a governed act with 503 `gate.clock` while the clock is doubted. */
  readonly refuseDoubted: (tx: Tx) => Promise<void>;
  /** By how many milliseconds the clock was set, forward or back; 0 while it is believed. */
  readonly findJump: (tx: Tx) => Promise<number>;
}

export interface ClockGuardParts {
  readonly clock: Clock;
  readonly uptime: Uptime;
  /** The time by the clock of another machine, where the database runs on one; if that agrees, so does everybody. */
  readonly timeElsewhere?: ((tx: Tx) => Promise<Instant>) | undefined;
}

/** What time services and leap seconds do to a clock in years of running, with much room. */
const JUMP_MS_MAX = 120_000;

/**
 * Holds the clock against the uptime of the machine: both run equally fast from the moment at which the guard is made. One
 * jump of some seconds' length would end every clearance and date all later decisions in the future, for good. What ends
 * the doubt:
 *
 * - the clock is put right;
 * - the database runs on another machine, and its clock agrees;
 * - somebody at the machine says in the log that the clock is right (`gate accept-clock`).
 */
export function openClockGuard({ clock, uptime, timeElsewhere }: ClockGuardParts): ClockGuard {
  let believed: AcceptedClock = { clock: clock(), uptime: uptime() };

  async function findJump(tx: Tx): Promise<number> {
    const jump = jumpSince(believed, { clock: clock(), uptime: uptime() });
    if (isSmall(jump)) return 0;
    if (timeElsewhere && isSmall(msBetween(await timeElsewhere(tx), clock()))) return 0;
    const accepted = await findAcceptedClock(tx);
    if (!accepted || !isSmall(jumpSince(accepted, { clock: clock(), uptime: uptime() }))) return jump;
    believed = accepted;
    return 0;
  }

  return {
    findJump,
    refuseDoubted: async (tx) => {
      const jump = await findJump(tx);
      if (jump !== 0) throw clockDoubted(jumpText(jump));
    },
  };
}

function jumpSince(before: AcceptedClock, now: AcceptedClock): number {
  return msBetween(before.clock, now.clock) - (now.uptime - before.uptime) * 1_000;
}

function isSmall(ms: number): boolean {
  return Math.abs(ms) <= JUMP_MS_MAX;
}

/** Says that the clock was set while the gate runs, and what to do. */
export function jumpText(ms: number): Text {
  const seconds = Math.round(Math.abs(ms) / 1_000);
  return text(
    `系统时钟被${ms > 0 ? '拨快' : '拨慢'}了 ${seconds} 秒，在校准之前不受理业务；如现在的时间正确，请在本机运行 gate accept-clock --reason。`,
    `The clock was set ${ms > 0 ? 'forward' : 'back'} by ${seconds} s; nothing is taken until it is put right. If it is right now, run gate accept-clock --reason at the machine.`,
  );
}

/**
 * Refuses to begin with a clock that is behind the log: either it is wrong, or it was wrong when the log was written. A
 * clock that is ahead may have been off for a night. The log's time stands still until the clock has passed it, so an
 * acceptance holds as long as no leaf is later.
 */
export async function refuseClockBehind(tx: Tx, head: Pick<Head, 'at'>, clock: Clock): Promise<void> {
  const behindMs = msBetween(clock(), head.at);
  if (behindMs <= JUMP_MS_MAX) return;
  const accepted = await findAcceptedClock(tx);
  if (accepted?.at !== undefined && accepted.at >= head.at) return;
  throw clockDoubted(
    text(
      `系统时钟比日志最后的时间（${head.at}）慢 ${Math.round(behindMs / 1_000)} 秒。请校准时钟；如现在的时间正确，请在本机运行 gate accept-clock --reason。`,
      `The clock is ${Math.round(behindMs / 1_000)} s behind the last time of the log, ${head.at}. Put it right; if it is right now, run gate accept-clock --reason at the machine.`,
    ),
  );
}

function clockDoubted(message: Text): Refusal {
  return new Refusal('unavailable', 'gate.clock', message);
}
