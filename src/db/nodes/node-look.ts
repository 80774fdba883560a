import { createRequire } from 'node:module';
import { setImmediate as afterReading, setTimeout as sleep } from 'node:timers/promises';
import type { Connection, ConnectionOptions, RowDataPacket } from 'mysql2';

/** Looks at one node, over a connection of its own that stays open from look to look. */
export interface NodeLook {
  /** Whether the node is well; what does not answer within a second is not. */
  readonly isWell: () => Promise<boolean>;
  readonly close: () => void;
}

const ANSWER_MS_MAX = 1_000;

const require = createRequire(import.meta.url);

export function openNodeLook(settings: ConnectionOptions): NodeLook {
  let open: Connection | undefined;
  const drop = (): void => {
    open?.destroy();
    open = undefined;
  };
  return {
    close: drop,
    isWell: async () => {
      try {
        open ??= connect(settings);
        return await withinLimit(asksWell(open));
      } catch {
        drop();
        return false;
      }
    },
  };
}

function connect(settings: ConnectionOptions): Connection {
  // Only a list of hosts needs it here; with one host the driver is loaded by Knex.
  const { createConnection }: typeof import('mysql2') = require('mysql2');
  const connection = createConnection({ ...settings, connectTimeout: ANSWER_MS_MAX });
  // Whoever asks next hears of it.
  connection.on('error', () => undefined);
  return connection;
}

/** A process that was busy itself has the answer in its buffer: that is read before the silence counts. */
async function withinLimit<T>(answer: Promise<T>): Promise<T> {
  const ending = new AbortController();
  const silence = sleep(ANSWER_MS_MAX, undefined, { signal: ending.signal, ref: false }).then(async () => {
    await afterReading();
    await afterReading();
    throw new Error('the node says nothing');
  });
  silence.catch(() => undefined);
  try {
    return await Promise.race([answer, silence]);
  } finally {
    ending.abort();
  }
}

/** `SHOW`, because a node without quorum answers nothing else. */
const ASKED = [
  "show global variables where variable_name in ('read_only', 'wsrep_on', 'wsrep_provider', 'wsrep_sst_method')",
  "show global status where variable_name in ('wsrep_local_state', 'wsrep_cluster_status', 'wsrep_ready')",
];

async function asksWell(connection: Connection): Promise<boolean> {
  const answers = await Promise.all(ASKED.map((sql) => namedValues(connection, sql)));
  return isWellBy(new Map(answers.flat()));
}

function namedValues(connection: Connection, sql: string): Promise<readonly (readonly [string, string])[]> {
  return new Promise((resolve, reject) => {
    connection.query<RowDataPacket[]>(sql, (error, rows) => {
      if (error) reject(error);
      else resolve(rows.map((row) => [String(row.Variable_name).toLowerCase(), String(row.Value)]));
    });
  });
}

const SYNCED = '4';
const DONOR = '2';

/**
 * A server by itself is well when it takes writes, a node of a cluster when it also belongs to the majority and has caught
 * up. One that copies itself to another goes on deciding where the copy is made by mariabackup, which locks nothing.
 */
export function isWellBy(says: ReadonlyMap<string, string>): boolean {
  if (!['OFF', '0'].includes(says.get('read_only') ?? '')) return false;
  const isCluster = says.get('wsrep_on') === 'ON' && says.get('wsrep_provider') !== 'none';
  if (!isCluster) return true;
  const state = says.get('wsrep_local_state');
  const hasCaughtUp = state === SYNCED || (state === DONOR && says.get('wsrep_sst_method') === 'mariabackup');
  return hasCaughtUp && says.get('wsrep_cluster_status') === 'Primary' && says.get('wsrep_ready') === 'ON';
}
