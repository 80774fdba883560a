import { appendFileSync, readFileSync } from 'node:fs';
import { runningServers } from './mariadb.ts';

const TICKS_PER_SECOND = 100;

let before = 0;

/**
 * Adds a line to the file that PROCESSOR_LOG names: what a file of tests took of the processor, in seconds, with loading,
 * with the processes that it started and that have ended, and with this process's MariaDB. `sort -rn` makes the table.
 */
export function noteProcessorTime(file: string): void {
  const path = process.env.PROCESSOR_LOG;
  if (path === undefined) return;
  const now = ticksOf('self', [USER, SYSTEM, USER_OF_ENDED, SYSTEM_OF_ENDED]) + ticksOfServers();
  appendFileSync(path, `${((now - before) / TICKS_PER_SECOND).toFixed(2)} ${file}\n`);
  before = now;
}

function ticksOfServers(): number {
  return runningServers().reduce((sum, pid) => sum + ticksOf(String(pid), [USER, SYSTEM]), 0);
}

/** Places in /proc/…/stat after the name of the program, which may have blanks in it. */
const [USER, SYSTEM, USER_OF_ENDED, SYSTEM_OF_ENDED] = [11, 12, 13, 14] as const;

function ticksOf(who: string, places: readonly number[]): number {
  const stat = readFileSync(`/proc/${who}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return places.reduce((sum, place) => sum + Number(fields[place]), 0);
}
