import { pino } from 'pino';
import type { Database, Engine } from '../../../src/db/index.ts';
import { loadConfig } from '../../../src/gate/config.ts';
import { openGate } from '../../../src/gate/gate.ts';
import { startServer } from '../../../src/http/start-server.ts';
import { loadPack } from '../../../src/rules/index.ts';
import type { Gate } from '../../support/gate.ts';
import { closedAtLast } from '../../support/left-open.ts';
import type { Office } from '../../support/office.ts';

/** A second process's gate over the same database, by the same clock, that answers everything on its one thread. */
export async function besideWithoutReaders(
  gate: Gate,
): Promise<{ readonly url: string; readonly close: () => unknown }> {
  const other = await openGate({
    config: loadConfig({ DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir, GATE_READERS: '0' }),
    logger: pino({ level: 'error' }),
    clock: gate.clock.now,
    pack: loadPack('rules'),
  });
  const server = await startServer(other.app, { port: 0, host: '127.0.0.1' });
  const close = closedAtLast('a gate without readers', async () => {
    await server.close();
    await other.close();
  });
  return { url: `http://127.0.0.1:${server.port}`, close };
}

/** A statement that takes minutes. */
export const ENDLESS: Readonly<Record<Engine, string>> = {
  sqlite:
    '(with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000) select max(i) i from n)',
  mysql: '(select sleep(7) i)',
};

/**
 * From now on whoever reads products takes minutes. What the next order asks of them is remembered from the one that is
 * submitted here; a position reads all of them.
 */
export async function makeProductsEndless({ db }: Gate, office: Office): Promise<void> {
  await office.submit(office.order());
  await makeEndless(db, 'products', 'id');
}

/** From now on whoever reads this table takes minutes. */
export async function makeEndless(db: Database, table: string, column: string): Promise<void> {
  await db.writer.raw(`alter table ${table} rename to ${table}_kept`);
  // What has a limit is worked out by itself: else a plan may begin with the table, which has no rows, and end there.
  const rows = `select k.* from ${table}_kept k right join ${ENDLESS[db.engine]} e on k.${column} = 'none' or e.i < 0`;
  await db.writer.raw(`create view ${table} as ${rows} limit 1000`);
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Of each answer alone: its number and its hour. */
const OWN_HEADERS = ['x-request-id', 'date', 'connection', 'keep-alive'];

export interface Asking {
  readonly url: string;
  readonly path: string;
  readonly secret: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'HEAD';
}

export async function askRaw({ url, path, secret, headers, method = 'GET' }: Asking): Promise<RawAnswer> {
  const answer = await fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${secret}`, ...headers } });
  const shared = [...answer.headers].filter(([name]) => !OWN_HEADERS.includes(name));
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: Object.fromEntries(shared), bytes };
}

/** Of a problem, its number is its own as well. */
export function withoutInstance({ bytes }: RawAnswer): string {
  return bytes.toString('latin1').replace(/urn:request:[0-9a-f-]+/, '');
}

/** The heads of a file in a ZIP archive, and where in them its hour stands. */
const ZIP_HEADS = [
  { mark: Buffer.from([0x50, 0x4b, 3, 4]), at: 10 },
  { mark: Buffer.from([0x50, 0x4b, 1, 2]), at: 12 },
];

/** A workbook is an archive that says when it was packed; whatever else is in it counts. */
export function undated({ bytes, headers }: RawAnswer): Buffer {
  if (!headers['content-type']?.includes('spreadsheet')) return bytes;
  const copy = Buffer.from(bytes);
  for (const { mark, at } of ZIP_HEADS) {
    for (let found = copy.indexOf(mark); found >= 0; found = copy.indexOf(mark, found + 1))
      copy.fill(0, found + at, found + at + 4);
  }
  return copy;
}
