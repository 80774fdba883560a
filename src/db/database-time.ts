import { type Instant, instant } from '../kernel/index.ts';
import type { Engine, Tx } from './database.ts';
import { databaseHostsIn } from './database-url.ts';
import { selectedRows } from './statements.ts';

const NOW: Readonly<Record<Engine, string>> = {
  sqlite: "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
  mysql: "date_format(utc_timestamp(3), '%Y-%m-%dT%H:%i:%s.%f')",
};

/** The time by the clock of the machine that the database runs on; a SQLite file has that of this process. */
export async function databaseTime(tx: Tx, engine: Engine): Promise<Instant> {
  const [row] = selectedRows<{ now: string }>(await tx.raw(`select ${NOW[engine]} as now`));
  return instant(`${row?.now.slice(0, 23)}Z`);
}

/** Whether the database runs on another machine, as far as its address tells: then its clock is another one, too. */
export function isElsewhere(url: string): boolean {
  if (!url.startsWith('mysql:')) return false;
  return (databaseHostsIn(url) ?? []).some(
    ({ host }) => !/^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/.test(host),
  );
}
