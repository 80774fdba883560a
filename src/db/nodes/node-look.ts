import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { setImmediate as afterReading, setTimeout as sleep } from 'node:timers/promises';
import type { Connection, ConnectionOptions } from 'mysql2';
import { faultOf, type NodeFault, unready } from './node-fault.ts';

/** Looks at one node, over a connection of its own that stays open from look to look. */
export interface NodeLook {
  /** Why the node is not well, null when it is; what does not answer within a second is not. */
  readonly findFault: () => Promise<NodeFault | null>;
  readonly close: () => void;
}

const ANSWER_MS_MAX = 1_000;

const require = createRequire(import.meta.url);

export function openNodeLook(settings: ConnectionOptions): NodeLook {
  let open: OpenConnection | undefined;
  const drop = (): void => {
    if (open) cut(open.connection);
    open = undefined;
  };
  return {
    close: drop,
    findFault: async () => {
      try {
        open ??= connect(settings);
        return await withinLimit(asksFault(open.connection));
      } catch (error) {
        const fault = faultOf(open?.lost ?? error);
        drop();
        return fault;
      }
    },
  };
}

/** The driver only hangs up. A node that is frozen never hears that, and the process could not end before it does. */
function cut(connection: Connection): void {
  connection.destroy();
  if ('stream' in connection && connection.stream instanceof Socket) connection.stream.destroy();
}

interface OpenConnection {
  readonly connection: Connection;
  lost?: Error;
}

function connect(settings: ConnectionOptions): OpenConnection {
  // The driver is loaded where it is needed: SQLite needs none.
  const { createConnection }: typeof import('mysql2') = require('mysql2');
  const connection = createConnection({ ...settings, connectTimeout: ANSWER_MS_MAX });
  const open: OpenConnection = { connection };
  // Whoever asks next hears of it: the driver would say no more than that the connection is closed.
  connection.on('error', (error) => {
    open.lost ??= error;
  });
  return open;
}

/** A process that was busy itself has the answer in its buffer: that is read before the silence counts. */
async function withinLimit<T>(answer: Promise<T>): Promise<T> {
  const ending = new AbortController();
  const silence = sleep(ANSWER_MS_MAX, undefined, { signal: ending.signal, ref: false }).then(async () => {
    await afterReading();
    await afterReading();
    throw Object.assign(new Error('the node says nothing'), { code: 'ETIMEDOUT' });
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

async function asksFault(connection: Connection): Promise<NodeFault | null> {
  const answers = await Promise.all(ASKED.map((sql) => answerTo(connection, sql)));
  return faultByAnswers(answers);
}

/** The driver's callback only hands over: what it throws nobody catches, and the process would end by it. */
function answerTo(connection: Connection, sql: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error, answer: unknown) => (error ? reject(error) : resolve(answer)));
  });
}

/** What answers may be another program, or a server that lies: nothing of an answer is used before it is known to be rows. */
export function faultByAnswers(answers: readonly unknown[]): NodeFault | null {
  const variables = new Map<string, string>();
  for (const answer of answers) {
    if (!Array.isArray(answer)) return ODD;
    for (const row of answer as readonly unknown[]) {
      const { Variable_name: name, Value: value }: Readonly<Record<string, unknown>> = Object(row);
      if (typeof name !== 'string' || typeof value !== 'string') return ODD;
      variables.set(name.toLowerCase(), value);
    }
  }
  // Every server has it: who does not say it is none.
  return variables.has('read_only') ? faultBy(variables) : ODD;
}

const SYNCED = '4';
const DONOR = '2';

/**
 * A server by itself is well when it takes writes, a node of a cluster when it also belongs to the majority and has caught
 * up. One that copies itself to another goes on deciding where the copy is made by mariabackup, which locks nothing.
 */
export function faultBy(says: ReadonlyMap<string, string>): NodeFault | null {
  if (!['OFF', '0'].includes(says.get('read_only') ?? '')) return READ_ONLY;
  const isCluster = says.get('wsrep_on') === 'ON' && says.get('wsrep_provider') !== 'none';
  if (!isCluster) return null;
  const status = says.get('wsrep_cluster_status');
  if (status !== 'Primary') return unready(`不在集群的多数中（${status}）`, `is not in the majority (${status})`);
  const state = says.get('wsrep_local_state');
  const hasCaughtUp = state === SYNCED || (state === DONOR && says.get('wsrep_sst_method') === 'mariabackup');
  if (!hasCaughtUp) {
    return unready(`尚未跟上集群（wsrep_local_state ${state}）`, `has not caught up (wsrep_local_state ${state})`);
  }
  return says.get('wsrep_ready') === 'ON' ? null : NOT_READY;
}

const ODD = unready(
  '所答非所问，不像是数据库服务器',
  'answers something that was not asked, as no database server does',
);
const READ_ONLY = unready('不接受写入（read_only）', 'takes no writes (read_only)');
const NOT_READY = unready('尚未就绪（wsrep_ready）', 'is not ready (wsrep_ready)');
