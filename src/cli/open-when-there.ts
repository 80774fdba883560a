import { setTimeout as sleep } from 'node:timers/promises';
import { engineOf, isRefusal, kindOfDatabaseError, NoServerWell } from '../db/index.ts';
import type { Config } from '../gate/config.ts';
import { type Gate, openGate } from '../gate/gate.ts';
import { text } from '../kernel/index.ts';
import { placesOf } from './print/explain-database-error.ts';
import { printMigration } from './print/print-migration.ts';
import type { Terminal } from './terminal.ts';

export interface DatabaseWait {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** How long to go on trying; tests have less patience. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 180_000;
const PAUSE_MS_MIN = 500;
const PAUSE_MS_MAX = 15_000;

/**
 * Opens the gate, waiting for a database that is away: after a power cut gate and database start together, and the
 * database takes longer. Undefined when somebody asked to stop meanwhile. A wrong password, a server without TLS or with a
 * certificate that is not trusted, or a missing folder is no outage, and is reported at once.
 */
export async function openWhenThere(
  parts: Omit<Parameters<typeof openGate>[0], 'config'>,
  { config, terminal, signal, patienceMs = PATIENCE_MS }: DatabaseWait,
): Promise<Gate | undefined> {
  const startedMs = performance.now();
  const migrationWatch = printMigration(terminal, { ofNew: false });
  for (let pauseMs = PAUSE_MS_MIN; !signal.aborted; pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
    try {
      return await openGate({ migrationWatch, ...parts, config });
    } catch (error) {
      if (!isAway(config, error) || performance.now() - startedMs + pauseMs > patienceMs) throw error;
      terminal.note(terminal.say(waiting(error, pauseMs, placesOf(config))));
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

function isAway(config: Config, error: unknown): boolean {
  if (error instanceof NoServerWell ? error.isRefusal : error instanceof Error && isRefusal(error)) return false;
  const kind = kindOfDatabaseError(error);
  // A file that cannot be opened stays so; one that another process holds does not.
  return engineOf(config.databaseUrl) === 'sqlite' ? kind === 'run-again' : kind !== 'other';
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function waiting(error: unknown, pauseMs: number, places: string) {
  const code = codeOf(error) || 'timeout';
  const seconds = pauseMs / 1_000;
  if (error instanceof NoServerWell) {
    const { 'zh-CN': zh, en } = error.says;
    return text(
      `暂时没有可用的数据库服务器：${zh}。${seconds} 秒后重试……`,
      `No database server can be used now: ${en}. Trying again in ${seconds} s …`,
    );
  }
  return text(
    `数据库 ${places} 暂时无法访问（${code}），${seconds} 秒后重试……`,
    `The database at ${places} cannot be reached (${code}); trying again in ${seconds} s …`,
  );
}
