import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, openDatabase } from '../../src/db/index.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { dayOf, systemClock } from '../../src/kernel/index.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import * as given from '../support/given.ts';
import { type Busy, type InTurns, measureInTurns } from './beside-in-turns.ts';
import { type Child, startChild } from './child.ts';
import { copyOrders } from './copy-orders.ts';
import { fillRegister } from './licence-position.ts';
import { submitAll } from './lists.ts';
import { type BenchOffice, BOOTSTRAP_KEY, makeOrders, makeWorld, type World } from './world.ts';

export interface Beside extends InTurns {
  readonly engine: Engine;
  readonly orders: number;
}

export interface BesideSize {
  readonly forMs: number;
  /** Decided before anybody is busy. */
  readonly orders: number;
  /** How often each of them is then copied by SQL. */
  readonly copies: number;
  /** Readers alone, or also callers with much to check or order, and jobs. */
  readonly busy: 'readers' | 'everybody';
  /** Of them those whose name has it; absent, all. */
  readonly of?: string;
}

const LINES = 500;
const AGENCIES = 500;
const BRACKETS = 400_000;

/**
 * How long everybody waits while one caller keeps the gate busy: `/healthz`, which asks no database, and another caller's single
 * orders, one after the other.
 */
export async function printBeside(engine: Engine, size: BesideSize): Promise<readonly Beside[]> {
  const fresh = await freshDatabaseUrl(engine);
  const env = { DATABASE_URL: fresh.url, GATE_BOOTSTRAP_KEY: BOOTSTRAP_KEY, GATE_LOG_LEVEL: 'error' };
  const child = await startChild({ entry: './serve-beside', env });
  const db = openDatabase(fresh.url);
  const codes = Array.from({ length: AGENCIES }, () => given.creditCode());
  await fillRegister(db, codes);
  const world = await makeWorld(child.url, { offices: 2 });
  await submitAll(child, world, size.orders);
  await copyOrders(db, size.copies);
  await db.close();
  const orders = size.orders * (1 + size.copies);
  const rows: Beside[] = [];
  const busyOnes = await listBusy(child.url, { world, busy: size.busy });
  for (const busy of busyOnes.filter(({ what }) => what.includes(size.of ?? ''))) {
    rows.push({ engine, orders, ...(await measureInTurns(child, { world, busy, forMs: size.forMs })) });
  }
  console.log(`Beside one busy caller, ${engine}, ${orders} orders:`);
  console.table(rows);
  await printStop(child);
  await fresh.drop();
  return rows;
}

async function listBusy(
  url: string,
  { world, busy }: Pick<BesideSize, 'busy'> & { readonly world: World },
): Promise<readonly Busy[]> {
  const readers = await busyReaders(url, world);
  if (busy === 'readers') return readers;
  return [...busyCallers(url, world), ...readers, ...(await busyJobs(url))];
}

function busyCallers(url: string, { key, offices }: World): readonly Busy[] {
  const [office] = offices;
  if (!office) throw new Error('there is no office');
  const post = (path: string, body: string, contentType = 'application/json', secret = key): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': contentType,
        'idempotency-key': `beside-${given.nextNumber()}`,
      },
      body,
    });
  const file = `code,${'('.repeat(BRACKETS)}\n1,2\n`;
  return [
    {
      what: `checks of ${LINES} lines`,
      callers: 2,
      body: () => JSON.stringify(longOrder(office)),
      ask: (body) => post('/v1/checks', body),
    },
    {
      what: `orders of ${LINES} lines`,
      callers: 2,
      body: () => JSON.stringify(longOrder(office)),
      ask: (body) => post('/v1/orders', body),
    },
    {
      what: `batches of ${LINES} orders`,
      callers: 2,
      body: () => JSON.stringify({ orders: makeOrders([office], LINES) }),
      ask: (body) => post('/v1/orders/batch', body),
    },
    {
      what: `files with a heading of ${BRACKETS} brackets`,
      callers: 2,
      ask: () => post('/v1/budget-lines/import?dryRun=true', file, 'text/csv', BOOTSTRAP_KEY),
    },
  ];
}

/** Lists, reports, papers and files, each by one caller. */
async function busyReaders(url: string, { readerKey }: World): Promise<readonly Busy[]> {
  const read = (path: string, secret = BOOTSTRAP_KEY): Promise<Response> =>
    fetch(`${url}/v1${path}`, { headers: { authorization: `Bearer ${secret}` } });
  const approved = '/orders?state=approved';
  const listed = (await (await read(`${approved}&limit=1`, readerKey)).json()) as { items: readonly [{ id: string }] };
  const [{ id }] = listed.items;
  const positions = '/licence-positions?region=421000';
  return [
    { what: `licence positions of ${AGENCIES} agencies`, callers: 1, ask: () => read(positions) },
    { what: 'orders?state=approved', callers: 1, ask: () => read(approved, readerKey) },
    { what: 'a dossier', callers: 1, ask: () => read(`/orders/${id}/dossier`, readerKey) },
    { what: 'licence positions as XLSX', callers: 1, ask: () => read(`${positions}&format=xlsx`) },
  ];
}

const JOB_MS = 500;

/** Jobs that always have something left to do. */
async function busyJobs(url: string): Promise<readonly Busy[]> {
  const headers = { authorization: `Bearer ${BOOTSTRAP_KEY}`, 'content-type': 'application/json' };
  const wish = { changeNote: 'bench', inForceFrom: dayOf(systemClock()), removedRules: ['HW-01'] };
  const drafted = await fetch(`${url}/v1/rule-sets`, { method: 'POST', headers, body: JSON.stringify(wish) });
  const { ruleSet } = (await drafted.json()) as { readonly ruleSet: { readonly number: number } };
  const question = { ruleSet: ruleSet.number, from: '2020-01-01', until: '2099-12-31', facts: 'derived' };
  const work = (name: string): Promise<Response> => fetch(`${url}/bench/job?name=${name}&ms=${JOB_MS}`);
  const backtest = async (): Promise<Response> => {
    // Refused while others run, which are gone on with.
    await (
      await fetch(`${url}/v1/backtests`, { method: 'POST', headers, body: JSON.stringify(question) })
    ).arrayBuffer();
    return work('backtests');
  };
  return [
    { what: 'a back-test', callers: 1, ask: backtest },
    { what: 're-derivation', callers: 1, ask: () => work('rederive') },
  ];
}

/** A gate that is stopped in the middle of a report and of a job. */
async function printStop({ url, stop }: Child): Promise<void> {
  const headers = { authorization: `Bearer ${BOOTSTRAP_KEY}` };
  const report = fetch(`${url}/v1/licence-positions?region=421000`, { headers }).then(
    ({ status }) => String(status),
    () => 'lost',
  );
  void fetch(`${url}/bench/job?name=rederive&ms=60000`).catch(() => undefined);
  await sleep(STOP_AFTER_MS);
  const from = performance.now();
  await stop();
  console.log(`stopped in ${Math.round(performance.now() - from)} ms; the report that was running: ${await report}`);
}

const STOP_AFTER_MS = 300;

/** One order of so many lines, and software for all of them. */
function longOrder(office: BenchOffice): OrderSubmission {
  const [order] = makeOrders([office], 1);
  const [line] = order?.lines ?? [];
  if (!order || !line) throw new Error('an order has a line');
  const lines = Array.from({ length: LINES }, (_, index) => ({
    ...line,
    line: index + 1,
    model: `${line.model}-${index}`,
  }));
  return { ...order, lines };
}
