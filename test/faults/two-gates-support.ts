import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import axios, { type AxiosInstance } from 'axios';
import { createConnection } from 'mysql2/promise';
import { type Database, inSnapshot, openDatabase, selectRows } from '../../src/db/index.ts';
import { BOOTSTRAP_KEY, makeWorld, type World } from '../bench/world.ts';
import { emptyDatabaseUrl } from '../support/databases.ts';
import { closedAtLast } from '../support/left-open.ts';
import { scratchFolder } from '../support/scratch.ts';
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
  /** Until whoever has it lets go, nothing can be added to a table; answers how to let go. */
  readonly holdBack: (table: string) => Promise<() => Promise<void>>;
  /** Takes everything away in whatever state a test that failed has left it: gates that are frozen, tables held back. */
  readonly end: () => Promise<void>;
}

const NOW = '2026-06-01T01:00:00.000Z';

export async function startPair(env: Readonly<Record<string, string>>): Promise<Pair> {
  const { url: databaseUrl, drop } = await emptyDatabaseUrl('mysql');
  const folder = await mkdtemp(join(scratchFolder(), 'genuine-gate-pair-'));
  const closings: (() => Promise<void>)[] = [];
  const end = async (): Promise<void> => {
    // What cannot be closed keeps nobody from closing the others; a connection that stays is told of by `drop`.
    await Promise.allSettled(closings.map((close) => close()));
    try {
      await drop();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const start = async (dataDir: string): Promise<GateProcess> => {
    const gate = await startGateProcess({ databaseUrl, dataDir, bootstrapKey: BOOTSTRAP_KEY, now: NOW, env });
    closings.push(gate.kill);
    return gate;
  };
  const [first, second] = [join(folder, 'one'), join(folder, 'other')];
  try {
    const one = { dataDir: first, gate: await start(first) };
    await cp(join(first, 'keys'), join(second, 'keys'), { recursive: true });
    const other = { dataDir: second, gate: await start(second) };
    const world = await makeWorld(one.gate.url, { offices: 1 });
    const db = openDatabase(databaseUrl);
    closings.push(() => db.close());
    return {
      ...{ databaseUrl, db, world, one, other, end, startOther: () => start(second) },
      holdBack: async (table) => {
        const letGo = await holdBack(databaseUrl, table);
        closings.push(letGo);
        return letGo;
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

export function callerOf({ url }: Pick<GateProcess, 'url'>, key: string): AxiosInstance {
  return axios.create({ baseURL: url, headers: { Authorization: `Bearer ${key}` }, validateStatus: () => true });
}

async function holdBack(databaseUrl: string, table: string): Promise<() => Promise<void>> {
  const connection = await createConnection(databaseUrl);
  const letGo = closedAtLast(`a hold on ${table}`, async () => {
    try {
      await connection.query('rollback');
    } finally {
      await connection.end();
    }
  });
  await connection.query('set session transaction isolation level serializable');
  await connection.query('start transaction');
  await connection.query('select * from ?? for update', [table]);
  return letGo;
}

/**
 * Whether somebody is adding to a table at this moment, which they wait for while it is held back. Not asked of
 * `innodb_trx`: that answers from a copy which it renews only once nobody has asked for 0.1 s, so that whoever asks more
 * often sees for ever what the first look saw.
 */
export async function isInsertUnderWay(db: Database, table: string): Promise<boolean> {
  const adding = `select id from information_schema.processlist where db = database() and info like ?`;
  return (await inSnapshot(db, (tx) => selectRows(tx, adding, [`insert into ${table} %`]))).length > 0;
}

export function assertAnswer(answer: { readonly status: number; readonly data: unknown }, status: number): void {
  assert.equal(answer.status, status, JSON.stringify(answer.data));
}
