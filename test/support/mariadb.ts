import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Connection, createConnection } from 'mysql2/promise';
import { atProcessEnd } from './process-end.ts';
import { findProgram } from './programs.ts';
import { scratchFolder } from './scratch.ts';

/** A private MariaDB: own data folder, own loopback port, nothing shared with a server that may already run here. */
export interface Mariadb {
  readonly port: number;
  /** `mysql://…` for one database of this server. */
  readonly urlOf: (database: string) => string;
  /** Runs statements as the administrator; answers the rows of the only or each statement. */
  readonly administer: (sql: string) => Promise<readonly unknown[]>;
  /** Ends it as a power cut would: SIGKILL, no farewell. `start` brings the same data back. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Ends it for good and removes its folder. */
  readonly remove: () => Promise<void>;
}

const START_TIMEOUT_MS = 120_000;
const running = new Set<{ readonly folder: string; child: ChildProcess | undefined }>();

/** Makes the folder with `mariadb-install-db` (about half a second) and waits until the server takes connections. */
export async function startMariadb(options: readonly string[] = []): Promise<Mariadb> {
  if (running.size === 0) atProcessEnd(removeAllNow);
  const folder = mkdtempSync(join(scratchFolder(), 'genuine-gate-mariadb-'));
  const server = { folder, child: undefined as ChildProcess | undefined };
  running.add(server);
  const port = await freePort();
  await install(folder);
  const urlOf = (database: string): string => `mysql://root@127.0.0.1:${port}/${database}`;
  const { administer, leave } = administratorOf(urlOf(''));
  const start = async (): Promise<void> => {
    server.child = spawnServer(folder, { port, options });
    await waitUntilReady(server.child, () => administer('select 1'), folder);
  };
  const kill = async (): Promise<void> => {
    const child = server.child;
    server.child = undefined;
    await leave();
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const remove = async (): Promise<void> => {
    await kill();
    running.delete(server);
    rmSync(folder, { recursive: true, force: true });
  };
  await start();
  return { port, urlOf, administer, kill, start, remove };
}

/** The process ids of the servers that this process has started and that run now. */
export function runningServers(): readonly number[] {
  return [...running].flatMap(({ child }) =>
    child?.pid && child.exitCode === null && child.signalCode === null ? child.pid : [],
  );
}

/** MariaDB refuses to run as root unless told to; any other account runs it as itself. */
function accountArguments(): readonly string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/** Two that begin at one moment call their temporary tables the same, and each takes away the other's: not in one folder. */
export async function install(folder: string): Promise<void> {
  const program = findProgram('mariadb-install-db');
  if (!program) throw new Error('mariadbd is here but mariadb-install-db is not: install the whole server package');
  const options = [
    '--no-defaults',
    ...accountArguments(),
    `--datadir=${join(folder, 'data')}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ];
  await promisify(execFile)(program, options, { env: { ...process.env, TMPDIR: folder } });
}

function spawnServer(
  folder: string,
  { port, options }: { readonly port: number; readonly options: readonly string[] },
): ChildProcess {
  const log = openSync(join(folder, 'server.log'), 'a');
  const server = [
    findProgram('mariadbd') ?? 'mariadbd',
    '--no-defaults',
    ...accountArguments(),
    `--datadir=${join(folder, 'data')}`,
    `--socket=${join(folder, 'socket')}`,
    `--tmpdir=${folder}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-networking=OFF',
    '--skip-name-resolve',
    '--skip-log-bin',
    '--performance-schema=OFF',
    '--innodb-flush-log-at-trx-commit=1',
    '--innodb-buffer-pool-size=128M',
    '--max-connections=400',
    ...options,
  ];
  // Not even a SIGKILL of the tests may leave a server behind: the kernel ends it when its parent goes.
  const guard = findProgram('setpriv');
  const [program = '', ...programArguments] = guard ? [guard, '--pdeathsig', 'KILL', ...server] : server;
  const child = spawn(program, programArguments, { stdio: ['ignore', log, log] });
  child.unref();
  return child;
}

async function waitUntilReady(child: ChildProcess, probe: () => Promise<unknown>, folder: string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) break;
    try {
      await probe();
      return;
    } catch {
      await sleep(20);
    }
  }
  throw new Error(`mariadbd did not start:\n${readFileSync(join(folder, 'server.log'), 'utf8')}`);
}

interface Administrator extends Pick<Mariadb, 'administer'> {
  readonly leave: () => Promise<void>;
}

/** Keeps one connection, since a new one for each statement takes longer than most statements. */
function administratorOf(uri: string): Administrator {
  let kept: Promise<Connection> | undefined;
  const forget = (): void => {
    kept = undefined;
  };
  const connect = async (): Promise<Connection> => {
    const connection = await createConnection({ uri, connectTimeout: 30_000, multipleStatements: true });
    // A server that was killed says so to whoever is connected, also where nobody waits for an answer.
    connection.on('error', forget);
    connection.on('end', forget);
    return connection;
  };
  return {
    administer: async (sql) => {
      kept ??= connect();
      const connection = await kept.catch((error) => {
        forget();
        throw error;
      });
      const [rows] = await connection.query(sql);
      return Array.isArray(rows) ? rows : [];
    },
    leave: async () => {
      const connection = await kept?.catch(() => undefined);
      forget();
      connection?.destroy();
    },
  };
}

/** By a connection of its own. */
export async function runOnce(url: string, sql: string): Promise<readonly unknown[]> {
  const connection = await createConnection({ uri: url, connectTimeout: 30_000, multipleStatements: true });
  try {
    const [rows] = await connection.query(sql);
    return Array.isArray(rows) ? rows : [];
  } finally {
    await connection.end();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port on the loopback address');
  return address.port;
}

function removeAllNow(): void {
  for (const { folder, child } of running) {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
