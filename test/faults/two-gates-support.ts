import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios, { type AxiosInstance } from 'axios';
import { createConnection } from 'mysql2/promise';
import { type Database, openDatabase } from '../../src/db/index.ts';
import { BOOTSTRAP_KEY, makeWorld, type World } from '../bench/world.ts';
import { emptyDatabaseUrl } from '../support/databases.ts';
import { until } from '../support/until.ts';
import { type GateProcess, startGateProcess } from './gate-process-control.ts';

/** A gate's process on a machine of its own: its folder holds what the others' do not, but for the keys. */
export interface Machine {
  readonly dataDir: string;
  readonly gate: GateProcess;
}

/** Two machines and their database. */
export interface Pair {
  readonly databaseUrl: string;
  readonly db: Database;
  readonly world: World;
  readonly one: Machine;
  readonly other: Machine;
  /** Starts the second machine's gate anew, once it was stopped. */
  readonly startOther: () => Promise<GateProcess>;
  /** Lets time pass for everybody, a frozen gate too. */
  readonly pass: (ms: number) => Promise<void>;
  readonly end: () => Promise<void>;
}

const NOW = '2026-06-01T01:00:00.000Z';

export async function startPair(env: Readonly<Record<string, string>>): Promise<Pair> {
  const { url: databaseUrl, drop } = await emptyDatabaseUrl('mysql');
  const folder = await mkdtemp(join(tmpdir(), 'genuine-gate-pair-'));
  const leapFile = join(folder, 'leap');
  await writeFile(leapFile, '0');
  const start = (dataDir: string) =>
    startGateProcess({ databaseUrl, dataDir, leapFile, bootstrapKey: BOOTSTRAP_KEY, now: NOW, env });
  const [first, second] = [join(folder, 'one'), join(folder, 'other')];
  const one = { dataDir: first, gate: await start(first) };
  await cp(join(first, 'keys'), join(second, 'keys'), { recursive: true });
  const other = { dataDir: second, gate: await start(second) };
  const world = await makeWorld(one.gate.url, { offices: 1 });
  const db = openDatabase(databaseUrl);
  return {
    ...{ databaseUrl, db, world, one, other, startOther: () => start(second) },
    pass: (ms) => writeFile(leapFile, String(ms)),
    end: async () => {
      await db.close();
      await drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function callerOf({ url }: Pick<GateProcess, 'url'>, key: string): AxiosInstance {
  return axios.create({ baseURL: url, headers: { Authorization: `Bearer ${key}` }, validateStatus: () => true });
}

/** Until whoever has it lets go, nothing can be added to a table; answers how to let go. */
export async function holdBack(databaseUrl: string, table: string): Promise<() => Promise<void>> {
  const connection = await createConnection(databaseUrl);
  await connection.query('set session transaction isolation level serializable');
  await connection.query('start transaction');
  await connection.query('select * from ?? for update', [table]);
  return async () => {
    await connection.query('rollback');
    await connection.end();
  };
}

/** How many statements of this kind wait for a lock at this moment. */
export async function untilInsertWaits(db: Database, table: string): Promise<void> {
  const isWaiting = async (): Promise<boolean> => {
    const waiting = `select trx_id from information_schema.innodb_trx
                     where trx_state = 'LOCK WAIT' and trx_query like 'insert into%${table}%'`;
    const [rows] = await db.reader.raw(waiting);
    return (rows as readonly object[]).length > 0;
  };
  await until(`somebody waits to add to ${table}`, isWaiting);
}

export function assertAnswer(answer: { readonly status: number; readonly data: unknown }, status: number): void {
  assert.equal(answer.status, status, JSON.stringify(answer.data));
}
