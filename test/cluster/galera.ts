import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort, install, runOnce } from '../support/mariadb.ts';
import { atProcessEnd } from '../support/process-end.ts';
import { findProgram } from '../support/programs.ts';
import { until } from '../support/until.ts';

const PROVIDER = '/usr/lib/galera/libgalera_smm.so';

/** One server of the cluster, on a loopback address. */
export interface GaleraNode {
  readonly port: number;
  readonly url: string;
  readonly administer: (sql: string) => Promise<readonly unknown[]>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Asks it to end, as for maintenance. */
  readonly drain: () => Promise<void>;
  /** Stops its process in the middle: the kernel still takes connections for it. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Parts it from the other nodes, while whoever asks it is still answered. Needs root and `iptables`. */
  readonly cutOff: () => void;
  readonly join: () => void;
  /** Brings it back with what it has on its disk; does not wait for it. */
  readonly start: () => Promise<void>;
  readonly isWell: () => Promise<boolean>;
}

export interface Galera {
  readonly nodes: readonly [GaleraNode, GaleraNode, GaleraNode];
  /** Of all three, as `DATABASE_URL` takes it. */
  readonly url: string;
  readonly untilWell: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

function requireGalera(): void {
  const missing = [
    ...(existsSync(PROVIDER) ? [] : ['galera-4']),
    ...['mariadbd', 'rsync'].filter((name) => findProgram(name) === undefined),
  ];
  if (missing.length > 0) throw new Error(`a cluster needs ${missing.join(', ')}: apt-get install galera-4 rsync`);
}

const DATABASE = 'gate';
const folders = new Map<string, Set<ChildProcess>>();

/** Three nodes that agree, with an empty database: ten seconds on an idle machine. */
export async function startGalera(): Promise<Galera> {
  requireGalera();
  if (folders.size === 0) atProcessEnd(removeAllNow);
  const folder = mkdtempSync(join(tmpdir(), 'genuine-gate-galera-'));
  folders.set(folder, new Set());
  const ports = await freePorts(3);
  const group = `gcomm://${ports.map((each) => `${each.address}:${each.group}`).join(',')}`;
  const [first, second, third] = ports.map((own, at) => node({ folder, own, group, name: `n${at + 1}` }));
  if (!first || !second || !third) throw new Error('a cluster has three nodes');
  await install(folder1(folder));
  const { uid, gid } = account();
  if (uid !== undefined) execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
  await first.begin();
  await until('the first node is there', first.isWell);
  // One after the other: a node that gives itself to another by rsync takes no writes meanwhile.
  for (const each of [second, third]) {
    await each.start();
    await until('another node is there', each.isWell);
  }
  await first.administer(`create database ${DATABASE}`);
  const nodes = [first, second, third] as const;
  return {
    nodes,
    url: `mysql://root@${ports.map(({ sql }) => `127.0.0.1:${sql}`).join(',')}/${DATABASE}`,
    untilWell: () => until('every node goes on being well', steadily(nodes)),
    remove: async () => {
      for (const each of nodes) await each.kill();
      folders.delete(folder);
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}

const STEADY_MS = 3_000;

/**
 * A node that was frozen says that it is well until it hears how long it was away, and then the others are disturbed once
 * more while it comes back: only what stays well is well.
 */
function steadily(nodes: readonly GaleraNode[]): () => Promise<boolean> {
  let sinceMs: number | null = null;
  return async () => {
    const isWell = (await Promise.all(nodes.map((each) => each.isWell()))).every(Boolean);
    sinceMs = isWell ? (sinceMs ?? performance.now()) : null;
    return sinceMs !== null && performance.now() - sinceMs >= STEADY_MS;
  };
}

interface Ports {
  /** Among the nodes: one for each, so that one can be parted from the others. */
  readonly address: string;
  readonly sql: number;
  readonly group: number;
  readonly ist: number;
  readonly sst: number;
}

async function freePorts(count: number): Promise<readonly Ports[]> {
  const found: Ports[] = [];
  for (let at = 0; at < count; at += 1) {
    const [sql, group, ist, sst] = [await freePort(), await freePort(), await freePort(), await freePort()];
    found.push({ address: `127.0.0.${at + 1}`, sql, group, ist, sst });
  }
  return found;
}

const folder1 = (folder: string): string => join(folder, 'n1');

interface NodePlace {
  readonly folder: string;
  readonly own: Ports;
  readonly group: string;
  readonly name: string;
}

function node({ folder, own, group, name }: NodePlace) {
  const home = join(folder, name);
  mkdirSync(join(home, 'data'), { recursive: true });
  const server = [...optionsOf(home, own), ...clusterOptions({ own, group, name })];
  let child: ChildProcess | undefined;
  const url = `mysql://root@127.0.0.1:${own.sql}/${DATABASE}`;
  const administer = (sql: string) => runOnce(`mysql://root@127.0.0.1:${own.sql}/`, sql);
  const spawnWith = (more: readonly string[]): void => {
    child = spawnServer(home, [...server, ...more]);
    folders.get(folder)?.add(child);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    ending.ref();
    ending.kill(signal);
    await ended;
  };
  return {
    ...{ port: own.sql, url, administer },
    begin: async () => spawnWith(['--wsrep-new-cluster']),
    start: async () => spawnWith(await startPosition(home, server)),
    kill: () => end('SIGKILL'),
    drain: () => end('SIGTERM'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    cutOff: () => changeWall('-I', own.address),
    join: () => changeWall('-D', own.address),
    isWell: () => isWell(administer),
  };
}

const cut = new Set<string>();

/** What goes between this address and the two others is dropped, or no longer. */
function changeWall(rule: '-I' | '-D', address: string): void {
  for (const other of ['127.0.0.1', '127.0.0.2', '127.0.0.3'].filter((each) => each !== address)) {
    for (const ends of [
      ['-s', address, '-d', other],
      ['-s', other, '-d', address],
    ]) {
      execFileSync('iptables', [rule, 'INPUT', '-i', 'lo', '-p', 'tcp', ...ends, '-j', 'DROP']);
    }
  }
  if (rule === '-I') cut.add(address);
  else cut.delete(address);
}

/** What `systemd` does on Debian: without it a node that was killed may not come back by itself. */
async function startPosition(home: string, server: readonly string[]): Promise<readonly string[]> {
  if (!existsSync(join(home, 'data', 'ibdata1'))) return [];
  const { stderr } = await promisify(execFile)(program(), [...server, '--wsrep-recover'], {
    ...{ ...account(), maxBuffer: 10_000_000 },
  });
  const position = /Recovered position: (\S+)/.exec(stderr)?.[1];
  return position === undefined ? [] : [`--wsrep-start-position=${position}`];
}

const program = (): string => findProgram('mariadbd') ?? 'mariadbd';

function optionsOf(home: string, { sql }: Ports): readonly string[] {
  return [
    '--no-defaults',
    `--datadir=${join(home, 'data')}`,
    `--socket=${join(home, 'socket')}`,
    `--tmpdir=${home}`,
    `--port=${sql}`,
    ...['--bind-address=127.0.0.1', '--skip-networking=OFF', '--skip-name-resolve', '--performance-schema=OFF'],
    ...['--innodb-flush-log-at-trx-commit=1', '--innodb-buffer-pool-size=64M', '--max-connections=200'],
  ];
}

/** As `docs/operate.md` gives them, but for the sizes. */
function clusterOptions({ own, group, name }: Omit<NodePlace, 'folder'>): readonly string[] {
  const provider = [
    `gmcast.listen_addr=tcp://${own.address}:${own.group}`,
    `ist.recv_addr=${own.address}:${own.ist}`,
    'gcache.size=64M',
    ...['evs.keepalive_period=PT0.3S', 'evs.inactive_check_period=PT0.2S', 'evs.join_retrans_period=PT0.3S'],
    ...['evs.suspect_timeout=PT1.5S', 'evs.inactive_timeout=PT10S', 'evs.install_timeout=PT7.5S'],
  ];
  return [
    ...['--binlog-format=ROW', '--innodb-autoinc-lock-mode=2', '--wsrep-on=ON', `--wsrep-provider=${PROVIDER}`],
    `--wsrep-cluster-address=${group}`,
    `--wsrep-node-name=${name}`,
    `--wsrep-node-address=${own.address}:${own.group}`,
    `--wsrep-sst-receive-address=${own.address}:${own.sst}`,
    ...['--wsrep-sst-method=rsync', '--wsrep-sst-donor=n3,n2,'],
    `--wsrep-provider-options=${provider.join(';')}`,
  ];
}

/** Root would do for a server alone, but `rsync` gives what root sends to nobody. */
function account(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const of = (what: '-u' | '-g'): number => Number(execFileSync('id', [what, 'mysql'], { encoding: 'utf8' }));
  return { uid: of('-u'), gid: of('-g') };
}

function spawnServer(home: string, server: readonly string[]): ChildProcess {
  const log = openSync(join(home, 'server.log'), 'a');
  const guard = findProgram('setpriv');
  const [first = '', ...rest] = guard ? [guard, '--pdeathsig', 'KILL', program(), ...server] : [program(), ...server];
  const child = spawn(first, rest, {
    stdio: ['ignore', log, log],
    env: { ...process.env, TMPDIR: home },
    ...account(),
  });
  child.unref();
  return child;
}

async function isWell(administer: GaleraNode['administer']): Promise<boolean> {
  try {
    const rows = await administer(
      "show global status where variable_name in ('wsrep_local_state', 'wsrep_cluster_status', 'wsrep_cluster_size')",
    );
    const values = (rows as readonly { readonly Value: string }[]).map(({ Value }) => Value);
    return values.includes('4') && values.includes('Primary');
  } catch {
    await sleep(100);
    return false;
  }
}

function removeAllNow(): void {
  for (const address of cut) changeWall('-D', address);
  for (const [folder, children] of folders) {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
